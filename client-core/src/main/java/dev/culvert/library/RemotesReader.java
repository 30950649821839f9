// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where a profile connects to, as words (openvpn-config 1.4). */
final class RemotesReader {
  private final List<SeenLine> lines;

  private RemotesReader(List<SeenLine> lines) {
    this.lines = lines;
  }

  /** {@code host:port proto} in their order; plain lines count only where there is no block. */
  static List<String> read(List<SeenLine> lines) {
    RemotesReader reader = new RemotesReader(lines);
    Set<Integer> blocks = new TreeSet<>();
    lines.stream().filter(l -> l.connection() > 0).forEach(l -> blocks.add(l.connection()));
    List<String> remotes = new ArrayList<>();
    if (blocks.isEmpty()) {
      lines.stream()
          .filter(l -> l.name().equals("remote"))
          .forEach(l -> remotes.add(reader.words(l)));
    }
    for (int block : blocks) {
      reader.last("remote", block).ifPresent(l -> remotes.add(reader.words(l)));
    }
    return remotes;
  }

  private String words(SeenLine remote) {
    String host = remote.arg(1).contains(":") ? "[" + remote.arg(1) + "]" : remote.arg(1);
    String port = orElse(remote.arg(2), remote, "rport", orElse("", remote, "port", "1194"));
    String proto = orElse(remote.arg(3), remote, "proto", "udp");
    return Words.plain(host + ":" + port + " " + proto);
  }

  private String orElse(String own, SeenLine remote, String directive, String absent) {
    if (!own.isEmpty()) {
      return own;
    }
    return last(directive, remote.connection())
        .or(() -> last(directive, 0))
        .map(line -> line.arg(1))
        .orElse(absent);
  }

  private java.util.Optional<SeenLine> last(String name, int connection) {
    return lines.stream()
        .filter(l -> l.connection() == connection && l.name().equals(name))
        .reduce((a, b) -> b);
  }
}
