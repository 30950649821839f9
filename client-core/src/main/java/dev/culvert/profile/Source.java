// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

/** Where a directive was given. {@code toString} is the prefix of messages about it. */
public sealed interface Source {
  /**
   * A line of a profile.
   *
   * @param line from 1; for an inline block the line of its start tag
   */
  record FileLine(String file, int line) implements Source {
    @Override
    public String toString() {
      return file + ":" + line;
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
