// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file name in the header of that name (RFC 6266); what it holds is not to be trusted. */
final class ContentDisposition {
  private static final Pattern EXTENDED =
      Pattern.compile("(?i);\\s*filename\\*\\s*=\\s*UTF-8'[^']*'([^;\\s]+)");
  private static final Pattern QUOTED =
      Pattern.compile("(?i);\\s*filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern PLAIN = Pattern.compile("(?i);\\s*filename\\s*=\\s*([^;\"\\s]+)");

  private ContentDisposition() {}

  static Optional<String> fileName(String header) {
    Matcher extended = EXTENDED.matcher(header);
    if (extended.find()) {
      try {
        return Optional.of(URLDecoder.decode(extended.group(1).replace("+", "%2B"), UTF_8));
      } catch (IllegalArgumentException _) {
        // Bad percent signs: the plain name is as good.
      }
    }
    Matcher quoted = QUOTED.matcher(header);
    if (quoted.find()) {
      return Optional.of(quoted.group(1).replaceAll("\\\\(.)", "$1"));
    }
    Matcher plain = PLAIN.matcher(header);
    return plain.find() ? Optional.of(plain.group(1)) : Optional.empty();
  }
}
