// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.time.Duration;
import java.time.Instant;

/** When a certificate holds, both ends included, in whole seconds. */
public record Validity(Instant notBefore, Instant notAfter) {
  /** From a day before {@code now}, for clocks that are wrong, to {@code length} after it. */
  public static Validity around(Instant now, Duration length) {
    return new Validity(now.minus(Duration.ofDays(1)), now.plus(length));
  }
}
