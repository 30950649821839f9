// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.negotiate.Agreement;
import dev.culvert.profile.PushedOptions;
import dev.culvert.wrap.TlsCryptV2Metadata;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Both ends have authenticated each other and agree: the data channel can be set up. Said again
 * when a restarted peer has opened a session anew; its keys are other ones and so may be its peer
 * id.
 *
 * @param pushed a client's options
 * @param metadata what a client's tls-crypt-v2 key says of it, at the server
 */
public record Established(
    Agreement agreement,
    InetSocketAddress peer,
    Optional<PushedOptions> pushed,
    TlsCryptV2Metadata metadata) {}
