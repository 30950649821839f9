// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Source;
import dev.culvert.driver.Transport;

/**
 * One server to try.
 *
 * @param host a name or an address literal, not resolved
 * @param port 1..65535
 */
public record Remote(String host, int port, Transport transport, Source source) {}
