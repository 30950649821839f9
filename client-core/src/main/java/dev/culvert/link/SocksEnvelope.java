// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import dev.culvert.proxy.SocksDatagram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Puts the peer's address in front of datagrams and takes it off again, without moving the packet.
 * One thread reads; writing is for any thread.
 */
final class SocksEnvelope {
  private final byte[] header;
  private final byte[] readHeader = new byte[SocksDatagram.HEADER];
  private final ByteBuffer[] reading = {ByteBuffer.wrap(readHeader), ByteBuffer.allocate(0)};
  private final ByteBuffer[] writing;

  /**
   * @param header in front of everything that is sent
   */
  SocksEnvelope(byte[] header) {
    this.header = header.clone();
    this.writing = new ByteBuffer[] {ByteBuffer.wrap(this.header), ByteBuffer.allocate(0)};
  }

  /**
   * Reads one datagram.
   *
   * @return bytes of the packet, 0 when there is none or it is not from the peer
   */
  int read(DatagramChannel channel, ByteBuffer packet) throws IOException {
    int before = packet.position();
    while (true) {
      reading[0].clear();
      reading[1] = packet;
      long count = channel.read(reading);
      if (count <= 0) {
        return 0;
      }
      if (count >= SocksDatagram.HEADER && SocksDatagram.isFrom(readHeader, header)) {
        return packet.position() - before;
      }
      packet.position(before);
    }
  }

  /** Writes one datagram; whether the system took it. */
  boolean write(DatagramChannel channel, ByteBuffer packet) throws IOException {
    synchronized (writing) {
      writing[0].clear();
      writing[1] = packet;
      return channel.write(writing) > 0;
    }
  }
}
