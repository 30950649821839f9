// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of one control request, read by the offsets of the driver's header. Whatever should be
 * zero and is not is a violation.
 */
final class Request {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 23;

  /** A request that the real driver would refuse, or that only luck lets pass. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final int status;

    Refused(int status, String why) {
      super(why);
      this.status = status;
    }
  }

  private final byte[] bytes;
  private final ByteBuffer fields;

  Request(byte[] bytes) {
    this.bytes = bytes;
    this.fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** As the driver checks it: shorter is refused; longer is our own strictness. */
  void requireSize(int size) throws Refused {
    if (bytes.length < size) {
      throw new Refused(Status.BUFFER_TOO_SMALL, bytes.length + " bytes of " + size);
    }
    require(bytes.length == size, "input of " + bytes.length + " bytes, " + size + " expected");
  }

  int i32(int offset) {
    return fields.getInt(offset);
  }

  int u8(int offset) {
    return fields.get(offset) & 0xff;
  }

  byte[] part(int offset, int length) {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  void requireZero(int from, int to, String what) {
    for (int i = from; i < to; i++) {
      require(bytes[i] == 0, what + ": byte " + i + " is not zero");
    }
  }

  int family(int offset) {
    return fields.getShort(offset);
  }

  /** The address of the union at {@code offset}. */
  InetSocketAddress address(int offset) throws Refused {
    int port = u8(offset + 2) << 8 | u8(offset + 3);
    byte[] ip =
        switch (family(offset)) {
          case AF_INET -> {
            requireZero(offset + 8, offset + 28, "sin_zero and the rest of the union");
            yield part(offset + 4, 4);
          }
          case AF_INET6 -> {
            requireZero(offset + 4, offset + 8, "sin6_flowinfo");
            yield part(offset + 8, 16);
          }
          default ->
              throw new Refused(Status.INVALID_DEVICE_REQUEST, "address family " + family(offset));
        };
    try {
      return new InetSocketAddress(InetAddress.getByAddress(ip), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      FarSide.violation(otherwise);
    }
  }
}
