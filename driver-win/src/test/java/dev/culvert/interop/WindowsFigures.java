// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a connected tunnel costs Java on Windows, for {@code bench/windows --idle}: wake-ups while
 * nothing happens, and processor time while data flows through the driver. It prints and judges
 * nothing but that data flowed.
 */
@Tag("figures")
final class WindowsFigures {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int IDLE_SECONDS = 20;
  private static final int TRANSFER_SECONDS = 20;

  @RegisterExtension
  @Order(1)
  final Rig rig = new Rig();

  @RegisterExtension
  @Order(2)
  final WindowsRig windows = new WindowsRig(rig, "2.8.3");

  private record Cost(long switches, long ticks) {
    Cost minus(Cost earlier) {
      return new Cost(switches - earlier.switches, ticks - earlier.ticks);
    }
  }

  @Test
  void idleAndUnderLoad() throws IOException {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "keepalive 10 60"));
    Program culvert = windows.culvert(ClientProfile.withFiles(Pki.Kind.EC));
    culvert.log.await("Initialization Sequence Completed", SOON);
    windows.mirrorNetwork();
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    Program iperf =
        rig.start("iperf3 server", rig.server(), List.of("iperf3", "-s", "-1", "--forceflush"));
    iperf.log.await("Server listening", SOON);

    // What starts up needs some time to come to rest.
    pass(5);
    Cost before = cost();
    pass(IDLE_SECONDS);
    Cost idle = cost().minus(before);
    before = cost();
    Command.Result transfer =
        Command.attempt(
            rig.client()
                .inside(
                    List.of(
                        "iperf3",
                        "-c",
                        OpenVpnServer.TUNNEL,
                        "-t",
                        Integer.toString(TRANSFER_SECONDS))));
    Cost loaded = cost().minus(before);

    assertThat(transfer.exitCode()).as(transfer.output()).isZero();
    String amount =
        transfer.output().lines().filter(l -> l.contains("receiver")).findFirst().orElseThrow();
    System.out.printf(
        "connected and idle for %d s: %.1f wake-ups/s, %.1f ms CPU/s%n"
            + "data for %d s (%s): %.1f wake-ups/s, %.1f ms CPU/s%n",
        IDLE_SECONDS,
        (double) idle.switches / IDLE_SECONDS,
        idle.ticks * 10.0 / IDLE_SECONDS,
        TRANSFER_SECONDS,
        amount.replaceAll(" +", " ").strip(),
        (double) loaded.switches / TRANSFER_SECONDS,
        loaded.ticks * 10.0 / TRANSFER_SECONDS);
  }

  /** Time goes by in a child process: what is measured is another one. */
  private static void pass(int seconds) {
    Command.run("sleep", Integer.toString(seconds));
  }

  /** Of all threads of the Windows Java: voluntary context switches, and CPU in 1/100 s. */
  private Cost cost() throws IOException {
    List<Long> javas = windows.javas();
    assertThat(javas).hasSize(1);
    Path process = Path.of("/proc", javas.getFirst().toString());
    long switches = 0;
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      for (Path thread : threads.toList()) {
        for (String line : Files.readAllLines(thread.resolve("status"))) {
          if (line.startsWith("voluntary_ctxt_switches")) {
            switches += Long.parseLong(line.replaceAll("\\D", ""));
          }
        }
      }
    }
    String stat = Files.readString(process.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new Cost(switches, Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
  }
}
