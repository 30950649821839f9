// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * User name and password at a stock server whose script decides. Needs root on Linux, /dev/net/tun
 * and openvpn, ip, ping, openssl, env.
 */
@Tag("interop")
final class LoginTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String READY = "Initialization Sequence Completed";
  private static final String PASSWORD = "s3cret-pw";
  private static final String BLOCK =
      "<auth-user-pass>\nalice\n" + PASSWORD + "\n</auth-user-pass>";

  @RegisterExtension final Rig rig = new Rig();

  @ParameterizedTest
  @ValueSource(strings = {"file", "block"})
  void logsInAndAgainWithEachKey(String how) {
    rig.write("login.txt", "alice\n" + PASSWORD + "\n");
    Program server = server("reneg-sec 2");
    Program subject =
        client(how.equals("file") ? "auth-user-pass login.txt" : BLOCK, "reneg-sec 0");

    subject.log.await(READY, SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    server.log.await("authentication succeeded for username 'alice'", SOON);
    int before = server.log.mark();
    server.log.awaitAfter(before, "authentication succeeded for username 'alice'", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    assertNoSecret(subject);
  }

  @Test
  void aTokenTakesThePlaceOfThePassword() {
    Program server = server("auth-gen-token 3600");
    Program subject = client(BLOCK, "reneg-sec 3");

    subject.log.await(READY, SOON);
    server.log.await("Username/auth-token authentication succeeded for username 'alice'", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    assertThat(subject.log.count("auth-token SESS_ID")).isZero();
    assertNoSecret(subject);
  }

  @Test
  void aWrongPasswordIsRefused() {
    server();
    Program subject = client(BLOCK.replace(PASSWORD, "wr0ng-pw"));

    subject.log.await("AUTH: Received control message: AUTH_FAILED", SOON);
    subject.log.await("SIGTERM\\[soft,auth-failure\\] received, process exiting", SOON);
    assertThat(subject.log.count("wr0ng-pw")).isZero();
  }

  @Test
  void withAuthRetryNointeractItIsTriedAgain() {
    server();
    Program subject = client(BLOCK.replace(PASSWORD, "wr0ng-pw"), "auth-retry nointeract");

    subject.log.await("SIGUSR1\\[soft,auth-failure", SOON);
    subject.log.await("Restart pause, 10 second", SOON);
  }

  private Program server(String... more) {
    Path script =
        rig.write(
            "verify.sh",
            "#!/bin/sh\n[ \"$username\" = alice ] && [ \"$password\" = " + PASSWORD + " ]\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return OpenVpnServer.start(
        rig,
        OpenVpnServer.config(
            Pki.Kind.EC,
            "script-security 3\nauth-user-pass-verify "
                + script
                + " via-env\n"
                + String.join("\n", more)));
  }

  private Program client(String... lines) {
    return rig.subject(ClientProfile.withFiles(Pki.Kind.EC, lines));
  }

  private static void assertNoSecret(Program subject) {
    assertThat(subject.log.count(PASSWORD)).isZero();
  }
}
