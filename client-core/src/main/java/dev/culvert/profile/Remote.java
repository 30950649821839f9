// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Source;
import dev.culvert.driver.Transport;
import dev.culvert.proxy.ProxyServer;
import java.util.Optional;

/**
 * One server to try.
 *
 * @param host a name or an address literal, not resolved
 * @param port 1..65535
 * @param family which of its addresses, or of its proxy's, may be used
 * @param proxy on the way to it
 */
public record Remote(
    String host,
    int port,
    Transport transport,
    Family family,
    Optional<ProxyServer> proxy,
    Source source) {}
