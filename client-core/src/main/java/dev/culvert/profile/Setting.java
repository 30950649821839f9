// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directive that the table let through, with its arguments.
 *
 * @param name as written: an alias keeps its own name in messages
 * @param content the text of an inline block or of the file the first argument names
 */
record Setting(
    Directive directive, String name, List<String> args, Source source, @Nullable String content) {
  /** The argument at that index, or {@code absent} when the line is shorter. */
  String arg(int index, String absent) {
    return index < args.size() ? args.get(index) : absent;
  }

  @Override
  public String toString() {
    return source + ": " + name;
  }
}
