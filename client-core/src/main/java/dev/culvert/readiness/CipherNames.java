// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of {@code data-ciphers}. */
final class CipherNames {
  /** What the list is when it is not given (openvpn-config 1.5), and the word {@code DEFAULT}. */
  static final List<String> DEFAULT = List.of("AES-256-GCM", "AES-128-GCM", "CHACHA20-POLY1305");

  private CipherNames() {}

  /** The names of a list, upper case, without the marks of optional ones. */
  static List<String> list(String words) {
    List<String> names = new ArrayList<>();
    for (String word : words.split(":", -1)) {
      String name = (word.startsWith("?") ? word.substring(1) : word).toUpperCase(Locale.ROOT);
      if (name.equals("DEFAULT")) {
        names.addAll(DEFAULT);
      } else if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }
}
