// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to log in that a proxy offers (RFC 9110 11.3).
 *
 * @param parameters by name in lower case; those of an unknown scheme may be garbled
 */
record AuthChallenge(String scheme, Map<String, String> parameters) {
  /** A name, and behind "=" a value where it is a parameter. */
  private static final Pattern WORD =
      Pattern.compile(
          "[\\s,]*([!#$%&'*+.^_`|~0-9A-Za-z/-]+)"
              + "(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]*)))?");

  AuthChallenge {
    parameters = Map.copyOf(parameters);
  }

  /** What these lines offer, in their order; a line may offer several, separated by commas. */
  static List<AuthChallenge> all(List<String> lines) {
    List<AuthChallenge> found = new ArrayList<>();
    for (String line : lines) {
      Matcher word = WORD.matcher(line);
      String scheme = "";
      Map<String, String> parameters = new HashMap<>();
      while (word.lookingAt()) {
        if (word.group(2) == null && word.group(3) == null) {
          add(found, scheme, parameters);
          scheme = word.group(1);
          parameters.clear();
        } else {
          String value = word.group(2) == null ? word.group(3) : unescape(word.group(2));
          parameters.putIfAbsent(word.group(1).toLowerCase(Locale.ROOT), value);
        }
        word.region(word.end(), line.length());
      }
      add(found, scheme, parameters);
    }
    return found;
  }

  private static void add(
      List<AuthChallenge> found, String scheme, Map<String, String> parameters) {
    if (!scheme.isEmpty()) {
      found.add(new AuthChallenge(scheme, parameters));
    }
  }

  private static String unescape(String quoted) {
    return quoted.replaceAll("\\\\(.)", "$1");
  }

  boolean is(String name) {
    return scheme.equalsIgnoreCase(name);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  @Override
  public String toString() {
    return scheme;
  }
}
