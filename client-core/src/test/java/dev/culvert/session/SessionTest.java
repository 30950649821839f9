// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import static dev.culvert.simnet.Ends.CIPHERS;
import static dev.culvert.simnet.Ends.CLIENT;
import static dev.culvert.simnet.Ends.QUICK;
import static dev.culvert.simnet.Ends.SERVER;
import static dev.culvert.simnet.Ends.STATIC_KEY;
import static dev.culvert.simnet.Ends.TLS_CRYPT;
import static dev.culvert.simnet.Ends.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.crypto.HmacDigest;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.ControlKeyMismatch;
import dev.culvert.event.DisconnectCause.Left;
import dev.culvert.event.DisconnectCause.NoAgreement;
import dev.culvert.event.DisconnectCause.NoAnswer;
import dev.culvert.event.DisconnectCause.PeerExited;
import dev.culvert.event.DropReason;
import dev.culvert.event.TunnelEvent.AttemptFailed;
import dev.culvert.event.TunnelEvent.InitialPacket;
import dev.culvert.event.TunnelEvent.PointToPointNegotiated;
import dev.culvert.event.TunnelEvent.RenegotiationDone;
import dev.culvert.keys.DataCipher;
import dev.culvert.role.ClientRole;
import dev.culvert.role.PointToPointRole;
import dev.culvert.role.Role;
import dev.culvert.role.ServerRole;
import dev.culvert.simnet.Noise;
import dev.culvert.simnet.NoisyWire;
import dev.culvert.simnet.SimEnd;
import dev.culvert.simnet.World;
import dev.culvert.wire.AckRecord;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.PeerId;
import dev.culvert.wire.SessionId;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.KeyDirection;
import dev.culvert.wrap.PlainWrap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionTest {
  private static final Role CLIENT_ROLE = new ClientRole(CIPHERS, "test", "linux");
  private static final Role SERVER_ROLE =
      new ServerRole(CIPHERS, List.of("ifconfig 10.8.0.2 255.255.255.0"), new PeerId(5));
  private static final InetSocketAddress STRANGER =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.66"), 4000);

  private final World world = new World();
  private final NoisyWire wire = new NoisyWire(world, Noise.NONE, 1);
  private final SecureRandom random = new SecureRandom();

  @Test
  void clientAndServerAgreeOnWhatTheServerChoseAndExchangeData() {
    SimEnd server = server(SERVER_ROLE);
    SimEnd client = client(CLIENT_ROLE);

    connect(client, server);

    assertThat(client.establishments().getLast().agreement())
        .isEqualTo(server.establishments().getLast().agreement());
    assertThat(client.establishments().getLast().agreement().peerId()).isEqualTo(new PeerId(5));
    exchangeData(client, server);
  }

  @Test
  void theServersOrderOfCiphersDecides() {
    SimEnd server =
        server(
            new ServerRole(
                List.of(DataCipher.CHACHA20_POLY1305, DataCipher.AES_256_GCM),
                List.of(),
                new PeerId(1)));
    SimEnd client = client(CLIENT_ROLE);

    connect(client, server);

    assertThat(client.establishments().getLast().agreement().cipher())
        .isEqualTo(DataCipher.CHACHA20_POLY1305);
    exchangeData(client, server);
  }

  @Test
  void endsWithoutACommonCipherSaySo() {
    SimEnd server =
        server(new ServerRole(List.of(DataCipher.AES_192_GCM), List.of(), new PeerId(1)));
    SimEnd client = client(CLIENT_ROLE);

    server.start();
    client.start();
    runUntil(
        () -> !server.events().stream().filter(AttemptFailed.class::isInstance).toList().isEmpty());

    assertThat(server.count(AttemptFailed.class)).isEqualTo(1);
    assertThat(server.ended()).as("a server goes on").isEmpty();
  }

  @Test
  void pointToPointEndsComeToTheSameResult() {
    SimEnd server = end(SERVER, pointToPoint(TlsRole.SERVER, true), CLIENT);
    SimEnd client = end(CLIENT, pointToPoint(TlsRole.CLIENT, true), SERVER);

    connect(client, server);

    List<PointToPointNegotiated> lines =
        client.events().stream()
            .filter(PointToPointNegotiated.class::isInstance)
            .map(PointToPointNegotiated.class::cast)
            .toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().line())
        .matches(
            "P2P mode NCP negotiation result: TLS_export=1, DATA_v2=1, peer-id \\d+,"
                + " cipher=AES-256-GCM");
    assertThat(server.events()).contains(lines.getFirst());
    exchangeData(client, server);
  }

  @Test
  void aPointToPointEndWithoutRemoteWaitsForItsPeer() {
    SimEnd server = end(SERVER, pointToPoint(TlsRole.SERVER, false), null);
    SimEnd client = end(CLIENT, pointToPoint(TlsRole.CLIENT, true), SERVER);

    connect(client, server);

    exchangeData(client, server);
  }

  @Test
  void eitherSideMayRenegotiateAndDataFlowsOnUnderBothKeys() {
    SimEnd server = server(SERVER_ROLE);
    SimEnd client = client(CLIENT_ROLE);
    connect(client, server);

    renegotiate(client, server, client);
    assertThat(client.data().primaryKeyId()).as("before the switch").isEqualTo(KeyId.FIRST);
    exchangeData(client, server);
    runUntilSwitched();
    assertThat(client.data().primaryKeyId()).isEqualTo(new KeyId(1));
    exchangeData(client, server);
    renegotiate(client, server, server);
    runUntilSwitched();

    assertThat(server.data().primaryKeyId()).isEqualTo(new KeyId(2));
    exchangeData(client, server);
    assertThat(client.data().rejected() + server.data().rejected()).isZero();
  }

  /** A peer forgets the oldest of three keys when a renegotiation begins: nothing may use it. */
  @Test
  void aKeyThatWaitsForItsSwitchIsUsedWhenTheNextRenegotiationBegins() {
    SimEnd server = server(SERVER_ROLE);
    SimEnd client = client(CLIENT_ROLE);
    connect(client, server);
    renegotiate(client, server, client);
    assertThat(client.data().primaryKeyId()).isEqualTo(KeyId.FIRST);

    client.with(Session::renegotiate);

    assertThat(client.data().primaryKeyId()).isEqualTo(new KeyId(1));
  }

  @Test
  void keyIdsGoRoundWithoutZero() {
    SimEnd server = server(SERVER_ROLE);
    SimEnd client = client(CLIENT_ROLE);
    connect(client, server);

    for (int i = 0; i < 8; i++) {
      renegotiate(client, server, i % 2 == 0 ? client : server);
    }
    runUntilSwitched();

    assertThat(client.data().primaryKeyId()).isEqualTo(new KeyId(1));
    exchangeData(client, server);
  }

  @Test
  void bothSidesRenegotiatingAtOnceMakeOneNewKey() {
    SimEnd server = server(SERVER_ROLE);
    SimEnd client = client(CLIENT_ROLE);
    connect(client, server);

    client.with(Session::renegotiate);
    server.with(Session::renegotiate);
    runUntil(
        () ->
            client.count(RenegotiationDone.class) == 1
                && server.count(RenegotiationDone.class) == 1);
    runUntilSwitched();

    assertThat(client.data().primaryKeyId()).isEqualTo(new KeyId(1));
    exchangeData(client, server);
  }

  @Test
  void renegotiationComesByTimeAndOldKeysAreDropped() {
    Timers timers =
        new Timers(
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1));
    SimEnd server = end(SERVER, SERVER_ROLE, null);
    SimEnd client =
        new SimEnd(world, wire, CLIENT, settings(CLIENT_ROLE, TLS_CRYPT, timers, SERVER), random);
    connect(client, server);

    runFor(Duration.ofSeconds(65));

    assertThat(client.count(RenegotiationDone.class)).isEqualTo(3);
    exchangeData(client, server);
  }

  @Test
  void aRestartedPeerTakesOverWhenItsTlsIsDone() {
    SimEnd server = end(SERVER, pointToPoint(TlsRole.SERVER, true), CLIENT);
    SimEnd client = end(CLIENT, pointToPoint(TlsRole.CLIENT, true), SERVER);
    connect(client, server);
    int first = server.establishments().getLast().agreement().peerId().value();

    SimEnd restarted = end(CLIENT, pointToPoint(TlsRole.CLIENT, true), SERVER);
    restarted.start();
    runUntil(() -> restarted.established() && server.establishments().size() == 2);

    assertThat(server.establishments().getLast().agreement().peerId().value()).isNotEqualTo(first);
    assertThat(server.ended()).isEmpty();
    exchangeData(restarted, server);
  }

  @Test
  void aStrangersResetDoesNotDisturbTheRunningSession() {
    SimEnd server = server(SERVER_ROLE);
    SimEnd client = client(CLIENT_ROLE);
    connect(client, server);

    SimEnd stranger =
        new SimEnd(
            world,
            wire,
            STRANGER,
            settings(CLIENT_ROLE, new Protection.None(), QUICK, SERVER),
            random);
    stranger.start();
    runFor(Duration.ofSeconds(10));

    assertThat(server.drops().of(DropReason.TRUNCATED)).isPositive();
    assertThat(stranger.established()).isFalse();
    exchangeData(client, server);
  }

  @Test
  void anAcknowledgementOfSomebodyElsesSessionIsDropped() {
    Protection none = new Protection.None();
    SimEnd server =
        new SimEnd(world, wire, SERVER, settings(SERVER_ROLE, none, QUICK, null), random);
    SimEnd client =
        new SimEnd(world, wire, CLIENT, settings(CLIENT_ROLE, none, QUICK, SERVER), random);
    connect(client, server);
    String clientSession =
        server.events().stream()
            .filter(InitialPacket.class::isInstance)
            .map(event -> ((InitialPacket) event).sessionId())
            .findFirst()
            .orElseThrow();
    ControlPacket stray =
        ControlPacket.ack(
            KeyId.FIRST,
            new SessionId(Long.parseUnsignedLong(clientSession, 16)),
            new AckRecord(List.of(0L), new SessionId(77)));

    server.onPacket(new PlainWrap().wrap(stray), CLIENT);

    assertThat(server.drops().of(DropReason.WRONG_PEER_SESSION)).isEqualTo(1);
  }

  @Test
  void leavingTellsThePeerAndEndsWhenItHasHeard() {
    SimEnd server = server(SERVER_ROLE);
    SimEnd client = client(CLIENT_ROLE);
    connect(client, server);

    client.with((session, now) -> session.leave(true, now));
    runUntil(() -> client.ended().isPresent() && server.ended().isPresent());

    assertThat(client.ended()).contains(new Left());
    assertThat(server.ended()).contains(new PeerExited());
  }

  @Test
  void leavingWithoutAPeerThatAnswersEndsAfterItsTime() {
    SimEnd server = server(SERVER_ROLE);
    SimEnd client = client(CLIENT_ROLE);
    connect(client, server);
    wire.attach(SERVER, (packet, from) -> {});

    client.with((session, now) -> session.leave(true, now));
    assertThat(client.ended()).isEmpty();
    runFor(QUICK.exitWait());

    assertThat(client.ended()).contains(new Left());
  }

  @Test
  void aSilentServerEndsTheAttemptAfterTheHandWindow() {
    SimEnd client = client(CLIENT_ROLE);

    client.start();
    runFor(QUICK.handWindow());

    Optional<DisconnectCause> expected = Optional.of(new NoAnswer(QUICK.handWindow()));
    assertThat(client.ended()).isEqualTo(expected);
  }

  @Test
  void answersUnderAnotherKeyAreToldFromSilence() {
    Protection other = new Protection.TlsCrypt(STATIC_KEY.xor(mask()));
    DisconnectCause cause = causeAtClient(TLS_CRYPT, other);

    assertThat(cause)
        .isInstanceOfSatisfying(
            ControlKeyMismatch.class, mismatch -> assertThat(mismatch.direction()).isFalse());
    assertThat(cause.message()).contains("none authentic under our control channel key");
    assertThat(cause.remedy()).contains("compare tls-auth, tls-crypt");
  }

  @Test
  void theSameDirectionAtBothEndsIsNamed() {
    Protection same = new Protection.TlsAuth(STATIC_KEY, KeyDirection.INVERSE, HmacDigest.SHA1);

    DisconnectCause cause = causeAtClient(same, same);

    assertThat(cause)
        .isInstanceOfSatisfying(
            ControlKeyMismatch.class, mismatch -> assertThat(mismatch.direction()).isTrue());
    assertThat(cause.remedy()).contains("the same key-direction");
  }

  @Test
  void anotherDigestIsAMismatchToo() {
    Protection ours = new Protection.TlsAuth(STATIC_KEY, KeyDirection.INVERSE, HmacDigest.SHA1);
    Protection theirs = new Protection.TlsAuth(STATIC_KEY, KeyDirection.NORMAL, HmacDigest.SHA256);

    assertThat(causeAtClient(ours, theirs)).isInstanceOf(ControlKeyMismatch.class);
  }

  /** Both ends send without being asked, as point-to-point ends do that know each other. */
  private DisconnectCause causeAtClient(Protection atClient, Protection atServer) {
    SimEnd server =
        new SimEnd(
            world,
            wire,
            SERVER,
            settings(pointToPoint(TlsRole.SERVER, true), atServer, QUICK, CLIENT),
            random);
    SimEnd client =
        new SimEnd(
            world,
            wire,
            CLIENT,
            settings(pointToPoint(TlsRole.CLIENT, true), atClient, QUICK, SERVER),
            random);
    server.start();
    client.start();
    runFor(QUICK.handWindow());
    return client.ended().orElseThrow();
  }

  private static byte[] mask() {
    byte[] mask = new byte[256];
    Arrays.fill(mask, (byte) 1);
    return mask;
  }

  @Test
  void theLastPushedCipherCounts() {
    SimEnd server = server(new ServerRole(CIPHERS, List.of("cipher AES-256-GCM"), new PeerId(1)));
    SimEnd client = client(new ClientRole(List.of(DataCipher.AES_128_GCM), "test", "linux"));
    server.start();
    client.start();

    runUntil(() -> client.established() || client.ended().isPresent());

    assertThat(client.ended().filter(NoAgreement.class::isInstance)).isEmpty();
    assertThat(client.establishments().getLast().agreement().cipher())
        .isEqualTo(DataCipher.AES_128_GCM);
  }

  private SimEnd server(Role role) {
    return end(SERVER, role, null);
  }

  private SimEnd client(Role role) {
    return end(CLIENT, role, SERVER);
  }

  private SimEnd end(InetSocketAddress at, Role role, @Nullable InetSocketAddress remote) {
    return new SimEnd(world, wire, at, settings(role, TLS_CRYPT, QUICK, remote), random);
  }

  private static Role pointToPoint(TlsRole role, boolean opens) {
    return new PointToPointRole(role, opens, CIPHERS, Optional.empty());
  }

  private void connect(SimEnd client, SimEnd server) {
    server.start();
    client.start();
    runUntil(() -> client.established() && server.established());
  }

  private void renegotiate(SimEnd client, SimEnd server, SimEnd starter) {
    long done = client.count(RenegotiationDone.class) + 1;
    starter.with(Session::renegotiate);
    runUntil(
        () ->
            client.count(RenegotiationDone.class) == done
                && server.count(RenegotiationDone.class) == done);
  }

  private void exchangeData(SimEnd one, SimEnd other) {
    int atOne = one.data().delivered().size();
    int atOther = other.data().delivered().size();
    one.sendData(new byte[] {1, 2, 3});
    other.sendData(new byte[] {4, 5});
    runUntil(
        () ->
            one.data().delivered().size() == atOne + 1
                && other.data().delivered().size() == atOther + 1);
  }

  private void runUntil(BooleanSupplier done) {
    assertThat(world.runUntil(done, Duration.ofSeconds(30))).as("done in 30 s").isTrue();
  }

  /** The peer's acknowledgement, then the time to the switch. */
  private void runUntilSwitched() {
    runFor(QUICK.keySwitch().plusSeconds(1));
  }

  private void runFor(Duration time) {
    world.runUntil(() -> false, time);
  }
}
