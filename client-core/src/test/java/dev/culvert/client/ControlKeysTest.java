// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.crypto.HmacDigest;
import dev.culvert.directive.Source;
import dev.culvert.profile.Material;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.WrappingOptions;
import dev.culvert.session.Protection;
import dev.culvert.testing.Vector;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.KeyDirection;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlKeysTest {
  private static final Vector FILES = Vector.file("key-files");
  private static final String STATIC = FILES.objects("static_key_v1").getFirst().text("text");
  private static final Vector V2 = FILES.object("tls_crypt_v2");

  @Test
  void eachKeyBecomesItsProtection() throws ProfileException {
    assertThat(protection("none", "", TlsRole.CLIENT)).isInstanceOf(Protection.None.class);
    assertThat(protection("tls-crypt", STATIC, TlsRole.CLIENT))
        .isInstanceOf(Protection.TlsCrypt.class);
    assertThat(protection("tls-auth", STATIC, TlsRole.SERVER))
        .isInstanceOfSatisfying(
            Protection.TlsAuth.class,
            auth -> {
              assertThat(auth.direction()).isEqualTo(KeyDirection.INVERSE);
              assertThat(auth.digest()).isEqualTo(HmacDigest.SHA256);
            });
    assertThat(
            protection(
                "tls-crypt-v2", V2.objects("client_keys").getFirst().text("text"), TlsRole.CLIENT))
        .isInstanceOf(Protection.TlsCryptV2Client.class);
    assertThat(protection("tls-crypt-v2", V2.object("server_key").text("text"), TlsRole.SERVER))
        .isInstanceOfSatisfying(
            Protection.TlsCryptV2Server.class,
            server -> assertThat(server.forcesCookie()).isTrue());
  }

  @Test
  void aFileThatIsNoneIsToldWithItsLines() {
    for (String directive : new String[] {"tls-auth", "tls-crypt", "tls-crypt-v2"}) {
      assertThatThrownBy(() -> protection(directive, "nothing", TlsRole.CLIENT))
          .hasMessageStartingWith("p.ovpn:3: " + directive + ": expected \"-----BEGIN OpenVPN ")
          .hasMessageEndingWith("found none (line 1 of file)");
    }
  }

  @Test
  void aServersKeyIsNoClientsKey() {
    assertThatThrownBy(
            () -> protection("tls-crypt-v2", V2.object("server_key").text("text"), TlsRole.CLIENT))
        .hasMessageContaining("tls-crypt-v2 client key");
  }

  @Test
  void zerosAreNoKey() {
    String zeros = STATIC.replaceAll("(?m)^[0-9a-f]{32}$", "0".repeat(32));
    assertThatThrownBy(() -> protection("tls-crypt", zeros, TlsRole.CLIENT))
        .hasMessage("p.ovpn:3: tls-crypt: expected a key, found zeros in file");
  }

  private static Protection protection(String directive, String text, TlsRole role)
      throws ProfileException {
    Optional<Material> key =
        Optional.of(new Material(text, "file", new Source.FileLine("p.ovpn", 3)));
    return ControlKeys.protection(
        new WrappingOptions(
            key.filter(k -> directive.equals("tls-auth")),
            key.filter(k -> directive.equals("tls-crypt")),
            key.filter(k -> directive.equals("tls-crypt-v2")),
            KeyDirection.INVERSE,
            Optional.of(HmacDigest.SHA256),
            true),
        role);
  }
}
