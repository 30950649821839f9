// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

/**
 * A line with what the lines before it said about it.
 *
 * @param directory what {@code cd} had set, by this line or before; empty for the working directory
 * @param optional it may be unknown: {@code setenv opt}, {@code ignore-unknown-option} or {@code
 *     setenv FORWARD_COMPATIBLE 1}
 * @param connection which {@code <connection>} block it stands in, from 0; -1 for none
 */
public record Statement(Line line, String directory, boolean optional, int connection) {
  public Source source() {
    return line.source();
  }

  public String name() {
    return line.name();
  }

  public boolean inConnection() {
    return connection >= 0;
  }

  /** The word at that index after the name, or {@code absent}. */
  public String arg(int index, String absent) {
    return index < line.args().size() ? line.args().get(index) : absent;
  }

  /** The number of arguments; a block's content counts as one. */
  public int count() {
    return line.inline() == null ? line.args().size() : 1;
  }
}
