// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.bytes.ByteWriter;
import dev.culvert.time.Moment;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.EarlyNegotiation;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.TlsRole;

/**
 * A tls-crypt-v2 client: tls-crypt with a key of its own, and the wrapped key behind the packets
 * that bring it (openvpn-protocol 2.5).
 *
 * <pre>
 * size   as tls-crypt     as it says itself
 *      +----------------+------------------+
 *      | packet         | wrapped key      |   HARD_RESET_CLIENT_V3, CONTROL_WKC_V1
 *      +----------------+------------------+
 * </pre>
 */
public final class TlsCryptV2ClientWrap implements ControlWrap {
  private static final long FIRST_REPLAY_ID = ((long) EarlyNegotiation.REPLAY_ID_MARK << 24) + 1;

  private final TlsCryptV2ClientKey clientKey;
  private final TlsCryptWrap crypt;

  /** Says that this end reads the server's early negotiation. */
  public TlsCryptV2ClientWrap(TlsCryptV2ClientKey clientKey, long unixSeconds) {
    this(clientKey, unixSeconds, FIRST_REPLAY_ID);
  }

  /** With another first replay id: one without the mark is a client of 2.5. */
  public TlsCryptV2ClientWrap(TlsCryptV2ClientKey clientKey, long unixSeconds, long firstReplayId) {
    this.clientKey = clientKey;
    this.crypt = new TlsCryptWrap(clientKey.key(), TlsRole.CLIENT, unixSeconds, firstReplayId);
  }

  @Override
  public int overhead(Opcode opcode) {
    return crypt.overhead(opcode) + (opcode.bringsWrappedKey() ? clientKey.wrapped().length() : 0);
  }

  @Override
  public StaticKey dynamicBase() {
    return clientKey.key();
  }

  @Override
  public byte[] wrap(ControlPacket packet) {
    byte[] wrapped = crypt.wrap(packet);
    return packet.opcode().bringsWrappedKey()
        ? new ByteWriter(wrapped.length + clientKey.wrapped().length())
            .bytes(wrapped)
            .bytes(clientKey.wrapped())
            .toArray()
        : wrapped;
  }

  @Override
  public ControlPacket open(byte[] datagram, Moment now) {
    return crypt.open(datagram, now);
  }
}
