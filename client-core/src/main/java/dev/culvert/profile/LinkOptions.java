// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.driver.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the peer is reached.
 *
 * @param transport {@code proto}: of remotes without a word of their own, and of an end without one
 * @param family the same for {@code udp6} and the like
 * @param remotes in the order of the profile; empty for a point-to-point end that waits
 * @param local {@code local}: an address literal to bind
 * @param localPort to bind, 0 for any port of the system's choice; empty for no binding at all
 * @param ipv6Only {@code bind ipv6only}: an end that waits takes no IPv4 peer
 * @param allowFloat the peer may change its address
 * @param resolveRetry how long a name that means nothing is looked up again before the next remote;
 *     zero ends the connection, empty takes the next remote at once
 * @param retryPause first pause between attempts
 * @param retryPauseMax longest pause
 * @param retryMax attempts per remote, 0 for no limit
 * @param serverPoll longest wait, with connecting and the proxy, for the first answer of a remote
 * @param exitNotify {@code explicit-exit-notify}; empty for none
 * @param ping interval; zero for never
 * @param pingTimeout silence of the peer after which it counts as gone; zero for never
 * @param pingExit whether that ends the program rather than the connection
 */
public record LinkOptions(
    Transport transport,
    Family family,
    List<Remote> remotes,
    boolean remoteRandom,
    Optional<String> local,
    OptionalInt localPort,
    boolean ipv6Only,
    boolean allowFloat,
    Optional<Duration> resolveRetry,
    Duration retryPause,
    Duration retryPauseMax,
    int retryMax,
    Duration serverPoll,
    OptionalInt exitNotify,
    Duration ping,
    Duration pingTimeout,
    boolean pingExit) {
  public LinkOptions {
    remotes = List.copyOf(remotes);
  }
}
