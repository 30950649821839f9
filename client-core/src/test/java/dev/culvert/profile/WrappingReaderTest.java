// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.crypto.HmacDigest;
import dev.culvert.wrap.KeyDirection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WrappingReaderTest {
  private static final String CLIENT =
      """
      client
      dev tun
      remote 192.0.2.1
      ca ca.crt
      cert c.crt
      key c.key
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tls-auth ta.key                     | BIDIRECTIONAL
          tls-auth ta.key 0                   | NORMAL
          tls-auth ta.key 1                   | INVERSE
          key-direction 1;tls-auth ta.key     | INVERSE
          key-direction 1;tls-auth ta.key 0   | NORMAL
          tls-auth ta.key 0;key-direction 1   | INVERSE
          key-direction 0;<tls-auth>;x;</tls-auth> | NORMAL
          """)
  void theDirectionStandsBesideTheKeyOrOnALineOfItsOwn(String lines, KeyDirection direction)
      throws ProfileException {
    WrappingOptions wrapping = read(lines.replace(';', '\n'));

    assertThat(wrapping.tlsAuth()).isPresent();
    assertThat(wrapping.direction()).isEqualTo(direction);
    assertThat(wrapping.digest()).contains(HmacDigest.SHA1);
  }

  @Test
  void theDigestIsThatOfAuth() throws ProfileException {
    assertThat(read("tls-auth ta.key\nauth SHA512").digest()).contains(HmacDigest.SHA512);
    assertThat(read("auth none").digest()).isEmpty();
    assertThatThrownBy(() -> read("tls-auth ta.key\nauth none"))
        .hasMessage("p.ovpn:8: auth: digest \"none\" is not a digest beside tls-auth");
  }

  @Test
  void aServersKeyMayForceTheCookie() throws ProfileException {
    assertThat(read("tls-crypt-v2 s.key force-cookie").forceCookie()).isTrue();
    assertThat(read("tls-crypt-v2 s.key allow-noncookie").forceCookie()).isFalse();
    assertThat(read("tls-crypt-v2 s.key").forceCookie()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tls-auth ta.key 2 | tls-auth: direction "2" is not in 0..1
          key-direction x | key-direction: direction "x" is not in 0..1
          tls-crypt-v2 s.key maybe | tls-crypt-v2: word "maybe" is not one of force-cookie, allow-noncookie
          """)
  void aBadWordIsToldWithItsPlace(String line, String message) {
    assertThatThrownBy(() -> read(line)).hasMessage("p.ovpn:7: " + message);
  }

  @Test
  void twoKeysAreTold() {
    assertThatThrownBy(() -> read("tls-crypt tc.key\ntls-auth ta.key"))
        .hasMessage("p.ovpn:7: tls-crypt: tls-auth and tls-crypt cannot be used together");
    assertThatThrownBy(() -> read("tls-crypt tc.key\ntls-crypt-v2 c.key"))
        .hasMessage("p.ovpn:8: tls-crypt-v2: tls-crypt and tls-crypt-v2 cannot be used together");
  }

  private static WrappingOptions read(String more) throws ProfileException {
    return new ProfileReader((directory, name) -> "content of " + name)
        .read("p.ovpn", CLIENT + more + "\n")
        .tls()
        .wrapping();
  }
}
