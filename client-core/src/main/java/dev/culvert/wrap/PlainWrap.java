// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.bytes.ByteWriter;
import dev.culvert.time.Moment;
import dev.culvert.wire.ControlCodec;
import dev.culvert.wire.ControlHeader;
import dev.culvert.wire.ControlPacket;

/** No protection: opcode, session id, body. */
public final class PlainWrap implements ControlWrap {
  public PlainWrap() {}

  @Override
  public int overhead() {
    return 0;
  }

  @Override
  public byte[] wrap(ControlPacket packet) {
    byte[] body = ControlCodec.encodeBody(packet);
    return new ByteWriter(ControlHeader.LENGTH + body.length)
        .u8(packet.opcode().firstByte(packet.keyId()) & 0xff)
        .u64(packet.sessionId().value())
        .bytes(body)
        .toArray();
  }

  @Override
  public ControlPacket open(byte[] datagram, Moment now) {
    ControlHeader header = ControlHeader.read(datagram);
    return ControlCodec.decodeBody(
        header.opcode(),
        header.keyId(),
        header.sessionId(),
        datagram,
        ControlHeader.LENGTH,
        datagram.length - ControlHeader.LENGTH);
  }
}
