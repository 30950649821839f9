// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.directive.Line;

/**
 * A directive of a profile with its includes, without {@code setenv opt} before it.
 *
 * @param connection the number of the {@code <connection>} block it stands in, from 1; 0 for none
 */
record SeenLine(Line line, int connection) {
  String name() {
    return line.name();
  }

  /** The argument of that index, from 1; empty when there is none. */
  String arg(int index) {
    return index < line.tokens().size() ? line.tokens().get(index) : "";
  }

  /** The directive as it may be shown: never the content of a block. */
  String shown() {
    return Words.plain(String.join(" ", line.tokens()));
  }
}
