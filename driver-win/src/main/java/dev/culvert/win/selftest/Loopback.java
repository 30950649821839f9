// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** Sockets of ours at 127.0.0.1, which the driver's own talks to. */
final class Loopback {
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private Loopback() {}

  /** A socket that gives up to wait after {@link #PATIENCE}. */
  static DatagramSocket udp() throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address(), 0));
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** A listening socket that gives up to wait after {@link #PATIENCE}. */
  static ServerSocket tcp() throws IOException {
    ServerSocket socket = new ServerSocket(0, 1, address());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  static InetSocketAddress of(DatagramSocket socket) {
    return new InetSocketAddress(address(), socket.getLocalPort());
  }

  static InetSocketAddress of(ServerSocket socket) {
    return new InetSocketAddress(address(), socket.getLocalPort());
  }

  private static InetAddress address() {
    return InetAddress.ofLiteral("127.0.0.1");
  }
}
