// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.driver.DeviceId;
import dev.culvert.driver.Keepalive;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.Link;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.Transport;
import dev.culvert.driver.TransportLostException;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.win.capi.DeviceFile;
import dev.culvert.win.capi.FakeKernel;
import dev.culvert.win.capi.FakeKernel.Answer;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.PeerId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order of requests and what errors mean, over a kernel that is a fake. Any system. */
@Timeout(60)
class DcoDeviceTest {
  private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.7", 1194);
  private final FakeKernel kernel = new FakeKernel();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Heard heard = new Heard();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Answer newPeer = Answer.DONE;
  private volatile int interfaceAfter;
  private DcoDevice device;

  DcoDeviceTest() throws IOException {
    device = open();
  }

  private DcoDevice open() throws IOException {
    kernel.add("adapter", new Driver());
    return new DcoDevice(
        DeviceFile.open(kernel, "adapter", DcoLink.LARGEST_READ, DcoLink.LARGEST_WRITE),
        new DeviceId("Culvert", 42),
        new IpInterface() {
          @Override
          public boolean isThere() {
            return looks.getAndIncrement() >= interfaceAfter;
          }

          @Override
          public String obstacle() {
            return "Some Filter keeps it";
          }
        },
        Thread.ofPlatform().daemon().factory(),
        time -> {});
  }

  private final class Driver implements FakeKernel.Driver {
    @Override
    public Answer onControl(int code, byte[] in, int outLength) {
      for (Ioctl request : Ioctl.values()) {
        if (request.code() == code) {
          requests.add(request.name());
          return request == Ioctl.NEW_PEER
              ? newPeer
              : outLength > 0 ? Answer.of(new byte[outLength]) : Answer.DONE;
        }
      }
      throw new AssertionError("unknown request " + code);
    }

    @Override
    public Answer onWrite(byte[] packet) {
      requests.add("WRITE " + packet.length);
      return Answer.DONE;
    }
  }

  @BeforeEach
  void nothingYet() {
    assertThat(requests).isEmpty();
  }

  @AfterEach
  void nothingForbiddenHappened() {
    device.close();
    assertThat(kernel.wrongs()).isEmpty();
    assertThat(kernel.openHandles()).isZero();
    assertThat(kernel.openEvents()).isZero();
  }

  private Link link(Transport transport) throws IOException {
    return device.link(new LinkRequest(transport, null, SERVER, false, 0, 0), heard);
  }

  @Test
  void followsTheSequenceOfTheDriver() throws Exception {
    Link link = link(Transport.UDP);
    assertThat(heard.next()).isEqualTo("open");
    kernel.awaitRead();
    link.send(new byte[54], SERVER);
    kernel.deliver(new byte[] {(byte) (8 << 3), 1, 2});
    assertThat(heard.next()).isEqualTo("control 3");
    device.activate();
    device.setPeer(peer(60));
    device.installKey(KeySlot.PRIMARY, key());
    device.installKey(KeySlot.SECONDARY, key());
    device.swapKeys();
    device.dropKey(KeySlot.SECONDARY);
    device.onControlHeard();
    link.close();

    assertThat(requests)
        .containsExactly(
            "NEW_PEER",
            "WRITE 54",
            "START_VPN",
            "SET_PEER",
            "NEW_KEY",
            "NEW_KEY",
            "SWAP_KEYS",
            "GET_STATS",
            "DEL_PEER");
  }

  @Test
  void aReconnectKeepsHandleAndMedium() throws Exception {
    Link first = link(Transport.UDP);
    device.activate();
    first.close();
    Link second = link(Transport.UDP);
    device.activate();
    second.close();

    assertThat(requests)
        .containsExactly(
            "NEW_PEER", "START_VPN", "GET_STATS", "DEL_PEER", "NEW_PEER", "GET_STATS", "DEL_PEER");
    assertThat(device.usable()).isTrue();
  }

  @Test
  void tcpOpensWhenTheConnectionStands() throws Exception {
    newPeer = Answer.PENDING;
    Link link = link(Transport.TCP_CLIENT);
    assertThat(kernel.hasPendingRead()).isFalse();
    assertThat(heard.now()).isEmpty();
    kernel.endControl(Ioctl.NEW_PEER.code(), 0);
    assertThat(heard.next()).isEqualTo("open");
    kernel.awaitRead();
    kernel.failRead(WindowsError.CONNECTION_ABORTED);
    assertThat(heard.next())
        .isEqualTo("lost TCP connection to 192.0.2.7:1194: connection closed by the peer");
    link.close();
  }

  @Test
  void tcpThatDoesNotStandIsToldAndOneThatIsLeftIsNot() throws Exception {
    newPeer = Answer.PENDING;
    Link link = link(Transport.TCP_CLIENT);
    kernel.endControl(Ioctl.NEW_PEER.code(), WindowsError.CONNECTION_REFUSED);
    assertThat(heard.next()).isEqualTo("lost TCP connection to 192.0.2.7:1194: connection refused");
    link.close();
    Link left = link(Transport.TCP_CLIENT);
    left.close();
    assertThat(heard.now()).isEmpty();
    assertThat(device.usable()).isTrue();
  }

  @Test
  void theKeepaliveTimeOutIsTheDriversWordAndOnlyOnce() throws Exception {
    Link link = link(Transport.UDP);
    assertThat(heard.next()).isEqualTo("open");
    device.setPeer(peer(60));
    kernel.awaitRead();
    kernel.failRead(WindowsError.NETNAME_DELETED);
    assertThat(heard.next()).isEqualTo("silent");
    kernel.awaitRead();
    kernel.failRead(WindowsError.NETNAME_DELETED);
    kernel.awaitRead();
    assertThat(heard.now()).isEmpty();
    link.close();
  }

  @Test
  void aPacketThatDoesNotFitIsLostAndDataOfTheOldFormatIsLeftOut() throws Exception {
    Link link = link(Transport.UDP);
    assertThat(heard.next()).isEqualTo("open");
    kernel.awaitRead();
    kernel.deliver(new byte[2049]);
    kernel.deliver(new byte[] {6 << 3, 1, 2, 3});
    kernel.deliver(new byte[2048]);
    assertThat(heard.next()).isEqualTo("control 2048");
    link.close();
  }

  @Test
  void aDeviceThatGoesAwayIsNotUsedAgain() throws Exception {
    Link link = link(Transport.UDP);
    assertThat(heard.next()).isEqualTo("open");
    kernel.awaitRead();
    kernel.failRead(WindowsError.DEVICE_REMOVED);
    assertThat(heard.next()).isEqualTo("failed ReadFile failed: 1617 (device removed), adapter");
    assertThat(device.usable()).isFalse();
    link.close();
    assertThat(device.usable()).isFalse();
  }

  @Test
  void waitsForTheInterfaceAndNamesWhatKeepsItAway() throws Exception {
    Link link = link(Transport.UDP);
    interfaceAfter = 5;
    device.activate();
    assertThat(looks.get()).isEqualTo(6);
    looks.set(0);
    interfaceAfter = 1000;
    assertThatThrownBy(device::activate)
        .hasMessageContaining("1168")
        .hasMessageContaining("Some Filter keeps it");
    assertThat(looks.get()).isEqualTo(21);
    link.close();
  }

  private static PeerSettings peer(int timeout) {
    return new PeerSettings(
        new PeerId(0),
        SERVER,
        new Keepalive(Duration.ofSeconds(10), Duration.ofSeconds(timeout)),
        1400);
  }

  private static DataKey key() {
    return new DataKey(
        new KeyId(1),
        DataCipher.AES_256_GCM,
        Secret.copyOf(new byte[32]),
        Bytes.copyOf(new byte[8]),
        Secret.copyOf(new byte[32]),
        Bytes.copyOf(new byte[8]));
  }

  /** Queues what the link reports. */
  private static final class Heard implements LinkListener {
    private final LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();

    String next() throws InterruptedException {
      return requireNonNull(queue.poll(20, TimeUnit.SECONDS), "nothing was heard");
    }

    List<String> now() {
      return List.copyOf(queue);
    }

    @Override
    public void onOpen() {
      queue.add("open");
    }

    @Override
    public void onControl(byte[] packet, InetSocketAddress from) {
      queue.add("control " + packet.length);
    }

    @Override
    public void onPeerSilent() {
      queue.add("silent");
    }

    @Override
    public void onKeyNearlyUsedUp() {
      queue.add("used up");
    }

    @Override
    public void onPeerMoved(InetSocketAddress to) {
      queue.add("moved");
    }

    @Override
    public void onFailed(IOException cause) {
      queue.add(
          (cause instanceof TransportLostException ? "lost " : "failed ") + cause.getMessage());
    }
  }
}
