// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One directive of the table.
 *
 * @param names its name, then other names that mean the same
 * @param family what it is about, a heading for people
 * @param arity in OpenVPN 2.6
 * @param newArity in OpenVPN 2.7
 * @param values rules for its arguments, see {@code directives.txt}
 * @param versions as {@code 2.6..}; empty for all of 2.4 to 2.7
 * @param reason why it is not simply supported; empty when it is
 * @param replacement what works instead; empty for nothing
 */
public record DirectiveRow(
    List<String> names,
    String family,
    Arity arity,
    Arity newArity,
    Set<Place> places,
    List<String> values,
    String versions,
    Verdict verdict,
    String reason,
    String replacement) {
  public DirectiveRow {
    names = List.copyOf(names);
    places = Set.copyOf(places);
    values = List.copyOf(values);
  }

  /** The first of its names. */
  public String name() {
    return names.getFirst();
  }

  /** How many arguments it takes in that release. */
  public Arity arity(Release release) {
    return release == Release.V2_6 ? arity : newArity;
  }

  public boolean is(Place place) {
    return places.contains(place);
  }

  /** Whether that release of OpenVPN still, or already, has it. */
  public boolean in(Release release) {
    if (versions.equals("none")) {
      return false;
    }
    int dots = versions.indexOf("..");
    if (dots < 0) {
      return true;
    }
    String until = versions.substring(dots + 2);
    return versions.substring(0, dots).compareTo(release.toString() + ".z") <= 0
        && (until.isEmpty() || until.compareTo(release.toString()) >= 0);
  }

  /** Whether OpenVPN on that system has it. */
  public boolean on(Platform platform) {
    return !is(Place.SPECIAL_BUILD)
        && !is(platform == Platform.WINDOWS ? Place.NOT_WINDOWS : Place.WINDOWS);
  }

  /** What Culvert makes of it where it stands. */
  public Verdict verdict(boolean pushed) {
    return pushed && is(Place.KEPT_WHEN_PUSHED) ? Verdict.SUPPORTED : verdict;
  }

  /** Reason and replacement in one line; empty when there is nothing to say. */
  public Optional<String> advice() {
    if (reason.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(replacement.isEmpty() ? reason : reason + "; instead: " + replacement);
  }
}
