// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.function.Consumer;

/** A client's TCP connection; whoever makes it waits for {@code connected}. */
final class TcpTransport implements Transport {
  /** As long as Windows tries: three requests, 21 s. */
  private static final int CONNECT_MILLIS = 21_000;

  private final Socket socket = new Socket();
  private volatile boolean open;

  private TcpTransport() {}

  /**
   * Begins to connect.
   *
   * @param connected called once from another thread, unless closed before
   */
  static TcpTransport open(NewPeer peer, Receiver receiver, Consumer<NtStatus> connected)
      throws IOException {
    TcpTransport transport = new TcpTransport();
    try {
      transport.socket.setTcpNoDelay(true);
      transport.socket.bind(peer.local());
    } catch (IOException e) {
      transport.close();
      throw e;
    }
    Thread.ofPlatform().daemon().name("tcp").start(() -> transport.run(peer, receiver, connected));
    return transport;
  }

  private void run(NewPeer peer, Receiver receiver, Consumer<NtStatus> connected) {
    try {
      socket.connect(peer.remote(), CONNECT_MILLIS);
    } catch (IOException e) {
      connected.accept(SocketFailure.status(e));
      return;
    }
    open = true;
    connected.accept(NtStatus.SUCCESS);
    receive(receiver);
  }

  private void receive(Receiver receiver) {
    TcpFraming framing = new TcpFraming();
    byte[] data = new byte[1 << 14];
    try {
      InputStream in = socket.getInputStream();
      for (int n = in.read(data); n >= 0; n = in.read(data)) {
        framing.accept(data, n, receiver::received);
      }
    } catch (IOException e) {
      // Reset, or closed by us: either way it is over.
    }
    if (open) {
      open = false;
      receiver.lost();
    }
  }

  @Override
  public synchronized void send(byte[] packet) throws IOException {
    if (!open) {
      throw new IOException("not connected");
    }
    socket.getOutputStream().write(TcpFraming.framed(packet));
  }

  @Override
  public void close() {
    open = false;
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to do with it.
    }
  }
}
