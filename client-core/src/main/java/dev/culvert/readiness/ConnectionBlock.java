// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.profile.Lexer;
import dev.culvert.profile.Line;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.Source;
import java.util.List;

/** The lines of a {@code <connection>} block, numbered as in the file around it. */
final class ConnectionBlock {
  private ConnectionBlock() {}

  /** Its lines; none of a block that is broken, which is an error that others report. */
  static List<Line> lines(Line block) {
    String content = block.inline();
    if (content == null || !(block.source() instanceof Source.FileLine(String file, int start))) {
      return List.of();
    }
    try {
      return Lexer.lines(file, content).stream().map(line -> moved(line, start)).toList();
    } catch (ProfileException e) {
      return List.of();
    }
  }

  private static Line moved(Line line, int by) {
    return line.source() instanceof Source.FileLine(String file, int at)
        ? new Line(new Source.FileLine(file, at + by), line.tokens(), line.inline())
        : line;
  }
}
