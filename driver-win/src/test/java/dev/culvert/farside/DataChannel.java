// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The two key slots: the primary key seals, either opens what carries its key id. There is no way
 * to take a key out again.
 */
final class DataChannel {
  private static final byte[] PING =
      ByteBuffer.allocate(16).putLong(0x2a187bf3641eb4cbL).putLong(0x07ed2d0a981fc748L).array();

  private @Nullable AeadKey primary;
  private @Nullable AeadKey secondary;

  static boolean isPing(byte[] plain) {
    return Arrays.equals(plain, PING);
  }

  synchronized void install(NewKey parameters) throws GeneralSecurityException {
    AeadKey key = new AeadKey(parameters);
    if (parameters.secondary()) {
      secondary = key;
    } else {
      primary = key;
    }
  }

  synchronized void swap() {
    AeadKey before = primary;
    primary = secondary;
    secondary = before;
  }

  synchronized boolean hasPrimary() {
    return primary != null;
  }

  synchronized boolean hasSecondary() {
    return secondary != null;
  }

  /** The peer id that goes on the wire; 0 before a key is there. */
  synchronized int peerId() {
    return primary == null ? 0 : primary.parameters().peerId();
  }

  /** A key with this id is in the slot that {@code parameters} does not go to. */
  synchronized boolean isAmbiguous(NewKey parameters) {
    AeadKey other = parameters.secondary() ? primary : secondary;
    return other != null && other.parameters().keyId() == parameters.keyId();
  }

  /** The packet for the wire; empty without a key to seal with. */
  synchronized Optional<byte[]> seal(byte[] plain) throws GeneralSecurityException {
    return primary == null ? Optional.empty() : primary.seal(plain, 0, plain.length);
  }

  synchronized Optional<byte[]> sealPing() throws GeneralSecurityException {
    return seal(PING);
  }

  /** What a data packet carries; empty when it is not for us, not authentic or not new. */
  synchronized Optional<byte[]> open(byte[] wire) throws GeneralSecurityException {
    Optional<AeadKey> key =
        Stream.of(Optional.ofNullable(primary), Optional.ofNullable(secondary))
            .flatMap(Optional::stream)
            .filter(k -> k.parameters().keyId() == (wire[0] & 7))
            .findFirst();
    return key.isPresent() ? key.get().open(wire) : Optional.empty();
  }
}
