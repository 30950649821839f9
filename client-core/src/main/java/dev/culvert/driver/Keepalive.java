// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.time.Duration;

/**
 * When to send a ping and when to give the peer up.
 *
 * @param interval silence of ours after which a ping goes out; zero for never
 * @param timeout silence of the peer's after which it counts as gone; zero for never
 */
public record Keepalive(Duration interval, Duration timeout) {
  public static final Keepalive OFF = new Keepalive(Duration.ZERO, Duration.ZERO);
}
