// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.Keepalive;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.Link;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.Transport;
import dev.culvert.event.DropCounters;
import dev.culvert.event.DropReason;
import dev.culvert.keys.DataCipher;
import dev.culvert.link.UdpSocket;
import dev.culvert.wire.PeerId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two ends over real sockets on loopback; whoever waits, waits for an event and never for time. */
@Timeout(60)
class UserspaceDeviceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final DataCipher CIPHER = DataCipher.AES_256_GCM;

  private final AtomicLong clock = new AtomicLong(1);
  private final End left = new End("left", 4096);
  private final End right = new End("right", 4096);

  @AfterEach
  void close() {
    left.device.close();
    right.device.close();
  }

  @Test
  void packetsPassBothWaysAndAreCounted() throws IOException {
    connect(Keepalive.OFF, false);
    installBoth(KeySlot.PRIMARY, 0);

    left.tun.inject(packet(1));
    assertThat(right.received()).isEqualTo(packet(1));
    right.tun.inject(packet(2));
    assertThat(left.received()).isEqualTo(packet(2));

    left.await(() -> left.device.counters().tunnelSentPackets() == 1);
    assertThat(left.device.counters().tunnelSent()).isEqualTo(packet(1).length);
    assertThat(left.device.counters().linkSent()).isEqualTo(packet(1).length + 24);
    assertThat(right.device.counters().linkReceived()).isEqualTo(packet(1).length + 24);
    assertThat(left.drops.total() + right.drops.total()).isZero();
  }

  @Test
  void withoutAKeyTheSystemsPacketsAreDroppedAndCountedNotQueued() throws IOException {
    connect(Keepalive.OFF, false);
    right.device.installKey(KeySlot.PRIMARY, Samples.key(0, CIPHER, true));
    left.tun.inject(packet(1));
    left.awaitDrop(DropReason.NO_DATA_KEY);

    left.device.installKey(KeySlot.PRIMARY, Samples.key(0, CIPHER, false));
    left.tun.inject(packet(2));

    assertThat(right.received()).isEqualTo(packet(2));
  }

  @Test
  void aKeySwapUnderLoadLosesNothingAndRepeatsNothing() throws IOException {
    connect(Keepalive.OFF, false);
    installBoth(KeySlot.PRIMARY, 0);
    int swaps = 6;
    int packetsPerKey = 400;
    Set<Integer> seen = new HashSet<>();
    int sent = 0;
    int taken = 0;
    for (int swap = 1; swap <= swaps; swap++) {
      for (int i = 0; i < packetsPerKey; i++) {
        left.tun.inject(packet(sent++));
        if (i == packetsPerKey / 2) {
          installBoth(KeySlot.SECONDARY, swap);
          left.device.swapKeys();
          right.device.swapKeys();
        }
        // Never more on the way than the receiver's socket holds on the smallest system.
        while (sent - taken > 100) {
          seen.add(number(right.received()));
          taken++;
        }
      }
    }
    while (taken < sent) {
      seen.add(number(right.received()));
      taken++;
    }

    assertThat(seen).hasSize(swaps * packetsPerKey);
    assertThat(left.drops.snapshot()).isEmpty();
    assertThat(right.drops.snapshot()).isEmpty();
  }

  @Test
  void aRecordedPacketSentAgainIsAReplayAndAStrangersIsNotLookedAt() throws IOException {
    try (DatagramSocket peer = new DatagramSocket(Samples.loopback(0));
        DatagramSocket stranger = new DatagramSocket(Samples.loopback(0))) {
      left.open(null, false);
      left.device.setPeer(Samples.peer(new PeerId(0), peer.getLocalPort(), 0));
      Vectors.Packet vector = Vectors.aead().first("aes_256_gcm");
      left.device.installKey(KeySlot.PRIMARY, vector.receiver());

      send(stranger, vector.wire());
      left.awaitDrop(DropReason.WRONG_ADDRESS);
      send(peer, vector.wire());
      assertThat(Bytes.copyOf(left.received())).isEqualTo(vector.plain());
      send(peer, vector.wire());
      left.awaitDrop(DropReason.REPLAYED);
    }
  }

  @Test
  void aPeerThatFloatsIsFollowedOnlyWithAnAuthenticPacket() throws IOException {
    try (DatagramSocket stranger = new DatagramSocket(Samples.loopback(0))) {
      stranger.setSoTimeout((int) PATIENCE.toMillis());
      left.open(null, true);
      left.device.setPeer(Samples.peer(new PeerId(0), 9, 0));
      Vectors.Packet vector = Vectors.aead().first("aes_256_gcm");
      left.device.installKey(KeySlot.PRIMARY, vector.receiver());
      byte[] forged = vector.wire().toArray();
      forged[30] ^= 1;

      send(stranger, Bytes.copyOf(forged));
      left.awaitDrop(DropReason.AEAD_MISMATCH);
      assertThat(left.events.poll()).isNull();
      send(stranger, vector.wire());

      assertThat(left.events.next()).isEqualTo("moved to " + stranger.getLocalPort());
      left.tun.inject(packet(5));
      DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
      stranger.receive(answer);
      assertThat(answer.getLength()).isEqualTo(packet(5).length + 24);
    }
  }

  @Test
  void controlPacketsGoToTheListenerAndOverlongOnesAreDropped() throws IOException {
    try (DatagramSocket peer = new DatagramSocket(Samples.loopback(0))) {
      left.open(null, false);
      send(peer, Bytes.copyOf(new byte[0]));
      left.awaitDrop(DropReason.TRUNCATED);
      send(peer, Bytes.ofHex("08aa"));
      left.awaitDrop(DropReason.UNKNOWN_OPCODE);
      byte[] large = new byte[5000];
      large[0] = 0x20;
      send(peer, Bytes.copyOf(large));
      left.awaitDrop(DropReason.OVERSIZED);
      send(peer, Bytes.ofHex("38aabb"));

      assertThat(left.events.next()).isEqualTo("control 38aabb from " + peer.getLocalPort());
    }
  }

  @Test
  void pingsGoOutAfterTheIntervalOfSilenceAndAreSwallowedByThePeer() throws IOException {
    connect(new Keepalive(Duration.ofSeconds(10), Duration.ZERO), false);
    installBoth(KeySlot.PRIMARY, 0);
    clock.addAndGet(Duration.ofSeconds(9).toNanos());
    left.tun.inject(packet(1));
    right.received();
    left.awaitLinkSent(packet(1).length + 24);
    clock.addAndGet(Duration.ofSeconds(9).toNanos());
    left.device.lookAtClock();
    left.tun.inject(packet(2));
    right.received();
    left.awaitLinkSent(2L * (packet(1).length + 24));

    clock.addAndGet(Duration.ofSeconds(10).toNanos());
    left.device.lookAtClock();
    left.awaitLinkSent(2L * (packet(1).length + 24) + 40);
    left.tun.inject(packet(3));

    assertThat(right.received()).isEqualTo(packet(3));
    assertThat(right.device.counters().linkReceived()).isEqualTo(3L * (packet(1).length + 24) + 40);
    right.await(() -> right.device.counters().tunnelReceivedPackets() == 3);
  }

  @Test
  void aSilentPeerIsReportedOnceAndAgainAfterTheNextSetPeer() throws IOException {
    Keepalive keepalive = new Keepalive(Duration.ZERO, Duration.ofMinutes(1));
    connect(keepalive, false);
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    left.device.onControlHeard();
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    left.device.lookAtClock();
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    left.device.lookAtClock();
    assertThat(left.events.next()).isEqualTo("silent");
    clock.addAndGet(Duration.ofMinutes(10).toNanos());
    left.device.lookAtClock();

    left.device.setPeer(new PeerSettings(new PeerId(0), right.address(), keepalive, 0));
    clock.addAndGet(Duration.ofMinutes(1).toNanos());
    left.device.lookAtClock();

    assertThat(left.events.next()).isEqualTo("silent");
    left.link().close();
    assertThat(left.events.poll()).isNull();
  }

  @Test
  void aKeyNearItsEndIsReportedOnceAndThenRefusesToWork() throws IOException {
    connect(Keepalive.OFF, false);
    left.device.installKey(KeySlot.PRIMARY, Samples.key(0, CIPHER, false), PacketIds.LIMIT - 2);
    right.device.installKey(KeySlot.PRIMARY, Samples.key(0, CIPHER, true));
    left.tun.inject(packet(1));
    left.tun.inject(packet(2));
    left.tun.inject(packet(3));

    assertThat(right.received()).isEqualTo(packet(1));
    assertThat(right.received()).isEqualTo(packet(2));
    left.awaitDrop(DropReason.KEY_USED_UP);
    assertThat(left.events.next()).isEqualTo("nearly used up");
    assertThat(left.events.poll()).isNull();
  }

  @Test
  void aPeerThatIsNotThereYetDoesNotEndTheLink() throws IOException {
    int port;
    try (DatagramSocket gone = new DatagramSocket(Samples.loopback(0))) {
      port = gone.getLocalPort();
    }
    Link link = left.open(Samples.loopback(port), false);
    for (int i = 0; i < 5; i++) {
      link.send(new byte[] {0x38}, Samples.loopback(port));
    }
    try (DatagramSocket back = new DatagramSocket(Samples.loopback(port))) {
      back.connect(link.local());
      back.send(new DatagramPacket(new byte[] {0x40, 1}, 2));
      assertThat(left.events.next()).isEqualTo("control 4001 from " + port);
    }
  }

  @Test
  void theSameKeyIsNotInstalledTwice() throws IOException {
    connect(Keepalive.OFF, false);
    installBoth(KeySlot.PRIMARY, 0);

    assertThatThrownBy(
            () -> left.device.installKey(KeySlot.SECONDARY, Samples.key(0, CIPHER, false)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closingTheLinkMakesRoomForTheNextWithoutTheOldKeys() throws IOException {
    connect(Keepalive.OFF, false);
    installBoth(KeySlot.PRIMARY, 0);
    left.link().close();
    left.link().close();
    left.open(right.address(), false);
    left.device.setPeer(Samples.peer(new PeerId(0), right.address().getPort(), 0));
    left.tun.inject(packet(1));

    left.awaitDrop(DropReason.NO_DATA_KEY);
    assertThat(left.events.poll()).isNull();
  }

  private void connect(Keepalive keepalive, boolean allowFloat) throws IOException {
    right.open(null, allowFloat);
    left.open(right.address(), allowFloat);
    left.device.setPeer(new PeerSettings(new PeerId(0), right.address(), keepalive, 0));
    right.device.setPeer(new PeerSettings(new PeerId(0), left.address(), Keepalive.OFF, 0));
  }

  private void installBoth(KeySlot slot, int keyId) throws IOException {
    right.device.installKey(slot, Samples.key(keyId, CIPHER, true));
    left.device.installKey(slot, Samples.key(keyId, CIPHER, false));
  }

  private void send(DatagramSocket from, Bytes packet) throws IOException {
    from.send(new DatagramPacket(packet.toArray(), packet.length(), left.address()));
  }

  private static byte[] packet(int number) {
    byte[] packet = new byte[100];
    packet[0] = 0x45;
    packet[50] = (byte) (number >>> 16);
    packet[51] = (byte) (number >>> 8);
    packet[52] = (byte) number;
    return packet;
  }

  private static int number(byte[] packet) {
    return (packet[50] & 0xff) << 16 | (packet[51] & 0xff) << 8 | (packet[52] & 0xff);
  }

  /** One end of the tunnel. */
  private final class End {
    final MemoryTun tun;
    final DropCounters drops = new DropCounters();
    final Watching events = new Watching();
    final UserspaceDevice device;
    private @Nullable Link link;

    End(String name, int capacity) {
      tun = new MemoryTun(name, capacity);
      device =
          UserspaceDevice.open(
              tun,
              1500,
              UdpSocket::open,
              Thread.ofPlatform().daemon().name(name, 0).factory(),
              clock::get,
              Samples::remembering,
              drops);
    }

    Link open(@Nullable InetSocketAddress remote, boolean allowFloat) throws IOException {
      LinkRequest request =
          new LinkRequest(Transport.UDP, Samples.loopback(0), remote, allowFloat, 0, 0);
      Link opened = device.link(request, events);
      link = opened;
      return opened;
    }

    Link link() {
      return requireNonNull(link);
    }

    InetSocketAddress address() {
      return link().local();
    }

    byte[] received() {
      return tun.take(PATIENCE).orElseThrow(() -> new AssertionError("lost: " + drops.snapshot()));
    }

    /** Another thread counts; nothing tells when. The time-out of the class ends a vain wait. */
    void await(BooleanSupplier condition) {
      while (!condition.getAsBoolean()) {
        Thread.onSpinWait();
      }
    }

    void awaitDrop(DropReason reason) {
      await(() -> drops.of(reason) > 0);
    }

    void awaitLinkSent(long bytes) {
      await(() -> device.counters().linkSent() >= bytes);
      assertThat(device.counters().linkSent()).isEqualTo(bytes);
    }
  }
}
