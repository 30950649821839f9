// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.Transport;
import dev.culvert.driver.TransportLostException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real connections on loopback; whoever waits, waits for an event and never for time. */
@Timeout(60)
@Tag("not-under-wine")
class TcpSocketTest {
  /** The common pool may have one thread, and these wait for each other. */
  private static final Executor OWN_THREAD = task -> Thread.ofPlatform().daemon().start(task);

  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();
  private static final int ROOM = 2048;
  private static final int SLOTS = 64;

  private final PacketBatch batch = new PacketBatch(SLOTS, ROOM, 0);

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void bothEndsOfAConnectionCarryPacketsWhole(String host) throws IOException {
    try (PacketSocket server = server(host, null)) {
      InetSocketAddress there = server.local();
      CompletableFuture<Void> accepted =
          CompletableFuture.runAsync(() -> establish(server), OWN_THREAD);
      try (PacketSocket client = client(there)) {
        assertThat(client.send(new byte[] {1}, 0, 1, there)).as("before it stands").isFalse();
        client.establish();
        accepted.join();
        assertThat(client.hop()).contains(there);
        assertThat(server.hop()).contains(client.local());

        client.send(new byte[] {1, 2, 3}, 0, 3, there);
        client.send(new byte[] {4}, 0, 1, there);
        expect(server, new byte[] {1, 2, 3}, new byte[] {4});
        assertThat(server.sender(0)).isEqualTo(client.local());
        fill(5, 1400);
        assertThat(server.send(batch, client.local())).isEqualTo(5);
        receive(client, 5);
      }
    }
  }

  @Test
  void aRefusedConnectionSaysSo() throws IOException {
    InetSocketAddress nobody;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) gone.getLocalSocketAddress();
    }
    try (PacketSocket client = client(nobody)) {
      assertThatThrownBy(client::establish)
          .isInstanceOf(TransportLostException.class)
          .hasMessage(
              "TCP connection to 127.0.0.1:%d failed: Connection refused", nobody.getPort());
    }
  }

  @Test
  void anEndOfTheStreamComesAfterItsLastPacket() throws IOException {
    try (ServerSocket listening = listen();
        PacketSocket client = client(address(listening))) {
      client.establish();
      try (Socket peer = listening.accept()) {
        peer.getOutputStream().write(new byte[] {0, 1, 7, 0, 2, 1});
      }
      expect(client, new byte[] {7});
      assertThatThrownBy(() -> client.receive(batch, PATIENCE))
          .isInstanceOf(TransportLostException.class)
          .hasMessage("the peer ended the connection");
    }
  }

  @Test
  void aResetIsTheEnd() throws IOException {
    try (ServerSocket listening = listen();
        PacketSocket client = client(address(listening))) {
      client.establish();
      try (Socket peer = listening.accept()) {
        peer.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      assertThatThrownBy(() -> client.receive(batch, PATIENCE))
          .isInstanceOf(TransportLostException.class)
          .hasMessageStartingWith("the connection broke: ");
    }
  }

  @Test
  void aBrokenStreamIsTheEnd() throws IOException {
    try (ServerSocket listening = listen();
        PacketSocket client = client(address(listening));
        Socket peer = connect(client, listening)) {
      peer.getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThatThrownBy(() -> client.receive(batch, PATIENCE))
          .isInstanceOf(TransportLostException.class)
          .hasMessageContaining("18516 bytes where 1..2048");
    }
  }

  /** Windows refuses what finds no room in the queue, so that nothing hangs there. */
  @Test
  @Tag("posix")
  @SuppressWarnings("try")
  void closingEndsAWaitForAConnectionThatDoesNotCome() throws IOException {
    // A full queue of connections answers nobody: this one hangs until somebody gives it up.
    try (ServerSocketChannel deaf = ServerSocketChannel.open()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      InetSocketAddress there = (InetSocketAddress) deaf.getLocalAddress();
      try (SocketChannel one = SocketChannel.open(there);
          SocketChannel two = SocketChannel.open(there);
          PacketSocket client = client(there)) {
        assertThat(one.isConnected() && two.isConnected()).isTrue();
        CompletableFuture<Void> connecting =
            CompletableFuture.runAsync(() -> establish(client), OWN_THREAD);
        assertThat(connecting.isDone()).isFalse();
        client.close();

        assertThatThrownBy(connecting::join)
            .isInstanceOf(CompletionException.class)
            .hasRootCauseInstanceOf(ClosedChannelException.class);
      }
    }
  }

  @Test
  void closingEndsAWaitForAPeerThatDoesNotCome() throws IOException {
    PacketSocket server = server("127.0.0.1", null);
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> establish(server), OWN_THREAD);
    server.close();
    server.close();

    assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(ClosedChannelException.class);
    assertThat(server.receive(batch, PATIENCE)).isEqualTo(-1);
  }

  @Test
  @SuppressWarnings("try")
  void closingEndsAWaitForPackets() throws IOException {
    try (ServerSocket listening = listen();
        PacketSocket client = client(address(listening));
        Socket peer = connect(client, listening)) {
      CompletableFuture<Integer> waiting =
          CompletableFuture.supplyAsync(() -> receiveOnce(client), OWN_THREAD);
      client.close();

      assertThat(waiting.join()).isEqualTo(-1);
      assertThat(peer.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void anEndThatNamesItsRemoteSendsOthersAway() throws IOException {
    try (PacketSocket server = server("0.0.0.0", other(1194))) {
      CompletableFuture<Void> accepted =
          CompletableFuture.runAsync(() -> establish(server), OWN_THREAD);
      int port = server.local().getPort();
      try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(stranger.getInputStream().read()).isEqualTo(-1);
      }
      try (Socket peer = new Socket()) {
        peer.bind(other(0));
        peer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        accepted.join();
        assertThat(server.hop()).contains((InetSocketAddress) peer.getLocalSocketAddress());
        // One peer only: the next one is refused, not left waiting.
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
            .hasMessageContaining("refused");
      }
    }
  }

  @Test
  @SuppressWarnings("try")
  void aPeerThatDoesNotReadCostsDataButNoControlPacketAndNoOrder() throws IOException {
    try (ServerSocket listening = listen();
        PacketSocket client = client(address(listening));
        Socket peer = connect(client, listening)) {
      fill(SLOTS, 1400);
      // Until not one packet finds room: then the system takes nothing more either.
      int lost = 0;
      while (lost < SLOTS) {
        lost = SLOTS - client.send(batch, address(listening));
      }
      // More than a data packet that found no room would leave.
      byte[] control = new byte[1000];
      for (byte i = 1; i <= 6; i++) {
        control[0] = i;
        assertThat(client.send(control, 0, 1000, address(listening))).isTrue();
      }
      // Somebody must write what is left over: the thread that receives.
      CompletableFuture<Integer> receiving =
          CompletableFuture.supplyAsync(() -> receiveUntilClosed(client), OWN_THREAD);
      DataInputStream in = new DataInputStream(peer.getInputStream());
      for (byte expected = 1; expected <= 6; ) {
        byte[] packet = new byte[in.readUnsignedShort()];
        in.readFully(packet);
        if (packet.length == 1000) {
          assertThat(packet[0]).isEqualTo(expected++);
        } else {
          assertThat(packet).hasSize(1400);
        }
      }
      client.close();
      assertThat(receiving.join()).isEqualTo(-1);
    }
  }

  @Test
  void aPeerThatNeverReadsDoesNotTakeMemoryWithoutEnd() throws IOException {
    try (ServerSocket listening = listen();
        PacketSocket client = client(address(listening));
        Socket peer = connect(client, listening)) {
      byte[] control = new byte[1000];
      int taken = 0;
      // The system's buffers take some megabytes, ours less than one.
      while (client.send(control, 0, control.length, address(listening))) {
        taken++;
        assertThat(taken).isLessThan(100_000);
      }
      assertThat(peer.isConnected()).isTrue();
    }
  }

  @Test
  void aByteAtATimeMakesPacketsToo() throws IOException {
    try (ServerSocket listening = listen();
        PacketSocket client = client(address(listening));
        Socket peer = connect(client, listening)) {
      peer.setTcpNoDelay(true);
      OutputStream out = peer.getOutputStream();
      for (byte b : new byte[] {0, 3, 1, 2, 3, 0, 1, 9}) {
        out.write(b);
      }
      expect(client, new byte[] {1, 2, 3}, new byte[] {9});
    }
  }

  /** Counted by the VM, not sampled: one object for each packet would be 16 bytes at least. */
  @Test
  void aPacketAllocatesNothing() throws IOException {
    try (PacketSocket server = server("127.0.0.1", null)) {
      CompletableFuture<Void> accepted =
          CompletableFuture.runAsync(() -> establish(server), OWN_THREAD);
      try (PacketSocket client = client(server.local())) {
        client.establish();
        accepted.join();
        PacketBatch received = new PacketBatch(SLOTS, ROOM, 0);
        long least = Long.MAX_VALUE;
        for (int series = 0; series < 12; series++) {
          least = Math.min(least, bytesPerPacket(client, server, received));
        }
        assertThat(least).isLessThan(16);
      }
    }
  }

  private long bytesPerPacket(PacketSocket from, PacketSocket to, PacketBatch received)
      throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int rounds = 100;
    fill(SLOTS, 1400);
    InetSocketAddress there = to.local();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < rounds; i++) {
      from.send(batch, there);
      for (int count = 0; count < SLOTS; ) {
        count += to.receive(received, PATIENCE);
      }
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / ((long) rounds * SLOTS);
  }

  private void fill(int packets, int length) {
    batch.clear();
    while (batch.count() < packets) {
      batch.array()[batch.nextOffset()] = (byte) 0xff;
      batch.add(length);
    }
  }

  private void expect(PacketSocket socket, byte[]... packets) throws IOException {
    int next = 0;
    while (next < packets.length) {
      int count = socket.receive(batch, PATIENCE);
      assertThat(count).isPositive();
      for (int i = 0; i < count; i++) {
        byte[] found = new byte[batch.length(i)];
        System.arraycopy(batch.array(), batch.offset(i), found, 0, found.length);
        assertThat(found).isEqualTo(packets[next++]);
      }
    }
  }

  private void receive(PacketSocket socket, int packets) throws IOException {
    for (int count = 0; count < packets; ) {
      int more = socket.receive(batch, PATIENCE);
      assertThat(more).isPositive();
      count += more;
    }
  }

  private static int receiveOnce(PacketSocket socket) {
    try {
      return socket.receive(new PacketBatch(1, ROOM, 0), Long.MAX_VALUE);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static int receiveUntilClosed(PacketSocket socket) {
    int count = 0;
    while (count >= 0) {
      count = receiveOnce(socket);
    }
    return count;
  }

  private static void establish(PacketSocket socket) {
    try {
      socket.establish();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static Socket connect(PacketSocket client, ServerSocket listening) throws IOException {
    client.establish();
    return listening.accept();
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
  }

  /** Another address of this machine. */
  private static InetSocketAddress other(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), port);
  }

  private static InetSocketAddress address(ServerSocket listening) {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  private static PacketSocket client(InetSocketAddress remote) throws IOException {
    return Transports.open(new LinkRequest(Transport.TCP_CLIENT, null, remote, false, 0, 0));
  }

  private static PacketSocket server(String host, @Nullable InetSocketAddress remote)
      throws IOException {
    InetSocketAddress local = new InetSocketAddress(InetAddress.ofLiteral(host), 0);
    return Transports.open(new LinkRequest(Transport.TCP_SERVER, local, remote, false, 0, 0));
  }
}
