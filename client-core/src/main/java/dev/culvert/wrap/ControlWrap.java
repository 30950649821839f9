// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.event.DroppedPacketException;
import dev.culvert.time.Moment;
import dev.culvert.wire.ControlPacket;

/** Protection of control packets, with the counters of one session. One thread. */
public interface ControlWrap {
  /** Bytes it adds to opcode, session id and body. */
  int overhead();

  /** The packet as it is sent. A retransmission is wrapped again, with a replay id of its own. */
  byte[] wrap(ControlPacket packet);

  /**
   * The packet in a datagram.
   *
   * @throws DroppedPacketException if it is not authentic, not new or no packet; nothing has
   *     changed then
   */
  ControlPacket open(byte[] datagram, Moment now);
}
