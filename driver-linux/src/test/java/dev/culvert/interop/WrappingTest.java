// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.interop.PointToPointTest.End;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything that protects control packets before TLS does, against real OpenVPN: traffic, one
 * renegotiation, traffic; and what a wrong key looks like. Needs root on Linux, /dev/net/tun and
 * openvpn, ip, ping, openssl, env.
 */
@Tag("interop")
final class WrappingTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension final Rig rig = new Rig();

  /** Lines for the two ends; KEY, V2-SERVER and V2-CLIENT stand for files of {@link Pki}. */
  enum Wrapping {
    NONE("", ""),
    TLS_AUTH_SHA1("tls-auth KEY 0", "tls-auth KEY 1"),
    TLS_AUTH_SHA256("auth SHA256\ntls-auth KEY 1", "auth SHA256\ntls-auth KEY 0"),
    TLS_AUTH_SHA512("auth SHA512\ntls-auth KEY", "auth SHA512\ntls-auth KEY"),
    TLS_AUTH_SHA384("auth SHA384\ntls-auth KEY 0", "auth SHA384\nkey-direction 1\ntls-auth KEY"),
    TLS_AUTH_SHA224("auth SHA224\ntls-auth KEY", "auth SHA224\ntls-auth KEY"),
    TLS_AUTH_MD5("auth MD5\ntls-auth KEY 1", "auth MD5\ntls-auth KEY 0"),
    TLS_AUTH_RIPEMD160("auth RIPEMD160\ntls-auth KEY 0", "auth RIPEMD160\ntls-auth KEY 1"),
    TLS_AUTH_SHA512_256("auth SHA512-256\ntls-auth KEY 0", "auth SHA512-256\ntls-auth KEY 1"),
    TLS_AUTH_SHA3_512("auth SHA3-512\ntls-auth KEY 0", "auth SHA3-512\ntls-auth KEY 1"),
    TLS_CRYPT("tls-crypt KEY", "tls-crypt KEY"),
    TLS_CRYPT_V2("tls-crypt-v2 V2-SERVER", "tls-crypt-v2 V2-CLIENT"),
    TLS_CRYPT_V2_COOKIE("tls-crypt-v2 V2-SERVER force-cookie", "tls-crypt-v2 V2-CLIENT");

    private final String server;
    private final String client;

    Wrapping(String server, String client) {
      this.server = server;
      this.client = client;
    }

    String server() {
      return withFiles(server);
    }

    String client() {
      return withFiles(client);
    }

    private static String withFiles(String lines) {
      return lines
          .replace("KEY", Pki.pki().tlsAuth("shared").toString())
          .replace("V2-SERVER", Pki.pki().tlsCryptV2Server("shared").toString())
          .replace("V2-CLIENT", Pki.pki().tlsCryptV2Client("shared").toString());
    }
  }

  @ParameterizedTest(name = "{0}, TLS {1}, renegotiated by the {2}")
  @CsvSource({
    "NONE,1.3,server",
    "NONE,1.2,client",
    "TLS_AUTH_SHA1,1.3,client",
    "TLS_AUTH_SHA1,1.2,server",
    "TLS_AUTH_SHA256,1.3,server",
    "TLS_AUTH_SHA512,1.2,client",
    "TLS_AUTH_SHA384,1.3,client",
    "TLS_AUTH_SHA224,1.2,server",
    "TLS_AUTH_MD5,1.3,server",
    "TLS_AUTH_RIPEMD160,1.3,client",
    "TLS_AUTH_SHA512_256,1.2,server",
    "TLS_AUTH_SHA3_512,1.3,client",
    "TLS_CRYPT,1.3,client",
    "TLS_CRYPT,1.2,server",
    "TLS_CRYPT_V2,1.3,client",
    "TLS_CRYPT_V2,1.2,server",
    "TLS_CRYPT_V2_COOKIE,1.3,server",
    "TLS_CRYPT_V2_COOKIE,1.2,client"
  })
  void carriesTrafficAndRenegotiates(Wrapping wrapping, String tls, String renegotiator) {
    boolean byServer = renegotiator.equals("server");
    Program server =
        OpenVpnServer.start(
            rig,
            replaced(OpenVpnServer.config(Pki.Kind.EC), wrapping.server())
                + "tls-version-max %s\nreneg-sec %d\n".formatted(tls, byServer ? 2 : 0));
    Program subject =
        rig.subject(
            replaced(ClientProfile.withFiles(Pki.Kind.EC), wrapping.client())
                + "reneg-sec %d\n".formatted(byServer ? 0 : 2));

    subject.log.await("Initialization Sequence Completed", SOON);
    server.log.await("Control Channel: TLSv" + tls + ",", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    int before = server.log.mark();
    server.log.awaitAfter(before, "Control Channel: TLSv" + tls + ",", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    assertThat(subject.log.count("Initialization Sequence Completed")).isEqualTo(1);
    assertThat(server.log.count("TLS Error|WARNING: .* is used inconsistently")).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Wrapping.class,
      names = {"TLS_AUTH_SHA1", "TLS_AUTH_SHA256", "TLS_CRYPT_V2"})
  void aPointToPointServerOfOursTakesAClient(Wrapping wrapping) {
    Program peer = peer(End.CLIENT, wrapping.client());
    Program subject = subject(End.SERVER, wrapping.server() + "\nreneg-sec 2");

    subject.log.await("Initialization Sequence Completed", SOON);
    peer.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), End.SERVER.inner);
    int before = peer.log.mark();
    peer.log.awaitAfter(before, "Control Channel: TLSv", SOON);
    Echo.flows(rig.client(), End.SERVER.inner);
  }

  @Test
  void anotherTlsAuthKeyOfAPeerThatSpeaksIsNamed() {
    Subject.onlyCulvert("openvpn tells both alike");
    peer(End.SERVER, "tls-auth " + Pki.pki().tlsAuth("other") + " 0");
    Program subject = subject(End.CLIENT, Wrapping.TLS_AUTH_SHA1.client() + "\nhand-window 3");

    subject.log.await(
        "none authentic under our control channel key: compare tls-auth, tls-crypt", SOON);
  }

  @Test
  void theSameDirectionOfAPeerThatSpeaksIsNamed() {
    Subject.onlyCulvert("openvpn tells both alike");
    peer(End.SERVER, Wrapping.TLS_AUTH_SHA1.client());
    Program subject = subject(End.CLIENT, Wrapping.TLS_AUTH_SHA1.client() + "\nhand-window 3");

    subject.log.await("none authentic under our control channel key: .* same key-direction", SOON);
  }

  @ParameterizedTest
  @CsvSource({"tls-auth KEY 0", "tls-auth OTHER 1", "tls-crypt-v2 OTHER-V2"})
  void aServerThatHasAnotherKeyOrDirectionIsSilentAndThatIsNamed(String line) {
    Subject.onlyCulvert("openvpn tells both alike");
    Wrapping wrapping =
        line.startsWith("tls-auth") ? Wrapping.TLS_AUTH_SHA1 : Wrapping.TLS_CRYPT_V2;
    OpenVpnServer.start(rig, replaced(OpenVpnServer.config(Pki.Kind.EC), wrapping.server()));
    String ours =
        line.replace("KEY", Pki.pki().tlsAuth("shared").toString())
            .replace("OTHER-V2", Pki.pki().tlsCryptV2Client("other").toString())
            .replace("OTHER", Pki.pki().tlsAuth("other").toString());
    Program subject =
        rig.subject(replaced(ClientProfile.withFiles(Pki.Kind.EC), ours) + "hand-window 3\n");

    subject.log.await("no answer came at all: ", SOON);
  }

  private Program peer(End end, String lines) {
    String file = rig.write("peer.conf", PointToPointTest.profile(end) + lines + "\n").toString();
    return rig.start(
        "openvpn peer",
        end == End.CLIENT ? rig.client() : rig.server(),
        List.of("openvpn", "--config", file, "--disable-dco"));
  }

  private Program subject(End end, String lines) {
    return rig.subject(
        end == End.CLIENT ? rig.client() : rig.server(),
        PointToPointTest.profile(end) + lines + "\n");
  }

  /** The tls-crypt line of the ordinary profiles gives way. */
  private static String replaced(String config, String lines) {
    return config.replace("tls-crypt " + Pki.pki().tlsCrypt("shared") + "\n", lines + "\n");
  }
}
