// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import static dev.culvert.farside.Inputs.AES;
import static dev.culvert.farside.Inputs.CHACHA;
import static dev.culvert.farside.Inputs.PRIMARY;
import static dev.culvert.farside.Inputs.SECONDARY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packets through the driver, over real sockets of this machine. */
class TunnelTest {
  private static final byte[] PACKET = {0x45, 0, 0, 20, 1, 2, 3, 4, 64, 17, 0, 0, 10, 0, 0, 1};
  private static final byte[] CONTROL = {0x38, 1, 2, 3, 4, 5, 6, 7};
  private static final byte[] PING = Bytes.ofHex("2a187bf3641eb4cb07ed2d0a981fc748").toArray();
  private static final Bytes NONE = Bytes.EMPTY;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong();
  private final MemoryTun tun = new MemoryTun();
  private final RecordingClient client = new RecordingClient();
  private final DriverState driver = driver("2.8.4");
  private DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());

  TunnelTest() throws IOException {}

  private DriverState driver(String version) {
    return new DriverState(
        DriverVersion.of(version),
        true,
        new Adapter(tun),
        new Log(new PrintStream(lines, true, UTF_8)),
        now::get);
  }

  @BeforeEach
  void patience() throws IOException {
    server.setSoTimeout(20_000);
  }

  @AfterEach
  void close() {
    server.close();
    driver.gone();
  }

  private void ask(DriverState asked, Ioctl ioctl, Bytes input) throws InterruptedException {
    asked.ioctl(client, 1, ioctl.code(), ioctl.outputSize(), input);
    assertThat(client.next()).as(ioctl.name()).isEqualTo(Frame.reply(1, NtStatus.SUCCESS, NONE));
  }

  /** A tunnel with key 0 of seed 1; where the driver sends from. */
  private InetSocketAddress connect(DriverState asked, SetPeer set)
      throws InterruptedException, IOException {
    ask(asked, Ioctl.NEW_PEER, Inputs.newPeer(server.getLocalPort(), Inputs.UDP));
    asked.write(client, 2, Bytes.copyOf(CONTROL));
    assertThat(client.next()).isEqualTo(Frame.reply(2, NtStatus.SUCCESS, NONE));
    DatagramPacket first = receive();
    assertThat(bytes(first)).isEqualTo(CONTROL);
    ask(asked, Ioctl.START_VPN, NONE);
    ask(asked, Ioctl.SET_PEER, Inputs.setPeer(set.interval(), set.timeout(), set.mss()));
    ask(asked, Ioctl.NEW_KEY, Inputs.newKey(PRIMARY, AES, 0, 32, 1));
    return (InetSocketAddress) first.getSocketAddress();
  }

  private DatagramPacket receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    server.receive(packet);
    return packet;
  }

  private static byte[] bytes(DatagramPacket packet) {
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private void send(byte[] packet, InetSocketAddress to) throws IOException {
    server.send(new DatagramPacket(packet, packet.length, to));
  }

  private void tick(DriverState ticked, int secondsLater) {
    now.addAndGet(secondsLater * SECOND);
    ticked.tick();
  }

  private Bytes written() throws InterruptedException {
    return Objects.requireNonNull(tun.written.poll(20, TimeUnit.SECONDS), "nothing written");
  }

  @Test
  void controlPacketsGoUpAndOnlyFromTheRemote() throws Exception {
    InetSocketAddress driverSocket = connect(driver, new SetPeer(0, 0, 0));
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      stranger.send(new DatagramPacket(new byte[] {0x38, 9, 9, 9}, 4, driverSocket));
    }
    send(new byte[] {0x38, 1, 2}, driverSocket);
    send(new byte[2049], driverSocket);
    send(CONTROL, driverSocket);
    assertThat(client.next()).isEqualTo(Frame.push(Bytes.copyOf(CONTROL)));
  }

  @Test
  void dataGoesBothWaysWithEitherKey() throws Exception {
    InetSocketAddress driverSocket = connect(driver, new SetPeer(0, 0, 0));
    AeadKey first = new AeadKey(Inputs.mirror(AES, 0, 32, 1));
    AeadKey second = new AeadKey(Inputs.mirror(CHACHA, 1, 32, 3));
    ask(driver, Ioctl.NEW_KEY, Inputs.newKey(SECONDARY, CHACHA, 1, 32, 3));
    send(second.seal(PACKET, 0, 16).orElseThrow(), driverSocket);
    assertThat(written()).isEqualTo(Bytes.copyOf(PACKET));
    driver.fromAdapter(PACKET.clone());
    assertThat(first.open(bytes(receive()))).isPresent();
    ask(driver, Ioctl.SWAP_KEYS, NONE);
    driver.fromAdapter(PACKET.clone());
    assertThat(second.open(bytes(receive())).map(Bytes::copyOf)).contains(Bytes.copyOf(PACKET));
    send(first.seal(PACKET, 0, 16).orElseThrow(), driverSocket);
    assertThat(written()).isEqualTo(Bytes.copyOf(PACKET));
    assertThat(driver.statistics()).contains("data in=2 out=2").contains("tun in=32 out=32");
  }

  @Test
  void dropsReplaysPingsAndWhatHasNoKey() throws Exception {
    InetSocketAddress driverSocket = connect(driver, new SetPeer(0, 0, 0));
    AeadKey server = new AeadKey(Inputs.mirror(AES, 0, 32, 1));
    byte[] once = server.seal(PACKET, 0, 16).orElseThrow();
    byte[] unknown = once.clone();
    unknown[0] |= 5;
    byte[] last = server.seal(new byte[] {0x45, 1}, 0, 2).orElseThrow();
    send(once, driverSocket);
    send(once, driverSocket);
    send(unknown, driverSocket);
    send(server.seal(PING, 0, 16).orElseThrow(), driverSocket);
    send(last, driverSocket);
    assertThat(written()).isEqualTo(Bytes.copyOf(PACKET));
    assertThat(written()).isEqualTo(Bytes.ofHex("4501"));
    assertThat(driver.statistics()).contains("data in=3").contains("lost in=2");
  }

  @Test
  void sendsNothingWithoutAKey() throws Exception {
    ask(driver, Ioctl.NEW_PEER, Inputs.newPeer(server.getLocalPort(), Inputs.UDP));
    ask(driver, Ioctl.START_VPN, NONE);
    ask(driver, Ioctl.SET_PEER, Inputs.setPeer(5, 60, 0));
    driver.fromAdapter(PACKET.clone());
    tick(driver, 6);
    assertThat(driver.statistics()).contains("data in=0 out=0").contains("lost in=0 out=1");
  }

  @Test
  void delPeerTakesTheKeysAlong() throws Exception {
    connect(driver, new SetPeer(0, 0, 0));
    driver.ioctl(client, 1, Ioctl.DEL_PEER.code(), 0, NONE);
    assertThat(client.next()).isEqualTo(Frame.flush());
    assertThat(client.next()).isEqualTo(Frame.reply(1, NtStatus.SUCCESS, NONE));
    driver.fromAdapter(PACKET.clone());
    ask(driver, Ioctl.NEW_PEER, Inputs.newPeer(server.getLocalPort(), Inputs.UDP));
    driver.fromAdapter(PACKET.clone());
    assertThat(driver.statistics()).contains("data in=0 out=0");
  }

  @Test
  void pingsWhenNothingWasSent() throws Exception {
    connect(driver, new SetPeer(5, 60, 0));
    tick(driver, 4);
    driver.fromAdapter(PACKET.clone());
    AeadKey server = new AeadKey(Inputs.mirror(AES, 0, 32, 1));
    assertThat(server.open(bytes(receive())).map(Bytes::copyOf)).contains(Bytes.copyOf(PACKET));
    tick(driver, 4);
    tick(driver, 1);
    assertThat(server.open(bytes(receive())).map(Bytes::copyOf)).contains(Bytes.copyOf(PING));
  }

  @Test
  void failsOneReadAfterSilence() throws Exception {
    connect(driver, new SetPeer(5, 60, 0));
    tick(driver, 59);
    assertThat(client.present()).isNull();
    tick(driver, 1);
    assertThat(client.next()).isEqualTo(Frame.failRead(NtStatus.CONNECTION_DISCONNECTED));
    tick(driver, 1);
    assertThat(client.present()).isNull();
    driver.noRead(NtStatus.CONNECTION_DISCONNECTED.value());
    tick(driver, 1);
    assertThat(client.next()).isEqualTo(Frame.failRead(NtStatus.CONNECTION_DISCONNECTED));
    assertThat(lines.toString(UTF_8)).containsOnlyOnce("keepalive time-out");
  }

  @Test
  void olderDriversForgetATimeoutThatMetNoRead() throws Exception {
    DriverState old = driver("1.0.1");
    connect(old, new SetPeer(5, 60, 0));
    tick(old, 60);
    assertThat(client.next()).isEqualTo(Frame.failRead(NtStatus.CONNECTION_DISCONNECTED));
    old.noRead(NtStatus.CONNECTION_DISCONNECTED.value());
    tick(old, 1);
    assertThat(client.present()).isNull();
    old.gone();
  }

  @Test
  void controlPacketsDoNotKeepThePeerAlive() throws Exception {
    InetSocketAddress driverSocket = connect(driver, new SetPeer(5, 60, 0));
    tick(driver, 30);
    send(CONTROL, driverSocket);
    assertThat(client.next().type()).isEqualTo(Frame.Type.PUSH);
    tick(driver, 30);
    assertThat(client.next()).isEqualTo(Frame.failRead(NtStatus.CONNECTION_DISCONNECTED));
  }

  @Test
  void authenticDataKeepsThePeerAlive() throws Exception {
    InetSocketAddress driverSocket = connect(driver, new SetPeer(0, 60, 0));
    tick(driver, 30);
    AeadKey server = new AeadKey(Inputs.mirror(AES, 0, 32, 1));
    send(server.seal(PACKET, 0, 16).orElseThrow(), driverSocket);
    assertThat(written()).isEqualTo(Bytes.copyOf(PACKET));
    tick(driver, 59);
    assertThat(client.present()).isNull();
    tick(driver, 1);
    assertThat(client.next()).isEqualTo(Frame.failRead(NtStatus.CONNECTION_DISCONNECTED));
  }

  @Test
  void theAdapterIsSilentUntilStarted() throws IOException {
    Adapter adapter = new Adapter(tun);
    adapter.write(PACKET);
    assertThat(tun.written).isEmpty();
    adapter.connected(true);
    adapter.write(PACKET);
    assertThat(tun.written).containsExactly(Bytes.copyOf(PACKET));
  }

  @Test
  void tcpConnectsLaterAndCarriesLengths() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      driver.ioctl(
          client, 7, Ioctl.NEW_PEER.code(), 0, Inputs.newPeer(listener.getLocalPort(), Inputs.TCP));
      assertThat(client.next()).isEqualTo(Frame.reply(7, NtStatus.SUCCESS, NONE));
      try (Socket accepted = listener.accept()) {
        accepted.setSoTimeout(20_000);
        driver.write(client, 8, Bytes.copyOf(CONTROL));
        assertThat(client.next()).isEqualTo(Frame.reply(8, NtStatus.SUCCESS, NONE));
        assertThat(accepted.getInputStream().readNBytes(10)).startsWith(0, 8, 0x38).hasSize(10);
        accepted.getOutputStream().write(TcpFraming.framed(CONTROL));
        assertThat(client.next()).isEqualTo(Frame.push(Bytes.copyOf(CONTROL)));
      }
      assertThat(client.next()).isEqualTo(Frame.failRead(NtStatus.CONNECTION_ABORTED));
    }
  }

  @Test
  void tcpIsRefused() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    driver.ioctl(client, 7, Ioctl.NEW_PEER.code(), 0, Inputs.newPeer(port, Inputs.TCP));
    assertThat(client.next()).isEqualTo(Frame.reply(7, NtStatus.CONNECTION_REFUSED, NONE));
    assertThat(lines.toString(UTF_8)).doesNotContain("VIOLATION");
  }

  @Test
  void aPendingConnectionEndsWithItsPeer() throws Exception {
    try (FullListener listener = new FullListener()) {
      driver.ioctl(client, 7, Ioctl.NEW_PEER.code(), 0, listener.newPeer());
      driver.write(client, 8, Bytes.copyOf(CONTROL));
      assertThat(client.next()).isEqualTo(Frame.reply(8, NtStatus.INVALID_DEVICE_STATE, NONE));
      driver.ioctl(client, 9, Ioctl.DEL_PEER.code(), 0, NONE);
      assertThat(client.next()).isEqualTo(Frame.reply(7, NtStatus.CANCELLED, NONE));
      assertThat(client.next()).isEqualTo(Frame.flush());
      assertThat(client.next()).isEqualTo(Frame.reply(9, NtStatus.SUCCESS, NONE));
      assertThat(lines.toString(UTF_8)).contains("VIOLATION: WriteFile without a socket");
    }
  }

  @Test
  void aCancelledConnectionIsNotAnsweredAgain() throws Exception {
    try (FullListener listener = new FullListener()) {
      driver.ioctl(client, 7, Ioctl.NEW_PEER.code(), 0, listener.newPeer());
      driver.cancelled(7);
      driver.ioctl(client, 9, Ioctl.DEL_PEER.code(), 0, NONE);
      assertThat(client.next()).isEqualTo(Frame.flush());
      assertThat(client.next()).isEqualTo(Frame.reply(9, NtStatus.SUCCESS, NONE));
      assertThat(lines.toString(UTF_8)).contains("NEW_PEER cancelled").doesNotContain("VIOLATION");
    }
  }

  @Test
  void packetsToThePeerItselfAreNotTunnelled() {
    NewPeer peer = new NewPeer(false, Inputs.at("0.0.0.0", 0), Inputs.at("192.0.2.1", 1194));
    byte[] loop =
        Bytes.ofHex("4500001c00000000401100000a080002c0000201" + "123404aa00080000").toArray();
    assertThat(RoutingLoop.is(loop, peer)).isTrue();
    loop[23]++;
    assertThat(RoutingLoop.is(loop, peer)).isFalse();
  }

  /** Listens, and its queue is full: a further connection request gets no answer. */
  private static final class FullListener implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Socket[] queued = new Socket[4];

    FullListener() throws IOException {
      for (int i = 0; i < queued.length; i++) {
        queued[i] = new Socket();
        try {
          queued[i].connect(listener.getLocalSocketAddress(), 300);
        } catch (SocketTimeoutException e) {
          return;
        }
      }
      throw new IOException("the queue does not fill");
    }

    Bytes newPeer() {
      return Inputs.newPeer(listener.getLocalPort(), Inputs.TCP);
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : queued) {
        if (socket != null) {
          socket.close();
        }
      }
      listener.close();
    }
  }
}
