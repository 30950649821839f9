// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.io.Serial;

/** The driver refuses a request that a correct client may well have made. */
final class Refusal extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final NtStatus status;

  Refusal(NtStatus status) {
    super(status.name());
    this.status = status;
  }

  NtStatus status() {
    return status;
  }
}
