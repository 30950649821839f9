// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.directive.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code compat-mode}: the oldest peer that a profile has in mind (openvpn-config 1.5).
 *
 * @param line empty when there is none, or none that can be read
 * @param version as one number that grows with it
 */
record Compatibility(Optional<Statement> line, int version) {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  static Compatibility of(ProfileLines profile) {
    Optional<Statement> line = profile.last("compat-mode");
    Matcher matcher = VERSION.matcher(line.map(l -> ProfileLines.argument(l, 1, "")).orElse(""));
    if (!matcher.matches()) {
      return new Compatibility(Optional.empty(), Integer.MAX_VALUE);
    }
    return new Compatibility(
        line,
        number(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3))));
  }

  boolean isBefore(int major, int minor, int patch) {
    return version < number(major, minor, patch);
  }

  private static int number(int major, int minor, int patch) {
    return (major * 1000 + minor) * 1000 + patch;
  }
}
