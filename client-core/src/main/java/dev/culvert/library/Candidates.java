// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.culvert.bytes.Bytes;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which files of a folder or a zip are profiles. */
public final class Candidates {
  /** What no other kind of .conf begins a line with. */
  private static final Pattern TELLING =
      Pattern.compile("(?m)^[ \\t]*(?:--)?(?:client|remote|tls-client|tls-server|dev)\\b");

  private Candidates() {}

  /** Whether a file's name can be a profile's: {@code .ovpn} or {@code .conf}. */
  public static boolean mayBeProfile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".ovpn") || lower.endsWith(".conf");
  }

  /** By its name and, for a {@code .conf}, which may be anything's, by its content. */
  public static boolean isProfile(String name, Bytes content) {
    return mayBeProfile(name)
        && (name.toLowerCase(Locale.ROOT).endsWith(".ovpn")
            || TELLING.matcher(new String(content.toArray(), ISO_8859_1)).find());
  }
}
