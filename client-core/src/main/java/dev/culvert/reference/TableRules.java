// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.DirectiveRow;
import dev.culvert.directive.ProfileText;
import dev.culvert.directive.Release;
import java.util.List;
import java.util.Optional;

/** The rules for values that the table itself states. */
final class TableRules {
  private static final String EVERY = "*";

  private TableRules() {}

  /** OpenVPN knows the name only to say no. */
  static boolean isRefusedByName(DirectiveRow row, Release release) {
    return row.values().contains("named") && !(row.name().equals("no-replay") && row.in(release));
  }

  /** OpenVPN says that it passes the directive over. */
  static boolean isPassedOver(DirectiveRow row, Release release) {
    return row.values().contains("ignored")
        || (row.values().contains("ignored27") && release == Release.V2_7);
  }

  /** What is wrong with the arguments. */
  static Optional<String> problem(DirectiveRow row, List<String> args, Release release) {
    return row.values().stream()
        .map(rule -> problem(rule, args, release))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> problem(String rule, List<String> args, Release release) {
    int colon = rule.indexOf(':');
    if (colon < 0 || args.isEmpty()) {
      return Optional.empty();
    }
    String operand = rule.substring(colon + 1);
    return switch (rule.substring(0, colon)) {
      case "words" -> words(operand, args.get(0));
      case "num" -> release == Release.V2_7 ? numbers(operand, args) : Optional.empty();
      case "int" -> release == Release.V2_7 ? integers(operand, args) : Optional.empty();
      case "range" -> range(operand, args, release);
      case "range27" -> release == Release.V2_7 ? range(operand, args, release) : Optional.empty();
      default -> throw new IllegalStateException("no rule: " + rule);
    };
  }

  private static Optional<String> words(String operand, String word) {
    List<String> words = List.of(operand.split("/", -1));
    return words.contains(word)
        ? Optional.empty()
        : Optional.of(
            "word " + ProfileText.quote(word) + " is not one of " + String.join(", ", words));
  }

  private static Optional<String> numbers(String positions, List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      if ((positions.equals(EVERY) || positions.indexOf('1' + i) >= 0)
          && !(Numbers.isInteger(word) && Numbers.lenient(word) >= 0)) {
        return Optional.of("number " + ProfileText.quote(word) + " is not 0 or more");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> integers(String positions, List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      if ((positions.equals(EVERY) || positions.indexOf('1' + i) >= 0)
          && !Numbers.isInteger(word)) {
        return Optional.of("word " + ProfileText.quote(word) + " is not a number");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> range(String operand, List<String> args, Release release) {
    int dots = operand.indexOf("..");
    String end = operand.substring(dots + 2);
    int min = Integer.parseInt(operand.substring(0, dots));
    int max = end.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(end);
    String word = args.get(0);
    int value = Numbers.lenient(word);
    boolean readable = release == Release.V2_6 || Numbers.isInteger(word);
    return readable && value >= min && value <= max
        ? Optional.empty()
        : Optional.of(
            "number "
                + ProfileText.quote(word)
                + " is not "
                + (end.isEmpty() ? "at least " + min : "in " + operand));
  }
}
