// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import dev.culvert.bytes.Secret;
import dev.culvert.client.Credentials;
import dev.culvert.client.SessionPlan;
import dev.culvert.keys.DataCipher;
import dev.culvert.profile.Profile;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.ProfileReader;
import dev.culvert.session.Protection;
import dev.culvert.tls.Identity;
import dev.culvert.tls.KeyType;
import dev.culvert.tls.PeerCheck;
import dev.culvert.tls.ThrowawayIdentity;
import dev.culvert.tls.TlsSettings;
import dev.culvert.tls.Validity;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.StaticKey;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Two ends of a point-to-point tunnel that pin each other's throw-away certificate; what is not a
 * key comes from profiles, as for any tunnel. Addresses are those for tests of network devices (RFC
 * 2544).
 */
final class TestPlans {
  static final String CLIENT_ADDRESS = "198.19.254.2";
  static final String SERVER_ADDRESS = "198.19.254.1";

  /** After that much silence each end takes the other for gone. */
  static final Duration SILENCE = Duration.ofSeconds(4);

  /** The keys are made in memory and never a file's; a profile has to name some. */
  private static final String MATERIAL =
      """
      <ca>
      in memory
      </ca>
      <cert>
      in memory
      </cert>
      <key>
      in memory
      </key>
      <tls-crypt>
      in memory
      </tls-crypt>
      """;

  private final Identity client;
  private final Identity server;
  private final Protection protection;
  private final String version;

  TestPlans(String version) {
    SecureRandom random = new SecureRandom();
    Validity validity = Validity.around(Instant.now(), Duration.ofDays(1));
    this.client = ThrowawayIdentity.selfSigned("test client", KeyType.EC_P256, validity, random);
    this.server = ThrowawayIdentity.selfSigned("test server", KeyType.EC_P256, validity, random);
    byte[] key = new byte[StaticKey.LENGTH];
    random.nextBytes(key);
    this.protection = new Protection.TlsCrypt(StaticKey.of(Secret.copyOf(key)));
    this.version = version;
  }

  /** The profile of the end under test. */
  static Profile clientProfile(int serverPort) throws IOException {
    return read(
        """
        tls-client
        remote 127.0.0.1 %d
        nobind
        ifconfig %s %s
        connect-retry 1
        persist-tun
        keepalive 1 %d
        """
            .formatted(serverPort, CLIENT_ADDRESS, SERVER_ADDRESS, SILENCE.toSeconds()));
  }

  /** The profile of the end that it meets. */
  static Profile serverProfile(int port) throws IOException {
    return read(
        """
        tls-server
        local 127.0.0.1
        lport %d
        ifconfig %s %s
        """
            .formatted(port, SERVER_ADDRESS, CLIENT_ADDRESS));
  }

  private static Profile read(String text) throws IOException {
    try {
      ProfileReader reader =
          new ProfileReader(
              (directory, name) -> {
                throw new IOException("no files here: " + name);
              });
      return reader.read(
          "self-test", "dev tun\nproto udp\nhand-window 10\ntls-timeout 1\n" + text + MATERIAL);
    } catch (ProfileException e) {
      throw new IllegalStateException("a profile of the self-test", e);
    }
  }

  SessionPlan client(Profile profile, List<DataCipher> ciphers, String platform) {
    return plan(profile, TlsRole.CLIENT, client, server, ciphers, platform);
  }

  SessionPlan server(Profile profile, String platform) {
    List<DataCipher> all = profile.data().ciphers();
    return plan(profile, TlsRole.SERVER, server, client, all, platform);
  }

  private SessionPlan plan(
      Profile profile,
      TlsRole role,
      Identity own,
      Identity peer,
      List<DataCipher> ciphers,
      String platform) {
    TlsSettings tls = new TlsSettings(role, own, PeerCheck.pinnedTo(Set.of(peer.fingerprint())));
    return new SessionPlan(profile, new Credentials(tls, protection), ciphers, version, platform);
  }
}
