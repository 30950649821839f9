// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

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
}
