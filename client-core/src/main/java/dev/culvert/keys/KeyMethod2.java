// SPDX-License-Identifier: Apache-2.0
package dev.culvert.keys;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.bytes.ShortInputException;
import dev.culvert.wire.TlsRole;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first message on a key's TLS channel, one from each end (openvpn-protocol 4.1).
 *
 * <pre>
 * size  4      1     48            32        32        2+n       2+n    2+n    2+n
 *     +------+-----+-------------+---------+---------+---------+------+------+-----------+
 *     | zero | 2   | pre-master  | random1 | random2 | options | user | pass | peer info |
 *     +------+-----+-------------+---------+---------+---------+------+------+-----------+
 *                    TLS client only               each string with its NUL counted, or 0
 * </pre>
 *
 * @param source randoms for the PRF derivation
 * @param options options string, without its NUL
 * @param peerInfo lines {@code KEY=VALUE}, without the NUL; empty when none were sent
 */
public record KeyMethod2(
    KeySource source, String options, String username, Secret password, String peerInfo) {
  private static final int METHOD = 2;
  private static final int MAX_STRING = 2048;

  /** The message as bytes. Strings are UTF-8; an absent user name goes out as length zero. */
  public byte[] encode() {
    ByteWriter out = new ByteWriter(512).u32(0).u8(METHOD);
    source.preMaster().ifPresent(preMaster -> out.bytes(preMaster.toArray()));
    out.bytes(source.random1()).bytes(source.random2());
    string(out, options.getBytes(StandardCharsets.UTF_8));
    string(out, username.getBytes(StandardCharsets.UTF_8));
    string(out, password.toArray());
    string(out, peerInfo.getBytes(StandardCharsets.UTF_8));
    return out.toArray();
  }

  /**
   * Reads the message of the other end and leaves {@code in} behind it. Trailing fields that an old
   * peer leaves out are empty.
   *
   * @param sender the TLS role of the end that wrote it: only a client sends a pre-master
   * @return empty when more bytes are needed; {@code in} is then anywhere
   * @throws KeyMethodException when it can never become a valid message
   */
  public static Optional<KeyMethod2> decode(ByteReader in, TlsRole sender)
      throws KeyMethodException {
    try {
      return Optional.of(read(in, sender));
    } catch (ShortInputException incomplete) {
      return Optional.empty();
    }
  }

  private static KeyMethod2 read(ByteReader in, TlsRole sender) throws KeyMethodException {
    if (in.u32() != 0) {
      throw new KeyMethodException("message does not start with four zero bytes");
    }
    int method = in.u8() & 0x0f;
    if (method != METHOD) {
      throw new KeyMethodException("expected key method 2, found " + method);
    }
    Optional<Secret> preMaster =
        sender == TlsRole.CLIENT
            ? Optional.of(Secret.copyOf(in.array(KeySource.PRE_MASTER_LENGTH)))
            : Optional.empty();
    Bytes random1 = in.bytes(KeySource.RANDOM_LENGTH);
    Bytes random2 = in.bytes(KeySource.RANDOM_LENGTH);
    String options = text(string(in));
    String username = text(optionalString(in));
    Secret password = Secret.copyOf(optionalString(in));
    String peerInfo = text(optionalString(in));
    return new KeyMethod2(
        new KeySource(preMaster, random1, random2), options, username, password, peerInfo);
  }

  private static void string(ByteWriter out, byte[] text) {
    if (text.length == 0) {
      out.u16(0);
    } else {
      out.u16(text.length + 1).bytes(text).u8(0);
    }
  }

  private static byte[] optionalString(ByteReader in) throws KeyMethodException {
    return in.remaining() == 0 ? new byte[0] : string(in);
  }

  private static byte[] string(ByteReader in) throws KeyMethodException {
    int length = in.u16();
    if (length > MAX_STRING) {
      throw new KeyMethodException("string of " + length + " B, at most " + MAX_STRING);
    }
    byte[] withNul = in.array(length);
    int end = length;
    while (end > 0 && withNul[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(withNul, end);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
