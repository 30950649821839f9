// SPDX-License-Identifier: Apache-2.0
package dev.culvert.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HmacDigestTest {
  /** Test case 2 of RFC 2202, RFC 2286 and RFC 4231. */
  @ParameterizedTest
  @CsvSource({
    "MD5,750c783e6ab0b503eaa86e310a5db738",
    "SHA1,effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
    "RIPEMD160,dda6c0213a485a9e24f4742064a7f033b43c4069",
    "SHA224,a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44",
    "SHA256,5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "SHA384,af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
        + "8e2240ca5e69e2c78b3239ecfab21649",
    "SHA512,164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
        + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
  })
  void isTheHmacOfItsName(HmacDigest digest, String expected) {
    byte[] key = "Jefe".getBytes(StandardCharsets.US_ASCII);
    byte[] data = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

    byte[] mac = digest.mac(Secret.copyOf(key)).doFinal(data);

    assertThat(HexFormat.of().formatHex(mac)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void isAsLongAsItSaysAndHasItsName(HmacDigest digest) {
    byte[] mac = digest.mac(Secret.copyOf(new byte[digest.length()])).doFinal(new byte[0]);

    assertThat(mac).hasSize(digest.length());
    assertThat(HmacDigest.named(digest.toString())).contains(digest);
  }

  @Test
  void namesAreTakenAsPeopleWriteThem() {
    assertThat(HmacDigest.named("sha-256")).contains(HmacDigest.SHA256);
    assertThat(HmacDigest.named("RSA-SHA512")).contains(HmacDigest.SHA512);
    assertThat(HmacDigest.named("rsa-sha1")).contains(HmacDigest.SHA1);
    assertThat(HmacDigest.named("none")).isEmpty();
    assertThat(HmacDigest.named("")).isEmpty();
    assertThat(HmacDigest.named("RSA")).isEmpty();
  }
}
