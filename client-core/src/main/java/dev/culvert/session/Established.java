// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.negotiate.Agreement;
import dev.culvert.profile.PushedOptions;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Both ends have authenticated each other and agree: the data channel can be set up. Said again
 * when a restarted peer has opened a session anew; its keys are other ones and so may be its peer
 * id.
 *
 * @param pushed a client's options
 */
public record Established(
    Agreement agreement, InetSocketAddress peer, Optional<PushedOptions> pushed) {}
