// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.SecureRandom;
import java.time.Instant;

/** Opens TLS engines. */
public final class TlsEngines {
  private TlsEngines() {}

  /**
   * An engine at the start of a handshake. A client has its first flight ready at once.
   *
   * @param random everything the handshake draws; a seeded one repeats it
   * @param wallClock the time of day that certificates are judged by
   */
  public static TlsEngine open(TlsSettings settings, SecureRandom random, Instant wallClock) {
    return new BouncyEngine(settings, random, wallClock);
  }
}
