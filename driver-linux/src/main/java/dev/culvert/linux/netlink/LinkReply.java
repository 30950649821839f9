// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** A link as the kernel tells it. */
public record LinkReply(int index, String name, int mtu) {
  private static final int HEADER = 16;

  /** Empty for a message that is not a whole link. */
  public static Optional<LinkReply> read(byte[] body) {
    if (body.length < HEADER) {
      return Optional.empty();
    }
    int index = ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()).getInt(4);
    Attributes attributes = new Attributes(body, HEADER);
    String name = attributes.text(3);
    return name == null
        ? Optional.empty()
        : Optional.of(new LinkReply(index, name, attributes.u32(4, 0)));
  }
}
