// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.bytes.ByteWriter;
import dev.culvert.time.Moment;
import dev.culvert.wire.ControlCodec;
import dev.culvert.wire.ControlHeader;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.Opcode;

/** No protection: opcode, session id, body. */
public final class PlainWrap implements ControlWrap {
  public PlainWrap() {}

  @Override
  public int overhead(Opcode opcode) {
    return 0;
  }

  @Override
  public StaticKey dynamicBase() {
    return StaticKey.ZERO;
  }

  @Override
  public byte[] wrap(ControlPacket packet) {
    byte[] body = ControlCodec.encodeBody(packet);
    return new ByteWriter(ControlHeader.LENGTH + body.length)
        .bytes(ControlHeader.of(packet).encode())
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
