// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.Finding;
import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.Source;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a profile as a whole, each thing once. */
final class Check {
  private final List<Finding> errors = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();

  List<Finding> errors() {
    return errors;
  }

  List<Finding> warnings() {
    return warnings;
  }

  void error(boolean wrong, Source at, String directive, Code code, String message) {
    add(errors, wrong, new Finding(at, directive, code, message));
  }

  void warning(boolean wrong, Source at, String directive, Code code, String message) {
    add(warnings, wrong, new Finding(at, directive, code, message));
  }

  private static void add(List<Finding> all, boolean wrong, Finding finding) {
    if (wrong && !all.contains(finding)) {
      all.add(finding);
    }
  }
}
