// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.CompressionFraming;
import dev.culvert.keys.DataCipher;
import dev.culvert.negotiate.OptionsString.Digest;
import dev.culvert.negotiate.OptionsString.PointToPoint;
import dev.culvert.profile.PushedOptions;
import dev.culvert.testing.Vector;
import dev.culvert.wire.PeerId;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.KeyDirection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NegotiationVectorsTest {
  private static final List<DataCipher> CIPHERS =
      List.of(DataCipher.AES_256_GCM, DataCipher.AES_128_GCM, DataCipher.CHACHA20_POLY1305);

  /** What Culvert can be told to be so far; the others need CBC or tap. */
  private static final Map<String, OptionsString> COVERED =
      Map.ofEntries(
          entry("client default udp4", client(1500, false, Digest.SHA1, Optional.empty())),
          entry("client udp6", client(1500, false, Digest.SHA1, Optional.empty())),
          entry("client tls-crypt", client(1500, false, Digest.SHA1, Optional.empty())),
          entry(
              "client tls-auth dir 1",
              withTlsAuth(
                  client(1500, false, Digest.SHA1, Optional.empty()), KeyDirection.INVERSE)),
          entry("client tcp", client(1500, true, Digest.SHA1, Optional.empty())),
          entry(
              "client auth SHA512",
              client(1500, false, new Digest("SHA512", 64), Optional.empty())),
          entry("client auth none", client(1500, false, Digest.NONE, Optional.empty())),
          entry(
              "client cipher AES-256-GCM",
              client(1500, false, Digest.SHA1, Optional.of(DataCipher.AES_256_GCM))),
          entry(
              "client cipher CHACHA20-POLY1305",
              client(1500, false, Digest.SHA1, Optional.of(DataCipher.CHACHA20_POLY1305))),
          entry(
              "client comp-lzo no",
              new OptionsString(
                  TlsRole.CLIENT,
                  1500,
                  false,
                  Digest.SHA1,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  CompressionFraming.BYTE)),
          entry("client tun-mtu 1400", client(1400, false, Digest.SHA1, Optional.empty())),
          entry("p2p tls-client ipv6", peer(TlsRole.CLIENT, true, "10.8.0.1 10.8.0.2")),
          entry("p2p tls-server", peer(TlsRole.SERVER, false, "10.8.0.2 10.8.0.1")),
          entry(
              "p2p tls-server tls-auth 0",
              withTlsAuth(peer(TlsRole.SERVER, false, "10.8.0.2 10.8.0.1"), KeyDirection.NORMAL)));

  private static OptionsString withTlsAuth(OptionsString plain, KeyDirection direction) {
    return new OptionsString(
        plain.role(),
        plain.tunMtu(),
        plain.tcp(),
        plain.digest(),
        plain.cipher(),
        plain.pointToPoint(),
        Optional.of(direction));
  }

  private static OptionsString client(
      int mtu, boolean tcp, Digest digest, Optional<DataCipher> cipher) {
    return new OptionsString(TlsRole.CLIENT, mtu, tcp, digest, cipher, Optional.empty());
  }

  private static OptionsString peer(TlsRole role, boolean ipv6, String ifconfig) {
    return new OptionsString(
        role,
        1500,
        false,
        Digest.SHA1,
        Optional.empty(),
        Optional.of(new PointToPoint(ipv6, Optional.of(ifconfig))));
  }

  @Test
  void optionsStringsAreThoseThatOpenVpnSends() {
    Map<String, String> expected =
        Vector.file("occ-strings").objects("cases").stream()
            .filter(c -> COVERED.containsKey(c.text("config")))
            .collect(
                Collectors.toMap(c -> c.text("config"), c -> c.object("2.6.14").text("local")));
    Map<String, String> ours =
        COVERED.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().text()));

    assertThat(ours).isEqualTo(expected);
  }

  @Test
  void pointToPointEndsAgreeAsOpenVpn26Does() throws NegotiationFailure {
    int compared = 0;
    for (Vector pair : Vector.file("p2p-ncp").objects("cases")) {
      Optional<Bytes> exported =
          pair.has("exporter_p2p_peerid")
              ? Optional.of(Bytes.copyOf(pair.bytes("exporter_p2p_peerid")))
              : Optional.empty();
      String theirs = pair.text("log_line_client");
      // Two masters use ids of their own, which Culvert does not announce.
      if (theirs.contains("rx-peer-id") && exported.isEmpty()) {
        continue;
      }
      Agreement client =
          PointToPointNegotiation.agree(
              TlsRole.CLIENT,
              CIPHERS,
              PeerInfo.parse(pair.text("server_peer_info")),
              exported,
              Optional.empty());
      Agreement server =
          PointToPointNegotiation.agree(
              TlsRole.SERVER,
              CIPHERS,
              PeerInfo.parse(pair.text("client_peer_info")),
              exported,
              Optional.empty());

      assertThat(client).isEqualTo(server);
      String line26 = theirs.contains("rx-peer-id") ? pair.text("log_line_server") : theirs;
      assertThat(PointToPointNegotiation.line(client)).isEqualTo(line26(line26));
      compared++;
    }
    assertThat(compared).isEqualTo(4);
  }

  /** A newer peer's line says the receiving id, the sending id and the epoch as well. */
  private static String line26(String line) {
    return line.replaceAll("rx-peer-id (\\d+), tx-peer-id \\d+, epoch=\\d", "peer-id $1");
  }

  @Test
  void aPeerThatNegotiatesNothingGetsTheConfiguredCipherInTheOldFormat() throws NegotiationFailure {
    Agreement agreement =
        PointToPointNegotiation.agree(
            TlsRole.CLIENT,
            CIPHERS,
            PeerInfo.parse(""),
            Optional.of(Bytes.ofHex("010203")),
            Optional.of(DataCipher.AES_128_GCM));

    assertThat(agreement)
        .isEqualTo(new Agreement(DataCipher.AES_128_GCM, PeerId.NONE, false, false, false));
    assertThatThrownBy(
            () ->
                PointToPointNegotiation.agree(
                    TlsRole.CLIENT,
                    CIPHERS,
                    PeerInfo.parse(""),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(NegotiationFailure.class);
  }

  @Test
  void theTlsServersOrderOfCiphersDecides() throws NegotiationFailure {
    PeerInfo prefersGcm =
        PeerInfo.parse("IV_CIPHERS=AES-256-GCM:CHACHA20-POLY1305\nIV_PROTO=746\n");
    PeerInfo prefersChaCha =
        PeerInfo.parse("IV_CIPHERS=CHACHA20-POLY1305:AES-256-GCM\nIV_PROTO=746\n");
    Optional<Bytes> exported = Optional.of(Bytes.ofHex("010203"));

    Agreement client =
        PointToPointNegotiation.agree(
            TlsRole.CLIENT, CIPHERS, prefersChaCha, exported, Optional.empty());
    Agreement server =
        PointToPointNegotiation.agree(
            TlsRole.SERVER,
            List.of(DataCipher.CHACHA20_POLY1305, DataCipher.AES_256_GCM),
            prefersGcm,
            exported,
            Optional.empty());

    assertThat(client.cipher()).isEqualTo(DataCipher.CHACHA20_POLY1305);
    assertThat(server).isEqualTo(client);
  }

  @Test
  void aPushedReplyIsTheAgreement() throws NegotiationFailure {
    PushedOptions pushed =
        PushedOptions.parse(
            List.of("peer-id 7", "cipher AES-128-GCM", "protocol-flags cc-exit tls-ekm"));

    assertThat(PushNegotiation.agree(CIPHERS, "V4", pushed))
        .isEqualTo(new Agreement(DataCipher.AES_128_GCM, new PeerId(7), true, true, false));
  }

  @Test
  void withoutAPushedCipherTheServersOptionsStringDecides() throws NegotiationFailure {
    PushedOptions nothing = PushedOptions.parse(List.of());

    assertThat(PushNegotiation.agree(CIPHERS, "V4,cipher AES-128-GCM,auth x", nothing).cipher())
        .isEqualTo(DataCipher.AES_128_GCM);
    assertThatThrownBy(() -> PushNegotiation.agree(CIPHERS, "V4,cipher AES-256-CBC", nothing))
        .hasMessageContaining("AES-256-CBC");
  }

  @Test
  void tokensOfAReplyAreNotLogged() {
    assertThat(PushNegotiation.redacted(List.of("ping 10", "auth-token SESS_ID_AT_x")))
        .isEqualTo("PUSH_REPLY,ping 10,auth-token [redacted]");
  }

  @Test
  void featureBitsAreThoseOfTheFacts() {
    assertThat(ProtocolFeature.toBits(Set.of(ProtocolFeature.values())))
        .isEqualTo(2 + 4 + 8 + 16 + 32 + 128 + 256 + 512);
    assertThat(ProtocolFeature.ofBits(746)).doesNotContain(ProtocolFeature.REQUEST_PUSH);
  }

  @Test
  void peerInformationOfAnyKindIsRead() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder("IV_PROTO=746\nIV_CIPHERS=AES-256-GCM\n");
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      PeerInfo info = PeerInfo.parse(text.toString());
      assertThat(info.features().size() + info.ciphers().size()).as("seed " + seed).isLessThan(20);
    }
  }
}
