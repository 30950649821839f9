// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import static dev.culvert.simnet.Ends.CIPHERS;
import static dev.culvert.simnet.Ends.CLIENT;
import static dev.culvert.simnet.Ends.METADATA;
import static dev.culvert.simnet.Ends.QUICK;
import static dev.culvert.simnet.Ends.SERVER;
import static dev.culvert.simnet.Ends.TLS_CRYPT;
import static dev.culvert.simnet.Ends.V2_CLIENT;
import static dev.culvert.simnet.Ends.V2_SERVER;
import static dev.culvert.simnet.Ends.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.event.DropReason;
import dev.culvert.event.TunnelEvent.InitialPacket;
import dev.culvert.role.ClientRole;
import dev.culvert.role.ServerRole;
import dev.culvert.simnet.Noise;
import dev.culvert.simnet.NoisyWire;
import dev.culvert.simnet.SimEnd;
import dev.culvert.simnet.World;
import dev.culvert.time.Moment;
import dev.culvert.wire.AckRecord;
import dev.culvert.wire.ControlHeader;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.EarlyNegotiation;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.PeerId;
import dev.culvert.wire.SessionId;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.ControlWrap;
import dev.culvert.wrap.PlainWrap;
import dev.culvert.wrap.TlsCryptV2ClientWrap;
import dev.culvert.wrap.TlsCryptWrap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does before it knows a client: an answer, and nothing that is kept. */
class StatelessHandshakeTest {
  private static final Protection NONE = new Protection.None();
  private static final Protection V2 = new Protection.TlsCryptV2Server(V2_SERVER, false);
  private static final Protection V2_COOKIE = new Protection.TlsCryptV2Server(V2_SERVER, true);
  private static final SessionId OURS = new SessionId(0x0102030405060708L);
  private static final InetSocketAddress STRANGER =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.66"), 4000);

  private final World world = new World();
  private final NoisyWire wire = new NoisyWire(world, Noise.NONE, 1);
  private final SecureRandom random = new SecureRandom();
  private final List<byte[]> answers = new ArrayList<>();

  @Test
  void tenThousandResetsAreAnsweredAndLeaveNothing() {
    SimEnd server = server(NONE);
    for (int port = 1; port <= 10_000; port++) {
      InetSocketAddress from = new InetSocketAddress(STRANGER.getAddress(), port);
      wire.attach(from, (packet, sender) -> answers.add(packet));
      server.onPacket(new PlainWrap().wrap(reset(new SessionId(port))), from);
    }
    runFor(Duration.ofMinutes(10));

    assertThat(answers).as("answered once each, never again").hasSize(10_000);
    assertThat(server.session().nextDeadline()).isEqualTo(Moment.NEVER);
    assertThat(server.count(InitialPacket.class)).isZero();
  }

  @Test
  void theAnswersSessionIdBroughtBackOpensASession() {
    SimEnd server = server(NONE);
    SessionId cookie = cookie(server, new PlainWrap(), reset(OURS));

    server.onPacket(new PlainWrap().wrap(ack(OURS, cookie)), STRANGER);

    assertThat(server.drops().total()).isZero();
    assertThat(server.count(InitialPacket.class)).isEqualTo(1);
    assertThat(server.session().nextDeadline()).isNotEqualTo(Moment.NEVER);
  }

  @Test
  void itOpensNoneForAnotherAddressAnotherClientOrAnotherId() {
    SimEnd server = server(NONE);
    SessionId cookie = cookie(server, new PlainWrap(), reset(OURS));
    InetSocketAddress otherPort = new InetSocketAddress(STRANGER.getAddress(), 4001);

    server.onPacket(new PlainWrap().wrap(ack(OURS, cookie)), otherPort);
    server.onPacket(new PlainWrap().wrap(ack(OURS, cookie)), CLIENT);
    server.onPacket(new PlainWrap().wrap(ack(new SessionId(9), cookie)), STRANGER);
    server.onPacket(new PlainWrap().wrap(ack(OURS, new SessionId(cookie.value() ^ 1))), STRANGER);

    assertThat(server.drops().of(DropReason.UNROUTABLE)).isEqualTo(4);
    assertThat(server.count(InitialPacket.class)).isZero();
  }

  @Test
  void itIsGoodForTheHandWindowAndNotForTwo() {
    SimEnd server = server(NONE);
    SessionId cookie = cookie(server, new PlainWrap(), reset(OURS));
    runFor(QUICK.handWindow().multipliedBy(2));
    server.onPacket(new PlainWrap().wrap(ack(OURS, cookie)), STRANGER);
    assertThat(server.drops().of(DropReason.UNROUTABLE)).isEqualTo(1);

    SessionId next = cookie(server, new PlainWrap(), reset(OURS));
    runFor(QUICK.handWindow());
    server.onPacket(new PlainWrap().wrap(ack(OURS, next)), STRANGER);

    assertThat(server.count(InitialPacket.class)).isEqualTo(1);
  }

  @Test
  void aPacketFromTheMiddleOfASessionOpensNone() {
    SimEnd server = server(NONE);
    SessionId cookie = cookie(server, new PlainWrap(), reset(OURS));
    AckRecord acks = new AckRecord(List.of(0L), cookie);

    server.onPacket(
        new PlainWrap().wrap(packet(Opcode.CONTROL_V1, KeyId.FIRST, acks, 2)), STRANGER);
    server.onPacket(
        new PlainWrap().wrap(packet(Opcode.CONTROL_V1, new KeyId(1), acks, 1)), STRANGER);
    server.onPacket(
        new PlainWrap().wrap(packet(Opcode.CONTROL_SOFT_RESET_V1, KeyId.FIRST, acks, 0)), STRANGER);
    server.onPacket(
        new PlainWrap()
            .wrap(ControlPacket.ack(KeyId.FIRST, OURS, new AckRecord(List.of(2L), cookie))),
        STRANGER);
    server.onPacket(
        new PlainWrap().wrap(packet(Opcode.CONTROL_V1, KeyId.FIRST, AckRecord.NONE, 1)), STRANGER);

    assertThat(server.drops().of(DropReason.UNROUTABLE)).isEqualTo(5);
    assertThat(server.count(InitialPacket.class)).isZero();
  }

  @Test
  void theSessionsReplayIdsGoOnAfterTheAnswers() {
    SimEnd server = server(TLS_CRYPT);
    ControlWrap ours = TLS_CRYPT.wrap(TlsRole.CLIENT, 0, 1);
    SessionId cookie = cookie(server, ours, reset(OURS));
    assertThat(replayId(answers.getFirst())).isEqualTo(1);

    server.onPacket(
        ours.wrap(packet(Opcode.CONTROL_V1, KeyId.FIRST, new AckRecord(List.of(0L), cookie), 1)),
        STRANGER);
    runFor(Duration.ofSeconds(1));

    assertThat(replayId(answers.get(1))).isEqualTo(2);
  }

  @Test
  void aResetOfAnotherKeyIdOrNumberIsMalformed() {
    SimEnd server = server(NONE);

    server.onPacket(
        new PlainWrap()
            .wrap(packet(Opcode.CONTROL_HARD_RESET_CLIENT_V2, new KeyId(3), AckRecord.NONE, 0)),
        STRANGER);
    server.onPacket(
        new PlainWrap()
            .wrap(packet(Opcode.CONTROL_HARD_RESET_CLIENT_V2, KeyId.FIRST, AckRecord.NONE, 1)),
        STRANGER);

    assertThat(server.drops().of(DropReason.MALFORMED)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerOfClientKeysAsksForTheKeyAgainAndKeepsItsMetadata(boolean force) {
    SimEnd server = server(force ? V2_COOKIE : V2);
    List<Opcode> sent = new ArrayList<>();
    SimEnd client = v2Client();
    wire.attach(
        SERVER,
        (packet, from) -> {
          sent.add(Opcode.of(packet[0]));
          server.onPacket(packet, from);
        });

    client.start();
    runUntilEstablished(client, server);

    assertThat(sent.subList(0, 3))
        .as("no ACK_V1 before the key came")
        .containsExactly(
            Opcode.CONTROL_HARD_RESET_CLIENT_V3, Opcode.CONTROL_WKC_V1, Opcode.CONTROL_V1);
    assertThat(sent.subList(3, sent.size())).doesNotContain(Opcode.CONTROL_WKC_V1);
    assertThat(server.establishments().getLast().metadata()).isEqualTo(METADATA);
    assertThat(server.drops().total() + client.drops().total()).isZero();
  }

  @Test
  void theKeyComesAgainWithEveryRetransmission() {
    SimEnd server = server(V2_COOKIE);
    List<byte[]> lost = new ArrayList<>();
    SimEnd client = v2Client();
    wire.attach(
        SERVER,
        (packet, from) -> {
          if (Opcode.of(packet[0]) == Opcode.CONTROL_WKC_V1 && lost.size() < 2) {
            lost.add(packet);
          } else {
            server.onPacket(packet, from);
          }
        });

    client.start();
    runUntilEstablished(client, server);

    assertThat(lost).hasSize(2).allMatch(packet -> packet.length <= 1250 - 28);
  }

  @Test
  void aClientOf25IsTakenWithStateOrRefusedWhereACookieIsForced() {
    SimEnd server = server(V2);
    SimEnd strict = server(V2_COOKIE);
    ControlWrap old = new TlsCryptV2ClientWrap(V2_CLIENT, 0, 1);
    byte[] reset =
        old.wrap(packet(Opcode.CONTROL_HARD_RESET_CLIENT_V3, KeyId.FIRST, AckRecord.NONE, 0));

    strict.onPacket(reset, STRANGER);
    runFor(Duration.ofSeconds(1));
    assertThat(strict.drops().of(DropReason.NO_EARLY_NEGOTIATION)).isEqualTo(1);
    assertThat(answers).isEmpty();

    server.onPacket(reset, STRANGER);
    runFor(Duration.ofSeconds(1));
    ControlPacket answer = old.open(answers.getFirst(), world.now());
    assertThat(EarlyNegotiation.decode(answer.payload())).isEqualTo(EarlyNegotiation.NOTHING);
    assertThat(server.count(InitialPacket.class)).isEqualTo(1);
  }

  @Test
  void aKeyThatAnotherServerWrappedOrNoneAtAllOpensNothing() {
    SimEnd server = server(V2);
    byte[] reset =
        new TlsCryptV2ClientWrap(V2_CLIENT, 0)
            .wrap(packet(Opcode.CONTROL_HARD_RESET_CLIENT_V3, KeyId.FIRST, AckRecord.NONE, 0));
    reset[reset.length - 20] ^= 1;
    server.onPacket(reset, STRANGER);
    assertThat(server.drops().of(DropReason.WRAPPED_KEY_MISMATCH)).isEqualTo(1);

    ControlWrap crypt = new TlsCryptWrap(V2_CLIENT.key(), TlsRole.CLIENT, 0, 1);
    server.onPacket(crypt.wrap(ack(OURS, new SessionId(5))), STRANGER);
    assertThat(server.drops().of(DropReason.UNROUTABLE)).isEqualTo(1);
    server.onPacket(crypt.wrap(reset(OURS)), STRANGER);
    assertThat(server.drops().of(DropReason.WRONG_OPCODE_FOR_ROLE)).isEqualTo(1);
  }

  @Test
  void aWrappedKeyIsForServersThatReadIt() {
    byte[] reset =
        new TlsCryptV2ClientWrap(V2_CLIENT, 0)
            .wrap(packet(Opcode.CONTROL_HARD_RESET_CLIENT_V3, KeyId.FIRST, AckRecord.NONE, 0));
    SimEnd plain = server(NONE);
    SimEnd client = v2Client();

    plain.onPacket(reset, STRANGER);
    client.onPacket(reset, SERVER);

    assertThat(plain.drops().of(DropReason.WRONG_OPCODE_FOR_ROLE)).isEqualTo(1);
    assertThat(client.drops().of(DropReason.WRONG_OPCODE_FOR_ROLE)).isEqualTo(1);
  }

  private SimEnd server(Protection protection) {
    ServerRole role = new ServerRole(CIPHERS, List.of(), new PeerId(1));
    wire.attach(STRANGER, (packet, from) -> answers.add(packet));
    return new SimEnd(world, wire, SERVER, settings(role, protection, QUICK, null), random);
  }

  private SimEnd v2Client() {
    return new SimEnd(
        world,
        wire,
        CLIENT,
        settings(
            new ClientRole(CIPHERS, "test", "linux"),
            new Protection.TlsCryptV2Client(V2_CLIENT),
            QUICK,
            SERVER),
        random);
  }

  /** Sends a reset and returns the session id of the answer. */
  private SessionId cookie(SimEnd server, ControlWrap wrap, ControlPacket reset) {
    int before = answers.size();
    server.onPacket(wrap.wrap(reset), STRANGER);
    runFor(Duration.ofSeconds(1));
    ControlPacket answer = wrap.open(answers.get(before), world.now());
    assertThat(answer.opcode()).isEqualTo(Opcode.CONTROL_HARD_RESET_SERVER_V2);
    assertThat(answer.acks()).isEqualTo(new AckRecord(List.of(0L), reset.sessionId()));
    return answer.sessionId();
  }

  private static ControlPacket reset(SessionId own) {
    return new ControlPacket(
        Opcode.CONTROL_HARD_RESET_CLIENT_V2, KeyId.FIRST, own, AckRecord.NONE, 0, Bytes.EMPTY);
  }

  private static ControlPacket packet(Opcode opcode, KeyId keyId, AckRecord acks, long id) {
    return new ControlPacket(opcode, keyId, OURS, acks, id, Bytes.EMPTY);
  }

  private static ControlPacket ack(SessionId own, SessionId peer) {
    return ControlPacket.ack(KeyId.FIRST, own, new AckRecord(List.of(0L), peer));
  }

  private static long replayId(byte[] packet) {
    return Bytes.copyOf(packet, ControlHeader.LENGTH, 4).at(3);
  }

  private void runUntilEstablished(SimEnd client, SimEnd server) {
    assertThat(
            world.runUntil(
                () -> client.established() && server.established(), Duration.ofSeconds(30)))
        .as("%s %s", client.ended(), server.drops().snapshot())
        .isTrue();
  }

  private void runFor(Duration time) {
    world.runUntil(() -> false, time);
  }
}
