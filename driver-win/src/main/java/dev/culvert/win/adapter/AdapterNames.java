// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Names for network connections, by the rules of Windows: 1 to 255 characters, none of {@code \ / :
 * * ? " < > |} and no control characters, unlike the name of any other connection without regard to
 * case.
 */
public final class AdapterNames {
  private static final int MAX_LENGTH = 255;
  private static final String FORBIDDEN = "\\/:*?\"<>|";
  private static final String DEFAULT = "Culvert";

  private final Set<String> taken;

  /**
   * @param taken the names of all connections of this system, also of those without a device
   */
  public AdapterNames(Collection<String> taken) {
    this.taken = taken.stream().map(AdapterNames::folded).collect(Collectors.toUnmodifiableSet());
  }

  /** The first of "Culvert", "Culvert 2", "Culvert 3" and so on that is free. */
  public String free() {
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> n == 1 ? DEFAULT : DEFAULT + " " + n)
        .filter(name -> !isTaken(name))
        .findFirst()
        .orElseThrow();
  }

  /** What is wrong with a name for a new adapter; empty if nothing is. */
  public Optional<String> objection(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return Optional.of("the name of an adapter has 1 to " + MAX_LENGTH + " characters");
    }
    if (name.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0 || Character.isISOControl(c))) {
      return Optional.of(
          "the name of an adapter has no control characters and none of "
              + String.join(" ", FORBIDDEN.split("", -1)).strip());
    }
    return isTaken(name)
        ? Optional.of("there is a network connection named \"" + name + "\" already")
        : Optional.empty();
  }

  private boolean isTaken(String name) {
    return taken.contains(folded(name));
  }

  private static String folded(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
