// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;

/** A datagram socket that talks to its remote only. It is not connected, so it follows routes. */
final class UdpTransport implements Transport {
  static final int LARGEST = 2048;

  private final DatagramChannel channel;
  private final InetSocketAddress remote;

  private UdpTransport(DatagramChannel channel, InetSocketAddress remote) {
    this.channel = channel;
    this.remote = remote;
  }

  static UdpTransport open(NewPeer peer, Receiver receiver) throws IOException {
    boolean ipv6 = peer.remote().getAddress() instanceof Inet6Address;
    DatagramChannel channel =
        DatagramChannel.open(ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    try {
      channel.bind(peer.local());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    UdpTransport transport = new UdpTransport(channel, peer.remote());
    Thread.ofPlatform().daemon().name("udp").start(() -> transport.receive(receiver));
    return transport;
  }

  private void receive(Receiver receiver) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (channel.isOpen()) {
      try {
        SocketAddress from = channel.receive(buffer.clear());
        if (remote.equals(from) && buffer.position() <= LARGEST) {
          receiver.received(Arrays.copyOf(buffer.array(), buffer.position()));
        }
      } catch (IOException e) {
        // Closed, which ends the loop, or news of an earlier packet, which the driver ignores.
      }
    }
  }

  @Override
  public void send(byte[] packet) throws IOException {
    channel.send(ByteBuffer.wrap(packet), remote);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is left to do with it.
    }
  }
}
