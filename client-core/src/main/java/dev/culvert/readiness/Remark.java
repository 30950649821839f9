// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.directive.Finding;
import java.util.OptionalInt;

/**
 * One line of a report about a profile.
 *
 * @param line from 1; empty for what concerns the whole profile
 * @param code its kind, for programs: {@code weak-digest}
 */
public record Remark(OptionalInt line, String directive, String code, String message) {
  static Remark of(Concern concern) {
    return new Remark(
        concern.mention().line(),
        concern.directive(),
        concern.code().toString(),
        concern.message());
  }

  static Remark of(Finding finding) {
    return new Remark(
        finding.source().lineNumber(),
        finding.directive(),
        finding.code().toString(),
        finding.message());
  }

  static Remark whole(String directive, String code, String message) {
    return new Remark(OptionalInt.empty(), directive, code, message);
  }

  boolean isSamePlace(Remark other) {
    return line.equals(other.line) && directive.equals(other.directive);
  }
}
