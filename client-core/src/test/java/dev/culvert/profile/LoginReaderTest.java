// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.profile.LoginOptions.AuthRetry;
import dev.culvert.profile.LoginOptions.StaticChallenge;
import dev.culvert.profile.ProfileWriter.Secrets;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoginReaderTest {
  private static final String OWN =
      "client\nremote h\n<ca>\nc\n</ca>\n<cert>\nc\n</cert>\n<key>\nk\n</key>\n";
  private static final Map<String, String> FILES =
      Map.of("up.txt", "alice\r\ns3cret-pw\r\n", "user.txt", "alice\n", "empty.txt", "\n");

  private static Profile read(String lines) throws ProfileException {
    return new ProfileReader(
            (directory, name) -> {
              String text = FILES.get(name);
              if (text == null) {
                throw new IOException("no such file");
              }
              return text;
            })
        .read("p.ovpn", OWN + lines + "\n");
  }

  private static String password(LoginOptions login) {
    return new String(
        login.password().orElseThrow().toArray(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void aFileOrABlockHasUserAndPassword() throws ProfileException {
    for (String lines :
        new String[] {
          "auth-user-pass up.txt", "<auth-user-pass>\nalice\ns3cret-pw\n</auth-user-pass>"
        }) {
      Profile profile = read(lines);
      assertThat(profile.login().user()).contains("alice");
      assertThat(password(profile.login())).isEqualTo("s3cret-pw");
      assertThat(profile.login().toString()).doesNotContain("alice").doesNotContain("s3cret");
      assertThat(profile.toString()).doesNotContain("s3cret-pw");
      assertThat(ProfileWriter.write(profile, Secrets.MASKED))
          .doesNotContain("s3cret-pw")
          .doesNotContain("alice");
      assertThat(
              password(read(ProfileWriter.write(profile, Secrets.SHOWN).replace(OWN, "")).login()))
          .isEqualTo("s3cret-pw");
    }
  }

  @Test
  void whatIsNotThereIsAskedFor() throws ProfileException {
    assertThat(read("verb 1").login().wanted()).isFalse();
    assertThat(read("auth-user-pass").login().user()).isEmpty();
    assertThat(read("auth-user-pass").login().wanted()).isTrue();
    assertThat(read("auth-user-pass user.txt").login().password()).isEmpty();
    assertThat(read("auth-user-pass username-only").login().usernameOnly()).isTrue();
  }

  @Test
  void retryChallengeAndCache() throws ProfileException {
    LoginOptions login =
        read("auth-user-pass\nauth-nocache\nauth-retry interact\nstatic-challenge 'Enter PIN' 1")
            .login();
    assertThat(login.forget()).isTrue();
    assertThat(login.retry()).isEqualTo(AuthRetry.INTERACT);
    assertThat(login.challenge()).contains(new StaticChallenge("Enter PIN", true, false));
    assertThat(read("auth-user-pass\nstatic-challenge PIN 0 concat").login().challenge())
        .contains(new StaticChallenge("PIN", false, true));
  }

  @Test
  void aFileWithoutAUserIsAnError() {
    assertThatThrownBy(() -> read("auth-user-pass empty.txt"))
        .hasMessageContaining("auth-user-pass: a user name and, on the next line, a password");
    assertThatThrownBy(() -> read("auth-user-pass none.txt"))
        .hasMessageContaining("\"none.txt\" cannot be read");
  }
}
