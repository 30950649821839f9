// SPDX-License-Identifier: Apache-2.0
package dev.culvert.keys;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.wire.TlsRole;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * One end's randomness for the PRF derivation (openvpn-protocol 4.1, 4.5).
 *
 * @param preMaster 48 bytes from the TLS client; the server sends none
 */
public record KeySource(Optional<Secret> preMaster, Bytes random1, Bytes random2) {
  static final int PRE_MASTER_LENGTH = 48;
  static final int RANDOM_LENGTH = 32;

  /** Fresh randomness for an end of that role. */
  public static KeySource random(TlsRole role, SecureRandom random) {
    Optional<Secret> preMaster =
        role == TlsRole.CLIENT
            ? Optional.of(Secret.copyOf(bytes(PRE_MASTER_LENGTH, random)))
            : Optional.empty();
    return new KeySource(
        preMaster,
        Bytes.copyOf(bytes(RANDOM_LENGTH, random)),
        Bytes.copyOf(bytes(RANDOM_LENGTH, random)));
  }

  private static byte[] bytes(int length, SecureRandom random) {
    byte[] fresh = new byte[length];
    random.nextBytes(fresh);
    return fresh;
  }
}
