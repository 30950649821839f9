// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileNameTest {
  private static final long SEED = Long.getLong("culvert.seed", System.nanoTime());

  /** Names and parts of names that made trouble somewhere. */
  private static final String[] PARTS = {
    "a",
    "Z",
    "work",
    " ",
    "  ",
    ".",
    "..",
    "/",
    "\\",
    ":",
    "*",
    "?",
    "\"",
    "<",
    ">",
    "|",
    "CON",
    "nul",
    "Com1",
    "LPT9",
    "COM\u00B9",
    "AUX",
    "CONIN$",
    ".ovpn",
    ".OVPN",
    ".conf",
    ".zip",
    "-",
    "--",
    "\u0000",
    "\n",
    "\u001B[31m",
    "\u202E",
    "\u200F",
    "\uFEFF",
    "\u2028",
    "\u00A0",
    "\u00E9",
    "e\u0301",
    "\u0301",
    "\u212B",
    "\uD83D\uDE00",
    "\uD83D",
    "\uDE00",
    "\uFFFF",
    "\uE000",
    "~",
    "$",
    "%00",
    "x".repeat(90),
    "\u6F22".repeat(50),
    "\t"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      nullValues = "NULL",
      quoteCharacter = '`',
      value = {
        "work.ovpn > work",
        "/home/u/Work VPN.OVPN > Work VPN",
        "C:\\vpn\\office.conf > office",
        "de.provider.udp1194.ovpn > de.provider.udp1194",
        "Korea(South)-Seoul.ovpn > Korea(South)-Seoul",
        "../../etc/cron.d/x.ovpn > x",
        "CON.ovpn > _CON",
        "con.office.ovpn > _con.office",
        "com1 .x.ovpn > _com1 .x",
        "nul > _nul",
        "console.ovpn > console",
        "COM0.ovpn > _COM0",
        "COM10.ovpn > COM10",
        "what?*.ovpn > what__",
        "trailing. . .ovpn > trailing",
        ".hidden.ovpn > hidden",
        "-rf.ovpn > _rf",
        ".ovpn > profile",
        "`` > profile",
        "` ` > profile",
        ".. > profile",
        "a.ovpn.ovpn > a",
        "M\u00FCnchen.ovpn > M\u00FCnchen",
        "Mu\u0308nchen.ovpn > M\u00FCnchen"
      })
  void aNameIsDerivedFromTheFile(String file, String name) {
    assertThat(ProfileName.of(file)).isEqualTo(name);
  }

  @Test
  void anyFileNameBecomesOneThatEverySystemTakes() {
    Random random = new Random(SEED);
    for (int run = 0; run < 20_000; run++) {
      StringBuilder file = new StringBuilder();
      for (int parts = random.nextInt(8); parts > 0; parts--) {
        file.append(PARTS[random.nextInt(PARTS.length)]);
      }
      String name = ProfileName.of(file.toString());
      String why = "seed " + SEED + ", run " + run + ": " + file;

      assertThat(name)
          .as(why)
          .isNotEmpty()
          .doesNotContainPattern("[/\\\\:*?\"<>|\\p{Cntrl}\\p{Cf}]");
      assertThat(name).as(why).doesNotStartWith(".").doesNotStartWith(" ").doesNotStartWith("-");
      assertThat(name).as(why).doesNotEndWith(".").doesNotEndWith(" ");
      assertThat(name.getBytes(UTF_8).length).as(why).isBetween(1, 201);
      assertThat(name.getBytes(UTF_8)).as(why).doesNotContain((byte) 0);
      assertThat(new String(name.getBytes(UTF_8), UTF_8)).as(why).isEqualTo(name);
      assertThat(Normalizer.isNormalized(name, Normalizer.Form.NFC)).as(why).isTrue();
      String device = name.replaceAll("\\..*", "").strip().toUpperCase(java.util.Locale.ROOT);
      assertThat(device)
          .as(why)
          .doesNotMatch("CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00B9\u00B2\u00B3]");
      assertThat(ProfileName.isValid(name)).as(why).isTrue();
      assertThat(ProfileName.of(name + ".ovpn")).as(why).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "..", "CON", "x.ovpn", "a ", " a", "a.", "a\nb"})
  void otherNamesAreNotTaken(String name) {
    assertThat(ProfileName.isValid(name)).isFalse();
  }

  @Test
  void namesThatSomeSystemTakesForOneAreEqual() {
    assertThat(ProfileName.key("WORK")).isEqualTo(ProfileName.key("work"));
    assertThat(ProfileName.key("M\u00FCnchen")).isEqualTo(ProfileName.key("mu\u0308nchen"));
    assertThat(ProfileName.key("stra\u00DFe")).isEqualTo(ProfileName.key("STRASSE"));
    assertThat(ProfileName.key("work")).isNotEqualTo(ProfileName.key("work 2"));
  }
}
