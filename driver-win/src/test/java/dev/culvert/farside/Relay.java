// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the stand-in driver connects when a client opens its device; one connection at a time. */
final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private final Device device;
  private final Log log;
  private volatile @Nullable Socket connection;

  private Relay(ServerSocket server, Device device, Log log) {
    this.server = server;
    this.device = device;
    this.log = log;
  }

  /**
   * @param port 0 for any
   */
  static Relay listen(int port, Device device, Log log) throws IOException {
    ServerSocket server = new ServerSocket(port, 4, InetAddress.getLoopbackAddress());
    Relay relay = new Relay(server, device, log);
    Thread.ofPlatform().daemon().name("relay").start(relay::accept);
    return relay;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Breaks the connection under an open handle, as a driver that goes away. */
  void cut() throws IOException {
    Socket open = connection;
    if (open != null) {
      open.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket accepted = server.accept()) {
        accepted.setTcpNoDelay(true);
        connection = accepted;
        serve(accepted);
      } catch (IOException e) {
        // The relay is closed, or this connection ended without a CLOSE.
      } finally {
        connection = null;
        device.gone();
      }
    }
  }

  private void serve(Socket accepted) throws IOException {
    RelayClient client = new RelayClient(accepted.getOutputStream(), log);
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(accepted.getInputStream(), 1 << 16));
    for (Optional<Frame> f = Frame.read(in); f.isPresent(); f = Frame.read(in)) {
      Frame frame = f.get();
      switch (frame.type()) {
        case OPEN -> device.opened(client);
        case CLOSE -> device.closed();
        case WRITE -> device.write(client, frame.id(), frame.payload());
        case IOCTL ->
            device.ioctl(client, frame.id(), frame.code(), frame.outMax(), frame.payload());
        case NO_READ -> device.noRead(frame.status());
        case SECOND_READ -> device.readViolation("a second ReadFile while one is pending");
        case SHORT_READ ->
            device.readViolation("ReadFile with room for " + frame.outMax() + " B only");
        case CANCELLED -> device.cancelled(frame.id());
        default -> throw new IOException("the driver sent " + frame.type());
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }

  /** Frames towards the driver; lost where the connection is. */
  private record RelayClient(OutputStream out, Log log) implements Client {
    @Override
    public void reply(int id, NtStatus status, Bytes output) {
      send(Frame.reply(id, status, output));
    }

    @Override
    public void push(Bytes packet) {
      send(Frame.push(packet));
    }

    @Override
    public void failRead(NtStatus status) {
      send(Frame.failRead(status));
    }

    @Override
    public void flush() {
      send(Frame.flush());
    }

    private void send(Frame frame) {
      synchronized (out) {
        try {
          frame.writeTo(out);
        } catch (IOException e) {
          // The handle is closed or the connection cut: nobody waits for it.
        }
      }
    }
  }
}
