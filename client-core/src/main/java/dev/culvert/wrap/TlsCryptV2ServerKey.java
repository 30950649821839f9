// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.crypto.HmacDigest;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A server's tls-crypt-v2 key, which wraps the keys of its clients (openvpn-protocol 2.5).
 *
 * <pre>
 * key       | cipher 64 | hmac 64 |                    32 bytes of each are used
 * wrapped   | tag 32 | encrypted: client key 256, metadata 0 to 734 | length 2 |
 * tag = HMAC-SHA256 of length, client key and metadata
 * encrypted with AES-256-CTR, its IV the first 16 bytes of the tag; length is that of it all
 * </pre>
 */
public record TlsCryptV2ServerKey(Secret material) {
  public static final int MAX_WRAPPED = 1024;
  static final int MIN_WRAPPED = 32 + StaticKey.LENGTH + 2;

  private static final String NAME = "OpenVPN tls-crypt-v2 server key";
  private static final int LENGTH = 128;
  private static final int MAC_KEY_AT = 64;
  private static final int USED = 32;
  private static final int TAG_LENGTH = 32;
  private static final int IV_LENGTH = 16;
  private static final int LENGTH_LENGTH = 2;

  /** A client's key with what whoever made it wrote beside it. */
  public record Unwrapped(StaticKey key, TlsCryptV2Metadata metadata) {}

  public TlsCryptV2ServerKey {
    if (material.length() != LENGTH) {
      throw new IllegalArgumentException("server key of " + material.length() + " B");
    }
  }

  /**
   * Reads a key file. What stands outside the PEM block is a comment.
   *
   * @throws StaticKeyException with the line, what was expected and what was found
   */
  public static TlsCryptV2ServerKey parse(String text) throws StaticKeyException {
    PemBlock block = PemBlock.find(text, NAME);
    byte[] bytes = block.bytes();
    if (bytes.length != LENGTH) {
      throw new StaticKeyException(
          block.line(), "expected " + LENGTH + " bytes of key, found " + bytes.length);
    }
    Secret material = Secret.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return new TlsCryptV2ServerKey(material);
  }

  /**
   * Makes a client's key file of a key: what the server is to be told of that client goes along.
   */
  public TlsCryptV2ClientKey wrap(StaticKey key, TlsCryptV2Metadata metadata) {
    byte[] plain =
        new ByteWriter(StaticKey.LENGTH + metadata.length())
            .bytes(key.material().toArray())
            .bytes(metadata.encode())
            .toArray();
    byte[] length =
        new ByteWriter(LENGTH_LENGTH).u16(TAG_LENGTH + plain.length + LENGTH_LENGTH).toArray();
    byte[] tag = tag(length, plain);
    Bytes wrapped =
        new ByteWriter()
            .bytes(tag)
            .bytes(crypt(Cipher.ENCRYPT_MODE, tag, plain))
            .bytes(length)
            .toBytes();
    return new TlsCryptV2ClientKey(key, wrapped);
  }

  /**
   * The wrapped key that ends a packet, as its last two bytes say.
   *
   * @throws DroppedPacketException TRUNCATED, MALFORMED for a length that cannot be
   */
  static byte[] cut(byte[] datagram) {
    if (datagram.length < LENGTH_LENGTH) {
      throw new DroppedPacketException(DropReason.TRUNCATED);
    }
    int length =
        (datagram[datagram.length - 2] & 0xff) << 8 | (datagram[datagram.length - 1] & 0xff);
    if (length < MIN_WRAPPED || length > MAX_WRAPPED) {
      throw new DroppedPacketException(DropReason.MALFORMED);
    }
    if (length > datagram.length) {
      throw new DroppedPacketException(DropReason.TRUNCATED);
    }
    return Arrays.copyOfRange(datagram, datagram.length - length, datagram.length);
  }

  /**
   * The client's key out of its wrapping.
   *
   * @param wrapped as {@link #cut} gives it
   * @throws DroppedPacketException WRAPPED_KEY_MISMATCH if this server key did not wrap it
   */
  public Unwrapped unwrap(byte[] wrapped) {
    if (wrapped.length < MIN_WRAPPED) {
      throw new DroppedPacketException(DropReason.TRUNCATED);
    }
    int lengthAt = wrapped.length - LENGTH_LENGTH;
    byte[] tag = Arrays.copyOf(wrapped, TAG_LENGTH);
    byte[] length = Arrays.copyOfRange(wrapped, lengthAt, wrapped.length);
    byte[] plain =
        crypt(Cipher.DECRYPT_MODE, tag, Arrays.copyOfRange(wrapped, TAG_LENGTH, lengthAt));
    try {
      if (!MessageDigest.isEqual(tag, tag(length, plain))) {
        throw new DroppedPacketException(DropReason.WRAPPED_KEY_MISMATCH);
      }
      return new Unwrapped(
          StaticKey.of(Secret.copyOf(plain, 0, StaticKey.LENGTH)),
          TlsCryptV2Metadata.decode(
              Bytes.copyOf(plain, StaticKey.LENGTH, plain.length - StaticKey.LENGTH)));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private byte[] tag(byte[] length, byte[] plain) {
    Mac mac = HmacDigest.SHA256.mac(material.slice(MAC_KEY_AT, USED));
    mac.update(length);
    return mac.doFinal(plain);
  }

  private byte[] crypt(int mode, byte[] tag, byte[] in) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(material.slice(0, USED).toArray(), "AES"),
          new IvParameterSpec(tag, 0, IV_LENGTH));
      return cipher.doFinal(in);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/CTR is part of every Java and takes any input", e);
    }
  }
}
