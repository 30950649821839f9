// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.DirectiveRow;
import dev.culvert.directive.DirectiveTable;
import dev.culvert.directive.Place;
import dev.culvert.directive.ProfileText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Small profiles for every directive of the table, and those of {@code /profiles/cases.txt}. */
final class ProfileCases {
  static final String CLIENT =
      """
      client
      dev tun
      remote 127.0.0.1 1194
      ca ca.crt
      cert c.crt
      key c.key
      """;

  private static final int MOST_WORDS = 4;
  private static final String BREAK = "\n=== ";

  private ProfileCases() {}

  /**
   * One profile.
   *
   * @param name says what it is about
   * @param profile its text, as {@link ProfileText#decode} makes it
   */
  record Case(String name, String profile) {
    byte[] bytes() {
      return ProfileText.encode(profile);
    }
  }

  /** Each directive with each number of words, and with its words right and wrong. */
  static List<Case> generated() {
    List<Case> cases = new ArrayList<>();
    for (DirectiveRow row : DirectiveTable.rows()) {
      for (String name : row.names()) {
        counts(row, name, cases);
        values(row, name, cases);
      }
    }
    return cases;
  }

  private static void counts(DirectiveRow row, String name, List<Case> cases) {
    for (int count = 0; count <= MOST_WORDS; count++) {
      boolean fits = row.arity().allows(count) || row.newArity().allows(count);
      // A function of the command would run.
      if (!row.is(Place.TOOL) || !fits) {
        String line = name + " 1".repeat(count);
        cases.add(new Case(line, CLIENT + line + "\n"));
      }
    }
    if (!row.is(Place.TOOL)) {
      cases.add(new Case("<" + name + ">", CLIENT + "<" + name + ">\n1\n</" + name + ">\n"));
      String line = name + " 1".repeat(row.arity().fewest());
      cases.add(
          new Case(
              "connection with " + line,
              CLIENT + "<connection>\nremote 127.0.0.1\n" + line + "\n</connection>\n"));
      cases.add(new Case("optional " + name, CLIENT + "setenv opt " + line + " 2 3\n"));
    }
  }

  private static void values(DirectiveRow row, String name, List<Case> cases) {
    if (row.is(Place.TOOL)) {
      return;
    }
    // One word is enough where any will do.
    int least = Math.max(1, row.arity().fewest());
    List<String> words = new ArrayList<>(List.of("abc", "-1", "70000"));
    for (String rule : row.values()) {
      if (rule.startsWith("words:")) {
        words.addAll(List.of(rule.substring(6).split("/", -1)));
      }
    }
    for (String word : words) {
      String line = name + (" " + word).repeat(least);
      cases.add(new Case(line, CLIENT + line + "\n"));
    }
  }

  /** Written by hand: a title, then a profile with {@code $CLIENT} and escapes. */
  static List<Case> written() throws IOException {
    try (InputStream in = ProfileCases.class.getResourceAsStream("/profiles/cases.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      List<Case> cases = new ArrayList<>();
      for (String part : ("\n" + text).split(BREAK, -1)) {
        int end = part.indexOf('\n');
        if (!part.isBlank() && !part.startsWith("#") && end >= 0) {
          cases.add(new Case(part.substring(0, end), unescaped(part.substring(end + 1) + "\n")));
        }
      }
      return Collections.unmodifiableList(cases);
    }
  }

  /** {@code {xNN}} is a byte, {@code {N*c}} a row of one character. */
  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("\\{x([0-9A-F]{2})}|\\{(\\d+)\\*(.)}|\\{eof}\n?")
            .matcher(text.replace("$CLIENT\n", CLIENT));
    while (matcher.find()) {
      String with = "";
      if (matcher.group(1) != null) {
        int value = Integer.parseInt(matcher.group(1), 16);
        with = String.valueOf((char) (value < 0x80 ? value : 0xDC00 + value));
      } else if (matcher.group(2) != null) {
        with = matcher.group(3).repeat(Integer.parseInt(matcher.group(2)));
      }
      matcher.appendReplacement(out, java.util.regex.Matcher.quoteReplacement(with));
    }
    matcher.appendTail(out);
    return out.toString();
  }
}
