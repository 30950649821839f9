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
  static final int OVERHEAD = REPLAY_LENGTH + TAG_LENGTH;
  private static final int KEY_LENGTH = 32;
  private static final int IV_LENGTH = 16;
  private static final int TAG_AT = ControlHeader.LENGTH + REPLAY_LENGTH;
  private static final int BODY_AT = TAG_AT + TAG_LENGTH;

  private final StaticKey key;
  private final Direction sending;
  private final Direction receiving;
  private final ReplayWindow replay = replayWindow();
  private final long unixSeconds;
  private long nextReplayId;

  /**
   * A wrap for one session.
   *
   * @param role this end's
   * @param unixSeconds goes into every packet; a later session must not have a smaller one
   * @param firstReplayId of the first packet, 1 unless others went before
   */
  public TlsCryptWrap(StaticKey key, TlsRole role, long unixSeconds, long firstReplayId) {
    this.key = key;
    this.sending = new Direction(key, role);
    this.receiving = new Direction(key, role.other());
    this.unixSeconds = unixSeconds;
    this.nextReplayId = firstReplayId;
  }

  @Override
  public int overhead(Opcode opcode) {
    return OVERHEAD;
  }

  @Override
  public StaticKey dynamicBase() {
    return key;
  }

  @Override
  public byte[] wrap(ControlPacket packet) {
    byte[] body = ControlCodec.encodeBody(packet);
    byte[] head =
        new ByteWriter(TAG_AT)
            .bytes(ControlHeader.of(packet).encode())
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

  /** The default of {@code replay-window}. */
  static ReplayWindow replayWindow() {
    return new ReplayWindow(64, Duration.ofSeconds(15));
  }

  /**
   * The keys of one direction. For tls-crypt the server sends with keys[0], the client with [1].
   */
  private static final class Direction {
    private final Mac mac;
    private final Cipher cipher;
    private final SecretKeySpec cipherKey;

    Direction(StaticKey key, TlsRole sender) {
      try {
        int half = sender == TlsRole.SERVER ? 0 : 1;
        mac = HmacDigest.SHA256.mac(key.hmacKey(half, KEY_LENGTH));
        cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipherKey = new SecretKeySpec(key.cipherKey(half, KEY_LENGTH).toArray(), "AES");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES/CTR is part of every Java", e);
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
