// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.Bytes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a tls-crypt-v2 client key says of its client, for the server alone (openvpn-protocol 2.5).
 * Whoever made the key wrote it; the server's key vouches for it.
 *
 * @param type {@link #USER}, {@link #TIMESTAMP}, one that we do not know, or {@link #NONE}
 * @param value at most {@link #MAX_VALUE} B
 */
public record TlsCryptV2Metadata(int type, Bytes value) {
  /** No metadata at all, not even a type. */
  public static final int NONE = -1;

  /** Whatever the administrator wrote. */
  public static final int USER = 0;

  /** When the key was made: seconds since 1970, eight bytes. */
  public static final int TIMESTAMP = 1;

  public static final int MAX_VALUE = 733;
  public static final TlsCryptV2Metadata ABSENT = new TlsCryptV2Metadata(NONE, Bytes.EMPTY);

  public TlsCryptV2Metadata {
    if (type < NONE || type > 0xff || value.length() > MAX_VALUE) {
      throw new IllegalArgumentException("metadata type " + type + ", " + value.length() + " B");
    }
  }

  public static TlsCryptV2Metadata timestamp(Instant made) {
    return new TlsCryptV2Metadata(
        TIMESTAMP, new ByteWriter(8).u64(made.getEpochSecond()).toBytes());
  }

  /** When the key was made, if it says so and says it well. */
  public Optional<Instant> made() {
    if (type != TIMESTAMP || value.length() != Long.BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochSecond(new ByteReader(value).u64()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  int length() {
    return type == NONE ? 0 : 1 + value.length();
  }

  byte[] encode() {
    return type == NONE ? new byte[0] : new ByteWriter().u8(type).bytes(value).toArray();
  }

  static TlsCryptV2Metadata decode(Bytes bytes) {
    return bytes.isEmpty()
        ? ABSENT
        : new TlsCryptV2Metadata(bytes.at(0), bytes.slice(1, bytes.length() - 1));
  }
}
