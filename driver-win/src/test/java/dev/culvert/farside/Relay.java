// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The frames of the stand-in driver (frames.h): one connection for each handle that is open. */
final class Relay {
  private static final int HEADER = 24;
  private static final int LARGEST = 65536;
  private static final int OPEN = 1;
  private static final int CLOSE = 2;
  private static final int WRITE = 3;
  private static final int IOCTL = 4;
  private static final int REPLY = 5;
  private static final int PUSH = 6;
  private static final int FAIL_READ = 7;
  private static final int NO_READ = 8;
  private static final int FLUSH = 9;
  private static final int SECOND_READ = 10;

  /** One open handle of the device. */
  interface Handle {
    /** A control request; the answer may come later, from another thread. */
    void onControl(int id, int code, byte[] in, int outLength);

    void onWrite(int id, byte[] packet);

    /** A read that was to fail was not there. */
    void onNoRead();

    void onSecondRead();

    void onClosed();
  }

  /** The way back to the driver. Any thread. */
  static final class Driver {
    private final Socket socket;
    private final OutputStream out;

    private Driver(Socket socket) throws IOException {
      this.socket = socket;
      this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    void reply(int id, int status, byte[] output) {
      send(REPLY, id, status, output, output.length);
    }

    void push(byte[] packet, int length) {
      send(PUSH, 0, 0, packet, length);
    }

    void failRead(int status) {
      send(FAIL_READ, 0, status, new byte[0], 0);
    }

    void flushReads() {
      send(FLUSH, 0, 0, new byte[0], 0);
    }

    /** The driver goes away under the handle. */
    void cut() throws IOException {
      socket.close();
    }

    private synchronized void send(int type, int id, int status, byte[] data, int length) {
      byte[] header =
          ByteBuffer.allocate(HEADER)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(type)
              .putInt(id)
              .putInt(0)
              .putInt(status)
              .putInt(0)
              .putInt(length)
              .array();
      try {
        out.write(header);
        out.write(data, 0, length);
        out.flush();
      } catch (IOException e) {
        // The handle was closed meanwhile: nobody waits for this any more.
        return;
      }
    }
  }

  private Relay() {}

  /** Serves one handle after the other, for ever. */
  static void serve(ServerSocket server, Function<Driver, Handle> opened) throws IOException {
    while (true) {
      Socket socket = server.accept();
      socket.setTcpNoDelay(true);
      // As the real device: a second handle is refused by the driver in front of us.
      serve(socket, opened);
    }
  }

  private static void serve(Socket socket, Function<Driver, Handle> opened) {
    Handle handle = null;
    try (socket;
        DataInputStream in = new DataInputStream(socket.getInputStream())) {
      Driver driver = new Driver(socket);
      byte[] header = new byte[HEADER];
      while (true) {
        in.readFully(header);
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int length = fields.getInt(20);
        if (length < 0 || length > LARGEST) {
          throw new IOException("frame of " + length + " bytes");
        }
        byte[] data = in.readNBytes(length);
        handle = take(fields, data, handle, driver, opened);
      }
    } catch (EOFException e) {
      // The handle is closed.
    } catch (IOException e) {
      FarSide.log("relay: " + e.getMessage());
    } finally {
      if (handle != null) {
        handle.onClosed();
      }
    }
  }

  private static @Nullable Handle take(
      ByteBuffer fields,
      byte[] data,
      @Nullable Handle handle,
      Driver driver,
      Function<Driver, Handle> opened)
      throws IOException {
    int type = fields.getInt(0);
    if (type == OPEN) {
      return opened.apply(driver);
    }
    if (handle == null) {
      throw new IOException("frame " + type + " before the handle was opened");
    }
    int id = fields.getInt(4);
    switch (type) {
      case WRITE -> handle.onWrite(id, data);
      case IOCTL -> handle.onControl(id, fields.getInt(8), data, fields.getInt(16));
      case NO_READ -> handle.onNoRead();
      case SECOND_READ -> handle.onSecondRead();
      case CLOSE -> {}
      default -> throw new IOException("frame of type " + type);
    }
    return handle;
  }

  /** Listens on the port that the driver connects to. */
  static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
