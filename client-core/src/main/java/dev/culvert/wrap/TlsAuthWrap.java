// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.ByteWriter;
import dev.culvert.crypto.HmacDigest;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.time.Moment;
import dev.culvert.wire.ControlCodec;
import dev.culvert.wire.ControlHeader;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.ReplayWindow;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * tls-auth: authenticates packets and leaves them readable (openvpn-protocol 2.3).
 *
 * <pre>
 * size   1        8            n      4           4      rest
 *      +--------+------------+------+-----------+------+------+
 *      | op|key | session id | HMAC | replay id | time | body |
 *      +--------+------------+------+-----------+------+------+
 * HMAC of replay id, time, op, session id, body; n bytes of key for n bytes of HMAC
 * </pre>
 */
public final class TlsAuthWrap implements ControlWrap {
  private static final int REPLAY_LENGTH = 8;

  private final StaticKey key;
  private final int tagLength;
  private final Mac sending;
  private final Mac receiving;

  /** Under the half of the key that no packet for us should use. */
  private final Mac wrongHalf;

  private final ReplayWindow replay = TlsCryptWrap.replayWindow();
  private final long unixSeconds;
  private long nextReplayId;

  /**
   * A wrap for one session.
   *
   * @param direction this end's
   * @param unixSeconds goes into every packet; a later session must not have a smaller one
   * @param firstReplayId of the first packet, 1 unless others went before
   */
  public TlsAuthWrap(
      StaticKey key,
      KeyDirection direction,
      HmacDigest digest,
      long unixSeconds,
      long firstReplayId) {
    this.key = key;
    this.tagLength = digest.length();
    this.sending = digest.mac(key.hmacKey(direction.sending(), tagLength));
    this.receiving = digest.mac(key.hmacKey(direction.receiving(), tagLength));
    this.wrongHalf = digest.mac(key.hmacKey(1 - direction.receiving(), tagLength));
    this.unixSeconds = unixSeconds;
    this.nextReplayId = firstReplayId;
  }

  @Override
  public int overhead(Opcode opcode) {
    return tagLength + REPLAY_LENGTH;
  }

  @Override
  public StaticKey dynamicBase() {
    return key;
  }

  @Override
  public byte[] wrap(ControlPacket packet) {
    byte[] body = ControlCodec.encodeBody(packet);
    byte[] replayFields =
        new ByteWriter(REPLAY_LENGTH).u32(nextReplayId++).u32(unixSeconds).toArray();
    byte[] head = ControlHeader.of(packet).encode();
    sending.update(replayFields);
    sending.update(head);
    byte[] tag = sending.doFinal(body);
    return new ByteWriter(head.length + tag.length + replayFields.length + body.length)
        .bytes(head)
        .bytes(tag)
        .bytes(replayFields)
        .bytes(body)
        .toArray();
  }

  @Override
  public ControlPacket open(byte[] datagram, Moment now) {
    ControlHeader header = ControlHeader.read(datagram);
    int replayAt = ControlHeader.LENGTH + tagLength;
    int bodyAt = replayAt + REPLAY_LENGTH;
    if (datagram.length < bodyAt) {
      throw new DroppedPacketException(DropReason.TRUNCATED);
    }
    byte[] tag = Arrays.copyOfRange(datagram, ControlHeader.LENGTH, replayAt);
    if (!MessageDigest.isEqual(tag, tag(receiving, datagram, replayAt))) {
      throw new DroppedPacketException(
          MessageDigest.isEqual(tag, tag(wrongHalf, datagram, replayAt))
              ? DropReason.WRONG_KEY_DIRECTION
              : DropReason.HMAC_MISMATCH);
    }
    ControlPacket packet =
        ControlCodec.decodeBody(
            header.opcode(),
            header.keyId(),
            header.sessionId(),
            datagram,
            bodyAt,
            datagram.length - bodyAt);
    ByteReader in = new ByteReader(datagram, replayAt, REPLAY_LENGTH);
    if (!replay.accept(in.u32(), in.u32(), now.nanos())) {
      throw new DroppedPacketException(DropReason.REPLAYED);
    }
    return packet;
  }

  private static byte[] tag(Mac mac, byte[] datagram, int replayAt) {
    mac.update(datagram, replayAt, REPLAY_LENGTH);
    mac.update(datagram, 0, ControlHeader.LENGTH);
    int bodyAt = replayAt + REPLAY_LENGTH;
    mac.update(datagram, bodyAt, datagram.length - bodyAt);
    return mac.doFinal();
  }
}
