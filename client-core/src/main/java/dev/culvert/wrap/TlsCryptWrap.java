// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.ByteWriter;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.time.Moment;
import dev.culvert.wire.ControlCodec;
import dev.culvert.wire.ControlHeader;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.ReplayWindow;
import dev.culvert.wire.TlsRole;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * tls-crypt: encrypts and authenticates the body with a key that both ends have (openvpn-protocol
 * 2.4).
 *
 * <pre>
 * size   1        8            4           4      32    rest
 *      +--------+------------+-----------+------+-----+-----------------+
 *      | op|key | session id | replay id | time | tag | encrypted body  |
 *      +--------+------------+-----------+------+-----+-----------------+
 * tag = HMAC-SHA256 of everything but itself, over the plain body
 * body encrypted with AES-256-CTR, its IV the first 16 bytes of the tag
 * </pre>
 */
public final class TlsCryptWrap implements ControlWrap {
  private static final int REPLAY_LENGTH = 8;
  private static final int TAG_LENGTH = 32;
  private static final int KEY_LENGTH = 32;
  private static final int IV_LENGTH = 16;
  private static final int TAG_AT = ControlHeader.LENGTH + REPLAY_LENGTH;
  private static final int BODY_AT = TAG_AT + TAG_LENGTH;

  private final Direction sending;
  private final Direction receiving;
  private final ReplayWindow replay = new ReplayWindow(64, Duration.ofSeconds(15));
  private final long unixSeconds;
  private long nextReplayId;

  /**
   * A wrap whose counter starts now.
   *
   * @param role this end's
   * @param unixSeconds goes into every packet; a later session must not have a smaller one
   */
  public TlsCryptWrap(StaticKey key, TlsRole role, long unixSeconds) {
    this(key, role, unixSeconds, 1);
  }

  /** A wrap whose first packet has this replay id. */
  public TlsCryptWrap(StaticKey key, TlsRole role, long unixSeconds, long firstReplayId) {
    this.sending = new Direction(key, role);
    this.receiving = new Direction(key, role.other());
    this.unixSeconds = unixSeconds;
    this.nextReplayId = firstReplayId;
  }

  @Override
  public int overhead() {
    return REPLAY_LENGTH + TAG_LENGTH;
  }

  @Override
  public byte[] wrap(ControlPacket packet) {
    byte[] body = ControlCodec.encodeBody(packet);
    byte[] head =
        new ByteWriter(TAG_AT)
            .u8(packet.opcode().firstByte(packet.keyId()) & 0xff)
            .u64(packet.sessionId().value())
            .u32(nextReplayId++)
            .u32(unixSeconds)
            .toArray();
    byte[] tag = sending.tag(head, 0, body);
    return new ByteWriter(BODY_AT + body.length)
        .bytes(head)
        .bytes(tag)
        .bytes(sending.crypt(Cipher.ENCRYPT_MODE, tag, body, 0, body.length))
        .toArray();
  }

  @Override
  public ControlPacket open(byte[] datagram, Moment now) {
    ControlHeader header = ControlHeader.read(datagram);
    if (datagram.length < BODY_AT) {
      throw new DroppedPacketException(DropReason.TRUNCATED);
    }
    byte[] tag = Arrays.copyOfRange(datagram, TAG_AT, BODY_AT);
    byte[] body =
        receiving.crypt(Cipher.DECRYPT_MODE, tag, datagram, BODY_AT, datagram.length - BODY_AT);
    if (!MessageDigest.isEqual(tag, receiving.tag(datagram, 0, body))) {
      throw new DroppedPacketException(DropReason.HMAC_MISMATCH);
    }
    ControlPacket packet =
        ControlCodec.decodeBody(
            header.opcode(), header.keyId(), header.sessionId(), body, 0, body.length);
    ByteReader in = new ByteReader(datagram, ControlHeader.LENGTH, REPLAY_LENGTH);
    if (!replay.accept(in.u32(), in.u32(), now.nanos())) {
      throw new DroppedPacketException(DropReason.REPLAYED);
    }
    return packet;
  }

  /** The keys of one direction. */
  private static final class Direction {
    private final Mac mac;
    private final Cipher cipher;
    private final SecretKeySpec cipherKey;

    Direction(StaticKey key, TlsRole sender) {
      try {
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.hmacKey(sender, KEY_LENGTH), "HmacSHA256"));
        cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipherKey = new SecretKeySpec(key.cipherKey(sender, KEY_LENGTH), "AES");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("HmacSHA256 and AES/CTR are part of every Java", e);
      }
    }

    byte[] tag(byte[] head, int offset, byte[] body) {
      mac.update(head, offset, TAG_AT);
      return mac.doFinal(body);
    }

    byte[] crypt(int mode, byte[] tag, byte[] in, int offset, int length) {
      try {
        cipher.init(mode, cipherKey, new IvParameterSpec(tag, 0, IV_LENGTH));
        return cipher.doFinal(in, offset, length);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES/CTR takes any input", e);
      }
    }
  }
}
