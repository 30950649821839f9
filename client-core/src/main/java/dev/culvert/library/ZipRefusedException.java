// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

/** A zip that is not looked into; the message is one line. */
public final class ZipRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  ZipRefusedException(String message) {
    super(message);
  }

  /** The same with the zip's own name before it. */
  public ZipRefusedException in(String place) {
    return new ZipRefusedException(place + ": " + getMessage());
  }
}
