// SPDX-License-Identifier: Apache-2.0
package dev.culvert.event;

/** A packet is worth no more work. Stackless, thrown by codecs, caught and counted in one place. */
public final class DroppedPacketException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final DropReason reason;

  public DroppedPacketException(DropReason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public DropReason reason() {
    return reason;
  }
}
