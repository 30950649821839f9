// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A profile that cannot work is told in one line that says where and why. Needs root on Linux,
 * /dev/net/tun and openvpn, ip, ping, openssl, env.
 */
@Tag("interop")
final class BadInputTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void aMissingFileIsNamed() {
    refuses(
        "ca",
        "no-such-file.crt",
        good().replace("ca " + Pki.pki().ca() + "\n", "ca no-such-file.crt\n"));
  }

  @Test
  void aPortOutOfRangeIsNamed() {
    Subject.onlyCulvert("openvpn takes 70000 for a service name and tries for ever to resolve it");
    refuses("remote", "70000", good().replace(" 1194\n", " 70000\n"));
  }

  @Test
  void aCertificateThatIsNoPemIsNamed() {
    rig.write("garbage.crt", "this is no certificate\n");
    refuses("cert", "garbage.crt", replaceCertificate("garbage.crt"));
  }

  @Test
  void aTlsCryptKeyThatIsTooShortIsNamed() {
    rig.write(
        "short.key",
        """
        -----BEGIN OpenVPN Static key V1-----
        00112233
        -----END OpenVPN Static key V1-----
        """);
    refuses(
        "tls-crypt",
        "short.key",
        good()
            .replace("tls-crypt " + Pki.pki().tlsCrypt("shared") + "\n", "tls-crypt short.key\n"));
  }

  @Test
  void anExpiredCertificateOfOurOwnIsNamed() {
    Subject.onlyCulvert("openvpn warns of its own expired certificate and goes on");
    Pki.Identity expired = Pki.pki().expiredClient();
    refuses(
        "cert",
        "2021",
        replaceCertificate(expired.certificate().toString())
            .replace(Pki.pki().client(Pki.Kind.EC).key().toString(), expired.key().toString()));
  }

  @Test
  void aTlsCryptKeyThatTheServerDoesNotHaveIsToldAsNoAnswer() {
    OpenVpnServer.start(rig, OpenVpnServer.withTlsCrypt(Pki.Kind.EC, "other"));
    Program subject = rig.subject(good() + "hand-window 4\n");

    subject.log.await(
        switch (Subject.current()) {
          case OPENVPN -> "TLS key negotiation failed to occur within 4 seconds";
          case CULVERT -> "no answer came at all: .* another tls-auth or tls-crypt key";
        },
        SOON);
    assertThat(subject.log.count("Initialization Sequence Completed")).isZero();
  }

  private static String good() {
    return ClientProfile.withFiles(Pki.Kind.EC);
  }

  private static String replaceCertificate(String with) {
    return good().replace("cert " + Pki.pki().client(Pki.Kind.EC).certificate(), "cert " + with);
  }

  /** Expects an end with an error, and from Culvert one line {@code file:line: directive: ...}. */
  private void refuses(String directive, String found, String profile) {
    Program subject = rig.subject(profile);

    assertThat(subject.awaitExit(SOON)).isNotZero();
    if (Subject.current() == Subject.CULVERT) {
      int line = 1 + (int) profile.lines().takeWhile(l -> !l.startsWith(directive + " ")).count();
      assertThat(subject.log.lines())
          .filteredOn(l -> l.contains("profile.ovpn:" + line + ": " + directive + ": "))
          .singleElement()
          .asString()
          .contains(found);
    }
    assertThat(subject.log.count("Exception|^\\s+at ")).isZero();
  }
}
