// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** Echo requests through a tunnel, by the {@code ping} program. */
final class Echo {
  private Echo() {}

  /** Pings {@code address} until three answers came; fails when they did not within 15 s. */
  static void flows(Namespace from, String address) {
    Command.Result result = ping(from, "-c", "3", "-i", "0.1", "-w", "15", address);
    assertThat(result.exitCode()).as("ping %s: %s", address, result.output()).isZero();
  }

  /** Sends {@code count} requests, one every 8 ms, and expects every one answered. */
  static void losesNothing(Namespace from, String address, int count) {
    losesNothing(from, address, count, 56);
  }

  /** The same with {@code size} bytes in each request. */
  static void losesNothing(Namespace from, String address, int count, int size) {
    Command.Result result =
        ping(
            from,
            "-q",
            "-i",
            "0.008",
            "-s",
            Integer.toString(size),
            "-c",
            Integer.toString(count),
            "-W",
            "2",
            address);
    assertThat(result.output())
        .contains(count + " packets transmitted, " + count + " received, 0% packet loss");
  }

  private static Command.Result ping(Namespace from, String... arguments) {
    return Command.attempt(
        Stream.concat(
                List.of("ip", "netns", "exec", from.name(), "ping").stream(),
                List.of(arguments).stream())
            .toList());
  }
}
