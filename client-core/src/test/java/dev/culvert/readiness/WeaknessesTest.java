// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lines of a profile are called insecure, and which are not. */
class WeaknessesTest {
  private static final String GOOD = "client\nremote h\nremote-cert-tls server\nauth SHA256\n";

  @ParameterizedTest
  @CsvSource({
    "auth MD5, weak-digest",
    "auth none, weak-digest",
    "auth SHA1, weak-digest",
    "verify-hash AA:BB, weak-digest",
    "cipher BF-CBC, old-cipher",
    "cipher none, old-cipher",
    "cipher des-ede3-cbc, old-cipher",
    "data-ciphers AES-256-GCM:AES-256-CBC, old-cipher",
    "data-ciphers-fallback AES-128-CBC, old-cipher",
    "comp-lzo, compression",
    "compress lz4-v2, compression",
    "allow-compression asym, compression",
    "tls-version-min 1.0, old-tls",
    "tls-version-max 1.1, old-tls",
    "tls-cert-profile insecure, weak-tls-cipher",
    "tls-cipher DEFAULT:@SECLEVEL=0, weak-tls-cipher",
    "tls-cipher TLS-DHE-RSA-WITH-3DES-EDE-CBC-SHA, weak-tls-cipher",
    "secret static.key, static-key",
    "no-replay, no-replay-protection",
    "replay-window 0, no-replay-protection",
    "reneg-sec 0, no-renegotiation",
    "script-security 3, passwords-to-scripts",
    "management 127.0.0.1 7505, open-management",
  })
  void isCalledByItsName(String line, String code) throws Exception {
    List<Concern> concerns = concerns(GOOD + line + "\n");
    assertThat(concerns).extracting(c -> c.code().toString()).containsExactly(code);
    assertThat(concerns.getFirst().mention().line()).hasValue(5);
    assertThat(concerns.getFirst().toString()).startsWith("a.ovpn:5: " + line);
  }

  @ParameterizedTest
  @CsvSource({
    "auth SHA512",
    "cipher AES-256-GCM",
    "data-ciphers AES-256-GCM:CHACHA20-POLY1305:DEFAULT",
    "comp-lzo no",
    "compress stub-v2",
    "compress migrate",
    "allow-compression no",
    "tls-version-min 1.2",
    "tls-cipher DEFAULT:!EXP:!LOW:!MEDIUM:!MD5",
    "tls-cipher TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384",
    "verify-hash AA:BB SHA256",
    "reneg-sec 3600",
    "script-security 2",
    "management 127.0.0.1 7505 pw.txt",
    "management /run/x unix",
  })
  void isNothingToSpeakOf(String line) throws Exception {
    assertThat(concerns(GOOD + line + "\n")).isEmpty();
  }

  @Test
  void aClientThatTakesAnyCertificateIsTold() throws Exception {
    Concern concern = concerns("client\nremote h\n").getFirst();
    assertThat(concern.code()).isEqualTo(Concern.Code.NO_SERVER_VERIFICATION);
    assertThat(concern.mention().line()).isEmpty();
    assertThat(concerns("client\nremote h\nverify-x509-name vpn name\n")).isEmpty();
    assertThat(concerns("tls-server\n")).isEmpty();
  }

  @Test
  void aPasswordInTheFileIsNamedAndNotShown() throws Exception {
    Concern concern =
        concerns(GOOD + "<auth-user-pass>\nme\nhunter2\n</auth-user-pass>\n").getFirst();
    assertThat(concern.code()).isEqualTo(Concern.Code.PASSWORD_IN_PROFILE);
    assertThat(concern.toString()).doesNotContain("hunter2");
  }

  private static List<Concern> concerns(String text) throws Exception {
    return Weaknesses.of(new ProfileLines("a.ovpn", Statements.of("a.ovpn", text)));
  }
}
