// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** The driver's socket: bound to Local, talking to Remote alone. */
interface Transport {
  /** The driver's own limit. */
  int LARGEST = 2048;

  /** What arrives. */
  interface Receiver {
    void onPacket(byte[] packet, int length);

    void onLost();
  }

  void send(byte[] packet) throws IOException;

  void close();

  /** Datagrams. */
  static Transport udp(InetSocketAddress local, InetSocketAddress remote, Receiver receiver)
      throws IOException {
    DatagramSocket socket = new DatagramSocket(local);
    socket.connect(remote);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              DatagramPacket packet = new DatagramPacket(new byte[LARGEST + 1], LARGEST + 1);
              while (!socket.isClosed()) {
                try {
                  packet.setLength(LARGEST + 1);
                  socket.receive(packet);
                  if (packet.getLength() <= LARGEST) {
                    receiver.onPacket(packet.getData(), packet.getLength());
                  }
                } catch (IOException e) {
                  // A refused datagram says nothing about the next; a closed socket ends the loop.
                  packet.setLength(0);
                }
              }
            });
    return new Transport() {
      @Override
      public void send(byte[] packet) {
        try {
          socket.send(new DatagramPacket(packet, packet.length));
        } catch (IOException e) {
          // Lost, as on the wire.
          return;
        }
      }

      @Override
      public void close() {
        socket.close();
      }
    };
  }

  /** A stream with a length of two bytes in front of each packet; the socket is connected. */
  static Transport tcp(Socket socket, Receiver receiver) throws IOException {
    socket.setTcpNoDelay(true);
    OutputStream out = socket.getOutputStream();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                while (true) {
                  byte[] packet = new byte[in.readUnsignedShort()];
                  in.readFully(packet);
                  receiver.onPacket(packet, packet.length);
                }
              } catch (IOException e) {
                if (!socket.isClosed()) {
                  receiver.onLost();
                }
              }
            });
    return new Transport() {
      @Override
      public void send(byte[] packet) throws IOException {
        byte[] framed = new byte[packet.length + 2];
        framed[0] = (byte) (packet.length >> 8);
        framed[1] = (byte) packet.length;
        System.arraycopy(packet, 0, framed, 2, packet.length);
        synchronized (out) {
          out.write(framed);
        }
      }

      @Override
      public void close() {
        try {
          socket.close();
        } catch (IOException e) {
          throw new AssertionError(Arrays.toString(e.getStackTrace()), e);
        }
      }
    };
  }
}
