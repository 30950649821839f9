// SPDX-License-Identifier: Apache-2.0
package dev.culvert.demo;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The few IPv4 packets that the demo's hosts send each other, with real checksums. */
final class Ipv4 {
  static final int HEADER = 20;
  private static final int L4_HEADER = 8;
  private static final int ICMP = 1;
  private static final int UDP = 17;
  private static final int TTL = 64;
  private static final byte ECHO_REQUEST = 8;

  private Ipv4() {}

  /** An echo request (RFC 792) with 56 bytes of data, as ping sends it. */
  static byte[] echoRequest(Inet4Address from, Inet4Address to, int sequence) {
    byte[] packet = header(ICMP, from, to, L4_HEADER + 56);
    ByteBuffer.wrap(packet)
        .put(HEADER, ECHO_REQUEST)
        .putShort(HEADER + 4, (short) 1)
        .putShort(HEADER + 6, (short) sequence);
    return withIcmpChecksum(packet);
  }

  static boolean isEchoRequest(byte[] packet) {
    return isIcmp(packet) && packet[HEADER] == ECHO_REQUEST;
  }

  static boolean isEchoReply(byte[] packet) {
    return isIcmp(packet) && packet[HEADER] == 0 && checksum(packet, HEADER, packet.length) == 0;
  }

  static int sequence(byte[] icmp) {
    return ByteBuffer.wrap(icmp).getShort(HEADER + 6) & 0xffff;
  }

  /** The answer to an echo request: addresses change places, the data stays. */
  static byte[] echoReply(byte[] request) {
    byte[] reply = request.clone();
    System.arraycopy(request, 12, reply, 16, 4);
    System.arraycopy(request, 16, reply, 12, 4);
    reply[HEADER] = 0;
    return withIcmpChecksum(reply);
  }

  /** A UDP packet of {@code length} bytes in all whose data begins with a number. */
  static byte[] numbered(Inet4Address from, Inet4Address to, int length, int number) {
    byte[] packet = header(UDP, from, to, length - HEADER);
    ByteBuffer.wrap(packet)
        .putShort(HEADER, (short) 5001)
        .putShort(HEADER + 2, (short) 5001)
        .putShort(HEADER + 4, (short) (length - HEADER))
        .putInt(HEADER + L4_HEADER, number);
    return packet;
  }

  static boolean isNumbered(byte[] packet) {
    return packet.length >= HEADER + L4_HEADER + 4 && packet[9] == UDP;
  }

  static int number(byte[] packet) {
    return ByteBuffer.wrap(packet).getInt(HEADER + L4_HEADER);
  }

  private static boolean isIcmp(byte[] packet) {
    return packet.length >= HEADER + L4_HEADER && packet[9] == ICMP;
  }

  private static byte[] header(int protocol, Inet4Address from, Inet4Address to, int payload) {
    byte[] packet = new byte[HEADER + payload];
    ByteBuffer.wrap(packet)
        .put((byte) 0x45)
        .put((byte) 0)
        .putShort((short) packet.length)
        .putInt(0)
        .put((byte) TTL)
        .put((byte) protocol)
        .putShort((short) 0)
        .put(from.getAddress())
        .put(to.getAddress());
    ByteBuffer.wrap(packet).putShort(10, (short) checksum(packet, 0, HEADER));
    return packet;
  }

  private static byte[] withIcmpChecksum(byte[] packet) {
    Arrays.fill(packet, HEADER + 2, HEADER + 4, (byte) 0);
    short sum = (short) checksum(packet, HEADER, packet.length);
    ByteBuffer.wrap(packet).putShort(HEADER + 2, sum);
    return packet;
  }

  /** The internet checksum (RFC 1071); 0 over data that holds its own. */
  static int checksum(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      int high = (i - from) % 2 == 0 ? 8 : 0;
      sum += (bytes[i] & 0xff) << high;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }
}
