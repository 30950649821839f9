// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.io.Serial;

/** The client departed from the documented interface; the request ends with this status. */
final class Deviation extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final NtStatus status;

  Deviation(NtStatus status, String what) {
    super(what);
    this.status = status;
  }

  NtStatus status() {
    return status;
  }
}
