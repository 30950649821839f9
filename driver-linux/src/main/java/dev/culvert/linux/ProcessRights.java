// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this process may do (proc(5), capabilities(7)). */
final class ProcessRights {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String EFFECTIVE = "CapEff:";
  private static final int CAP_NET_ADMIN = 12;

  private ProcessRights() {}

  /** Whether it may make interfaces, addresses and routes. */
  static boolean mayChangeNetwork() {
    try {
      return mayChangeNetwork(Files.readAllLines(STATUS));
    } catch (IOException e) {
      return false;
    }
  }

  /** By the lines of a status file. */
  static boolean mayChangeNetwork(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(EFFECTIVE))
        .map(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
        .anyMatch(capabilities -> (capabilities >>> CAP_NET_ADMIN & 1) == 1);
  }
}
