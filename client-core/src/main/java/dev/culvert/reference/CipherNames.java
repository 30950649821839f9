// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.ProfileText;
import dev.culvert.directive.Release;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The data ciphers that OpenVPN with OpenSSL 3 takes into {@code data-ciphers}. */
final class CipherNames {
  private static final int LONGEST_LIST = 127;
  private static final Pattern KNOWN =
      Pattern.compile(
          "NONE|CHACHA20-POLY1305|(AES|ARIA)-(128|192|256)-GCM"
              + "|(AES|ARIA|CAMELLIA)-(128|192|256)-(CBC|CFB|CFB1|CFB8|OFB)"
              + "|DES-(EDE|EDE3)-(CBC|CFB|OFB)|DES-EDE3-CFB[18]|SM4-(CBC|CFB|OFB|GCM)");

  private CipherNames() {}

  /** What is wrong with a list of ciphers. */
  static Optional<String> firstUnknown(String list, Release release) {
    if (list.length() > LONGEST_LIST) {
      return Optional.of("at most 127 characters expected, more found");
    }
    boolean any = false;
    for (String word : list.split(":", -1)) {
      boolean optional = word.startsWith("?");
      String name = (optional ? word.substring(1) : word).toUpperCase(Locale.ROOT);
      boolean known =
          KNOWN.matcher(name).matches() || (release == Release.V2_7 && word.equals("DEFAULT"));
      any |= known;
      if (!known && !optional && !word.isEmpty()) {
        return Optional.of("cipher " + ProfileText.quote(word) + " is not one of OpenVPN's");
      }
    }
    return any ? Optional.empty() : Optional.of("a cipher that OpenVPN has expected, none found");
  }
}
