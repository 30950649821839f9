// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.driver.Keepalive;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.Transport;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.win.dco.NotifyEvent.PeerDeleted;
import dev.culvert.win.dco.NotifyEvent.PeerMoved;
import dev.culvert.win.dco.NotifyEvent.Reason;
import dev.culvert.win.dco.NotifyEvent.SwapKeys;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.PeerId;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The driver's structures, byte by byte, against the offsets of its public header. Any system. */
class CodecTest {
  private static final InetSocketAddress V4 = new InetSocketAddress("192.0.2.7", 1194);
  private static final InetSocketAddress V6 = new InetSocketAddress("2001:db8::7", 443);

  @Test
  void codesOfAllRequests() {
    int[] codes = Arrays.stream(Ioctl.values()).mapToInt(Ioctl::code).toArray();
    int[] expected = new int[19];
    Arrays.setAll(expected, i -> 0x00220004 + 4 * i);
    assertThat(codes).isEqualTo(expected);
    int[] sizes = {60, 0, 100, 0, 12, 0, 0, 0, 104, 4, 32, 80, 16, 0, 4, 4, 28, 28, 4};
    assertThat(Arrays.stream(Ioctl.values()).mapToInt(Ioctl::inputSize))
        .containsExactly(boxed(sizes));
    assertThat(Ioctl.GET_STATS.outputSize()).isEqualTo(64);
    assertThat(Ioctl.GET_VERSION.outputSize()).isEqualTo(12);
    assertThat(Ioctl.NOTIFY_EVENT.outputSize()).isEqualTo(144);
    assertThat(Ioctl.GET_PEER_STATS.outputSize()).isEqualTo(40);
  }

  private static Integer[] boxed(int[] numbers) {
    return Arrays.stream(numbers).boxed().toArray(Integer[]::new);
  }

  @Test
  void newPeerOverIpv4() {
    assertThat(hex(NewPeer.unbound(V4, Transport.UDP).encode()))
        .isEqualTo(
            "02000000"
                + "00000000"
                + "00".repeat(20)
                + "020004aac0000207"
                + "00".repeat(20)
                + "00000000");
  }

  @Test
  void newPeerOverIpv6AndTcp() {
    assertThat(hex(NewPeer.unbound(V6, Transport.TCP_CLIENT).encode()))
        .isEqualTo(
            "1700"
                + "00".repeat(26)
                + "170001bb00000000"
                + "20010db8000000000000000000000007"
                + "00000000"
                + "01000000");
    assertThatThrownBy(() -> new NewPeer(V4, V6, Transport.UDP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLinkLocalServerHasItsScope() throws Exception {
    InetAddress scoped =
        Inet6Address.getByAddress(null, InetAddress.ofLiteral("fe80::1").getAddress(), 5);
    byte[] bytes = NewPeer.unbound(new InetSocketAddress(scoped, 1), Transport.UDP).encode();
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(28 + 24)).isEqualTo(5);
  }

  @Test
  void keepaliveAndMss() {
    Keepalive keepalive = new Keepalive(Duration.ofSeconds(10), Duration.ofSeconds(60));
    assertThat(hex(new SetPeer(keepalive, 1400).encode())).isEqualTo("0a0000003c00000078050000");
    assertThat(hex(new SetPeer(Keepalive.OFF, 0).encode())).isEqualTo("00".repeat(12));
    Keepalive onlyTimeout = new Keepalive(Duration.ZERO, Duration.ofMinutes(2));
    assertThat(hex(new SetPeer(onlyTimeout, 0).encode())).isEqualTo("805101007800000000000000");
    Keepalive onlyPings = new Keepalive(Duration.ofSeconds(10), Duration.ZERO);
    assertThat(hex(new SetPeer(onlyPings, 0).encode())).isEqualTo("0a0000008051010000000000");
  }

  @Test
  void keyOf128BitsInTheSecondSlot() {
    byte[] bytes =
        new CryptoData(KeySlot.SECONDARY, key(DataCipher.AES_128_GCM, 3), new PeerId(9)).encode();
    assertThat(bytes).hasSize(100);
    assertThat(hex(bytes))
        .isEqualTo(
            "a1".repeat(16)
                + "00".repeat(16)
                + "10"
                + "b1".repeat(8)
                + "a2".repeat(16)
                + "00".repeat(16)
                + "10"
                + "b2".repeat(8)
                + "0000"
                + "01000000"
                + "01000000"
                + "03"
                + "000000"
                + "09000000");
  }

  @Test
  void keyOfChaChaAndTheSecondForm() {
    CryptoData data =
        new CryptoData(KeySlot.PRIMARY, key(DataCipher.CHACHA20_POLY1305, 7), new PeerId(0));
    byte[] bytes = data.encodeV2(CryptoData.EPOCH);
    assertThat(bytes).hasSize(104);
    assertThat(Arrays.copyOf(bytes, 100)).isEqualTo(data.encode());
    ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(fields.getInt(84)).as("slot").isZero();
    assertThat(fields.getInt(88)).as("cipher").isEqualTo(2);
    assertThat(fields.get(92)).as("key id").isEqualTo((byte) 7);
    assertThat(fields.getInt(100)).as("options").isEqualTo(2);
  }

  private static DataKey key(DataCipher cipher, int keyId) {
    return new DataKey(
        new KeyId(keyId),
        cipher,
        Secret.copyOf(filled(cipher.keyLength(), 0xa1)),
        Bytes.copyOf(filled(8, 0xb1)),
        Secret.copyOf(filled(cipher.keyLength(), 0xa2)),
        Bytes.copyOf(filled(8, 0xb2)));
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void statistics() {
    ByteBuffer raw = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 8; i++) {
      raw.putInt(i == 7 ? -1 : i + 1);
    }
    for (long i = 1; i <= 4; i++) {
      raw.putLong(i << 40);
    }
    Statistics read = Statistics.decode(raw.array());
    assertThat(read.lostControlIn()).isEqualTo(1);
    assertThat(read.receivedControl()).isEqualTo(6);
    assertThat(read.counters().tunnelSentPackets()).as("unsigned").isEqualTo(0xffffffffL);
    assertThat(read.counters().tunnelReceivedPackets()).isEqualTo(5);
    assertThat(read.counters().linkSent()).isEqualTo(1L << 40);
    assertThat(read.counters().linkReceived()).isEqualTo(2L << 40);
    assertThat(read.counters().tunnelSent()).isEqualTo(3L << 40);
    assertThat(read.counters().tunnelReceived()).isEqualTo(4L << 40);
  }

  @Test
  void statisticsOfOnePeerAmongMany() {
    byte[] raw =
        ByteBuffer.allocate(40)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(5)
            .putInt(0)
            .putLong(1)
            .putLong(2)
            .putLong(3)
            .putLong(4)
            .array();
    assertThat(PeerStatistics.decode(raw)).isEqualTo(new PeerStatistics(5, 1, 2, 3, 4));
    assertThat(hex(PeerStatistics.everyPeer())).isEqualTo("ffffffff");
  }

  @Test
  void requestsOfAServer() {
    assertThat(hex(MultiPeer.setMode())).isEqualTo("01000000");
    byte[] start = MultiPeer.start(V6, true);
    assertThat(start).hasSize(32);
    assertThat(hex(start)).endsWith("01000000").startsWith("170001bb");
    assertThat(MultiPeer.bound(start)).isEqualTo(V6);
    byte[] peer =
        MultiPeer.newPeer(
            V4,
            V4,
            (Inet4Address) InetAddress.ofLiteral("10.8.0.2"),
            (Inet6Address) InetAddress.ofLiteral("fd08::2"),
            7);
    assertThat(hex(peer))
        .hasSize(160)
        .endsWith("0a080002" + "fd080000000000000000000000000002" + "07000000");
    assertThat(hex(MultiPeer.setPeer(7, new SetPeer(Keepalive.OFF, 1300))))
        .isEqualTo("07000000" + "0000000000000000" + "14050000");
    assertThat(hex(MultiPeer.iroute(InetAddress.ofLiteral("10.9.0.0"), 16, 7)))
        .isEqualTo("0a090000" + "00".repeat(12) + "10000000" + "07000000" + "00000000");
    assertThat(hex(MultiPeer.iroute(InetAddress.ofLiteral("fd00::"), 8, 7))).endsWith("01000000");
  }

  @Test
  void eventsOfAServer() {
    ByteBuffer raw = ByteBuffer.allocate(144).order(ByteOrder.LITTLE_ENDIAN);
    raw.putInt(4, 7).putInt(8, 2);
    assertThat(NotifyEvent.decode(raw.array())).contains(new PeerDeleted(7, Reason.EXPIRED));
    raw.putInt(8, 5);
    assertThat(NotifyEvent.decode(raw.array())).isEmpty();
    raw.putInt(0, 1);
    assertThat(NotifyEvent.decode(raw.array())).contains(new SwapKeys(7));
    raw.putInt(0, 2);
    assertThat(NotifyEvent.decode(raw.array())).isEmpty();
    raw.put(16, HexFormat.of().parseHex("020004aac0000207"));
    assertThat(NotifyEvent.decode(raw.array())).contains(new PeerMoved(7, V4));
    raw.putInt(0, 9);
    assertThat(NotifyEvent.decode(raw.array())).isEmpty();
  }

  @Test
  void versionsBelowTheFloorAreRefusedByName() {
    assertThat(new DcoVersion(1, 3, 2).refusal().orElseThrow())
        .startsWith("driver version 1.3.2 is too old")
        .contains("2.8.2", "1.3.3");
    assertThat(new DcoVersion(0, 9, 3).refusal()).isPresent();
    assertThat(new DcoVersion(1, 3, 3).refusal()).isEmpty();
    assertThat(new DcoVersion(2, 8, 1).refusal()).isPresent();
    assertThat(new DcoVersion(2, 8, 2).refusal()).isEmpty();
    assertThat(new DcoVersion(3, 0, 0).refusal()).isEmpty();
    assertThat(new DcoVersion(2, 8, 2).hasEpochKeys()).isTrue();
    assertThat(new DcoVersion(1, 4, 0).hasEpochKeys()).isFalse();
    assertThat(new DcoVersion(2, 6, 9).hasPeerStatistics()).isFalse();
    assertThat(new DcoVersion(2, 8, 6).opensForUsers()).isTrue();
    assertThat(DcoVersion.decode(HexFormat.of().parseHex("020000000800000003000000")))
        .hasToString("2.8.3");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
