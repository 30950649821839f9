// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.netlink;

import dev.culvert.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One message of the kernel's answer. */
sealed interface Reply {
  int HEADER = 16;

  /** Something that was asked for. */
  record Data(int type, Bytes body) implements Reply {}

  /** The end: errno 0 for success; the text of the extended acknowledgement, empty if none. */
  record End(int errno, String text) implements Reply {}

  /** The messages of one datagram that answer request {@code sequence}. */
  static List<Reply> readAll(byte[] datagram, int sequence) {
    ByteBuffer bytes = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
    List<Reply> replies = new ArrayList<>();
    int at = 0;
    while (datagram.length - at >= HEADER) {
      int length = bytes.getInt(at);
      if (length < HEADER || length > datagram.length - at) {
        break;
      }
      if (bytes.getInt(at + 8) == sequence) {
        byte[] body = Arrays.copyOfRange(datagram, at + HEADER, at + length);
        replies.add(read(bytes.getShort(at + 4), bytes.getShort(at + 6), body));
      }
      at += (length + 3) & ~3;
    }
    return replies;
  }

  private static Reply read(int type, int flags, byte[] body) {
    return switch (type) {
      case 2 -> readAcknowledgement(flags, body);
      case 3 -> new End(body.length < 4 ? 0 : -host(body).getInt(0), "");
      default -> new Data(type, Bytes.copyOf(body));
    };
  }

  /**
   * nlmsgerr: error, then the request's header, then (unless CAPPED) its body, then attributes if
   * ACK_TLVS says so.
   */
  private static Reply readAcknowledgement(int flags, byte[] body) {
    if (body.length < 20) {
      return new End(0, "");
    }
    String text = "";
    if ((flags & 0x200) != 0) {
      int echoed = (flags & 0x100) != 0 ? HEADER : host(body).getInt(4);
      if (echoed >= HEADER && echoed <= body.length - 4) {
        String message = new Attributes(body, 4 + ((echoed + 3) & ~3)).text(1);
        text = message == null ? "" : message;
      }
    }
    return new End(-host(body).getInt(0), text);
  }

  private static ByteBuffer host(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
