// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import java.util.Collection;
import java.util.Optional;

/** Names of connections: 1 to 255 characters, none of those that a path or Windows forbids. */
final class AdapterNames {
  private static final int LONGEST = 255;
  private static final String FORBIDDEN = "\\/:*?\"<>|";
  private static final String STEM = "Culvert";

  private AdapterNames() {}

  /** What is wrong with a name for a new connection; empty when nothing is. */
  static Optional<String> objection(String name, Collection<String> taken) {
    if (name.isBlank() || name.length() > LONGEST) {
      return Optional.of("a connection's name has 1 to 255 characters");
    }
    boolean forbidden =
        name.chars().anyMatch(c -> Character.isISOControl(c) || FORBIDDEN.indexOf(c) >= 0);
    if (forbidden) {
      return Optional.of(
          "a connection's name has none of " + FORBIDDEN + " and no control characters");
    }
    return taken.stream().anyMatch(name::equalsIgnoreCase)
        ? Optional.of("there is a connection of that name already")
        : Optional.empty();
  }

  /** The first of {@code Culvert}, {@code Culvert 2}, ... that nobody has; case does not count. */
  static String free(Collection<String> taken) {
    for (int number = 1; ; number++) {
      String name = number == 1 ? STEM : STEM + " " + number;
      if (taken.stream().noneMatch(name::equalsIgnoreCase)) {
        return name;
      }
    }
  }
}
