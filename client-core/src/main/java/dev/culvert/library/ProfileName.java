// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of stored profiles: each is a file name on every system. Two that differ in case or in the
 * way an accent is written are the same name.
 */
public final class ProfileName {
  /** Leaves room for a number, the ending and a temporary mark in the 255 bytes of a file name. */
  private static final int MAX_BYTES = 200;

  private static final String EMPTY = "profile";
  private static final Pattern ENDING =
      Pattern.compile("\\.(ovpn|conf|zip)$", Pattern.CASE_INSENSITIVE);

  /** Reserved on every system, in names of any, and what is no character at all. */
  private static final Pattern ODD =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u2028\\u2029<>:\"/\\\\|?*]");

  /** Devices of Windows, whatever follows after a dot; blanks before the dot do not count. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "^(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00B9\u00B2\u00B3]) *(\\..*)?$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ProfileName() {}

  /**
   * The name that a file of that name gets.
   *
   * @param fileName as it came, even with folders before it
   */
  public static String of(String fileName) {
    String name = fileName.substring(lastSeparator(fileName) + 1);
    String before;
    do {
      before = name;
      name = step(name);
    } while (!name.equals(before));
    return name;
  }

  private static String step(String before) {
    String name = Normalizer.normalize(before, Normalizer.Form.NFC);
    name = ENDING.matcher(name.strip()).replaceFirst("");
    name = ODD.matcher(name.replaceAll("[\\s\\p{Z}]+", " ")).replaceAll("_");
    name = trimmed(cut(trimmed(name)));
    if (name.startsWith("-")) {
      name = "_" + name.substring(1);
    }
    if (DEVICE.matcher(name).matches()) {
      name = "_" + name;
    }
    return name.isEmpty() ? EMPTY : name;
  }

  private static int lastSeparator(String name) {
    return Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
  }

  /** Whole characters of at most {@link #MAX_BYTES} bytes together. */
  private static String cut(String name) {
    int bytes = 0;
    int at = 0;
    while (at < name.length()) {
      int next = at + Character.charCount(name.codePointAt(at));
      bytes += name.substring(at, next).getBytes(UTF_8).length;
      if (bytes > MAX_BYTES) {
        return name.substring(0, at);
      }
      at = next;
    }
    return name;
  }

  /** Without what Windows drops from the end, and what hides a file at the front. */
  private static String trimmed(String name) {
    return name.replaceAll("^[. ]+|[. ]+$", "");
  }

  /** Whether the name is one that {@link #of} gives, so that it is safe as a file name. */
  public static boolean isValid(String name) {
    return of(name).equals(name);
  }

  /** What two equal names have in common. */
  public static String key(String name) {
    return Normalizer.normalize(
        Normalizer.normalize(name, Normalizer.Form.NFC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT),
        Normalizer.Form.NFC);
  }

  /** The same name with a number, for a second profile of that name. */
  static String numbered(String name, int number) {
    return name + " " + number;
  }
}
