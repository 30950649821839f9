// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.ShortInputException;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;

/**
 * What the payload of a reset says before TLS begins, as type (2), length (2), value
 * (openvpn-protocol 2.5). Types that we do not know are passed over.
 *
 * @param resendWrappedKey the server kept nothing: the client's next packet must bring its wrapped
 *     key again
 */
public record EarlyNegotiation(boolean resendWrappedKey) {
  public static final EarlyNegotiation NOTHING = new EarlyNegotiation(false);

  /** Top byte of a client's replay ids that says that it reads this. */
  public static final int REPLAY_ID_MARK = 0x0f;

  private static final int FLAGS = 1;
  private static final int RESEND_WRAPPED_KEY = 1;

  public Bytes encode() {
    return resendWrappedKey
        ? new ByteWriter().u16(FLAGS).u16(2).u16(RESEND_WRAPPED_KEY).toBytes()
        : Bytes.EMPTY;
  }

  /**
   * Reads the payload of a reset.
   *
   * @throws DroppedPacketException MALFORMED when a field is cut short
   */
  public static EarlyNegotiation decode(Bytes payload) {
    boolean resend = false;
    try {
      ByteReader in = new ByteReader(payload);
      while (in.remaining() > 0) {
        int type = in.u16();
        ByteReader value = new ByteReader(in.bytes(in.u16()));
        if (type == FLAGS) {
          resend = (value.u16() & RESEND_WRAPPED_KEY) != 0;
        }
      }
    } catch (ShortInputException e) {
      throw new DroppedPacketException(DropReason.MALFORMED);
    }
    return new EarlyNegotiation(resend);
  }
}
