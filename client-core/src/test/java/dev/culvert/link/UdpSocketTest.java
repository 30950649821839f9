// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The socket of Windows, unconnected, behaves like the connected one, wherever this runs. */
@Timeout(20)
class UdpSocketTest {
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  private final PacketBatch batch = new PacketBatch(8, 64, 4);

  @ParameterizedTest
  @MethodSource("kinds")
  void onlyThePeerIsHeard(boolean mayConnect) throws IOException {
    try (DatagramSocket peer = new DatagramSocket(loopback(0));
        DatagramSocket stranger = new DatagramSocket(loopback(0));
        UdpSocket socket = UdpSocket.open(to(peer.getLocalPort()), mayConnect)) {
      send(stranger, socket, 1);
      send(peer, socket, 2);
      send(stranger, socket, 3);
      send(peer, socket, 4);

      assertThat(receive(socket, 2)).containsExactly(2, 4);
      assertThat(socket.sender(0)).isEqualTo(peer.getLocalSocketAddress());
      assertThatThrownBy(
              () ->
                  socket.send(
                      new byte[1], 0, 1, (InetSocketAddress) stranger.getLocalSocketAddress()))
          .hasMessageContaining("cannot send to");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPeerThatWasNotThereIsHeardWhenItComes(boolean mayConnect) throws IOException {
    int port;
    try (DatagramSocket gone = new DatagramSocket(loopback(0))) {
      port = gone.getLocalPort();
    }
    try (UdpSocket socket = UdpSocket.open(to(port), mayConnect)) {
      for (int i = 0; i < 5; i++) {
        socket.send(new byte[] {1}, 0, 1, loopback(port));
        socket.receive(batch, 1);
      }
      try (DatagramSocket back = new DatagramSocket(loopback(port))) {
        socket.send(new byte[] {7}, 0, 1, loopback(port));
        byte[] heard = new byte[1];
        back.receive(new DatagramPacket(heard, 1));
        assertThat(heard[0]).isEqualTo((byte) 7);
        send(back, socket, 9);
        assertThat(receive(socket, 1)).containsExactly(9);
      }
    }
  }

  /** Windows does not use the connected kind, for the reason in {@link UdpSocket}. */
  static List<Boolean> kinds() {
    return System.getProperty("os.name").startsWith("Windows")
        ? List.of(false)
        : List.of(true, false);
  }

  /** The first bytes of {@code count} packets, or fewer after {@link #PATIENCE} without any. */
  private List<Integer> receive(UdpSocket socket, int count) throws IOException {
    List<Integer> first = new ArrayList<>();
    while (first.size() < count) {
      int got = socket.receive(batch, PATIENCE);
      if (got == 0) {
        break;
      }
      for (int i = 0; i < got; i++) {
        first.add((int) batch.array()[batch.offset(i)]);
      }
    }
    return first;
  }

  private static void send(DatagramSocket from, UdpSocket to, int first) throws IOException {
    byte[] packet = new byte[3];
    Arrays.fill(packet, (byte) first);
    from.send(new DatagramPacket(packet, packet.length, to.local()));
  }

  private static LinkRequest to(int port) {
    return new LinkRequest(Transport.UDP, loopback(0), loopback(port), false, 0, 0);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
