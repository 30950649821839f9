// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import java.util.OptionalInt;

/** Where a directive was given. {@code toString} is the prefix of messages about it. */
public sealed interface Source {
  /** The line in its file, from 1; empty for what stands in no file. */
  default OptionalInt lineNumber() {
    return OptionalInt.empty();
  }

  /**
   * A line of a profile.
   *
   * @param line from 1; for an inline block the line of its start tag
   */
  record FileLine(String file, int line) implements Source {
    @Override
    public OptionalInt lineNumber() {
      return OptionalInt.of(line);
    }

    @Override
    public String toString() {
      return ProfileText.printable(file) + ":" + line;
    }
  }

  /** A profile as a whole: something that no line of it says. */
  record Whole(String file) implements Source {
    @Override
    public String toString() {
      return ProfileText.printable(file);
    }
  }

  /**
   * An argument of the command line.
   *
   * @param position from 1
   */
  record Argument(int position) implements Source {
    @Override
    public String toString() {
      return "command line:" + position;
    }
  }

  /** An option the server pushed. */
  record Pushed() implements Source {
    @Override
    public String toString() {
      return "pushed";
    }
  }
}
