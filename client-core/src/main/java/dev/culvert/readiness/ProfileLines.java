// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.profile.Line;
import dev.culvert.profile.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a profile as questions are put to them. Nothing is refused here: a line that the
 * reader of profiles refuses still says what the profile asks for.
 *
 * @param start the first line of the file, for what no line says
 * @param lines all of them; those of {@code <connection>} blocks stand inside their block's line
 */
record ProfileLines(Source start, List<Line> lines) {
  ProfileLines {
    lines = List.copyOf(lines);
  }

  /** The last line of that name outside connection blocks: the one that counts. */
  Optional<Line> last(String... names) {
    List<String> wanted = Arrays.asList(names);
    return lines.stream().filter(line -> wanted.contains(line.name())).reduce((_, b) -> b);
  }

  boolean has(String... names) {
    return last(names).isPresent();
  }

  /** The argument of a line from 1, or {@code absent}. */
  static String argument(Line line, int index, String absent) {
    return index < line.tokens().size() ? line.tokens().get(index) : absent;
  }

  boolean isClient() {
    return has("client", "pull");
  }

  boolean isServer() {
    return has("server", "server-ipv6", "server-bridge")
        || last("mode").filter(m -> argument(m, 1, "").equals("server")).isPresent();
  }

  /**
   * The lines of that name that count for some connection: those of each block, and the common ones
   * if there is no block or one after them, which takes them over.
   */
  List<Line> ofConnections(String name) {
    int lastBlock = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (isBlock(lines.get(i))) {
        lastBlock = i;
      }
    }
    List<Line> found = new ArrayList<>();
    Line common = null;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (isBlock(line)) {
        found.addAll(
            ConnectionBlock.lines(line).stream().filter(l -> l.name().equals(name)).toList());
      } else if (line.name().equals(name) && (lastBlock < 0 || i < lastBlock)) {
        common = line;
      }
    }
    if (common != null) {
      found.addFirst(common);
    }
    return found;
  }

  /** All remotes, those of connection blocks too; what stands beside blocks does not count. */
  List<Line> remotes() {
    boolean blocks = lines.stream().anyMatch(ProfileLines::isBlock);
    List<Line> found = new ArrayList<>();
    for (Line line : lines) {
      if (isBlock(line)) {
        found.addAll(
            ConnectionBlock.lines(line).stream().filter(l -> l.name().equals("remote")).toList());
      } else if (!blocks && line.name().equals("remote")) {
        found.add(line);
      }
    }
    return found;
  }

  static boolean isBlock(Line line) {
    return line.name().equals("connection") && line.inline() != null;
  }
}
