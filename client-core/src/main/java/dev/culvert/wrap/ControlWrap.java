// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.event.DroppedPacketException;
import dev.culvert.time.Moment;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.EarlyNegotiation;
import dev.culvert.wire.Opcode;
import java.util.Optional;

/** Protection of control packets, with the counters of one session. One thread. */
public interface ControlWrap {
  /** Bytes it adds to opcode, session id and body of a packet that this end sends. */
  int overhead(Opcode opcode);

  /** What dynamic tls-crypt starts from (openvpn-protocol 2.6). */
  StaticKey dynamicBase();

  /** What the peer's tls-crypt-v2 key says of it; absent for every other wrapping. */
  default TlsCryptV2Metadata peerMetadata() {
    return TlsCryptV2Metadata.ABSENT;
  }

  /**
   * What a reset that leaves no trace says to the peer whose reset was opened; empty when that peer
   * cannot do with one.
   */
  default Optional<EarlyNegotiation> statelessAnswer() {
    return Optional.of(EarlyNegotiation.NOTHING);
  }

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
