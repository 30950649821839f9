// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;

/** Whoever holds the device open, seen from the driver. Every call may come from any thread. */
interface Client {
  /** Completes request {@code id}; output longer than the client's buffer is cut there. */
  void reply(int id, NtStatus status, Bytes output);

  /** Completes the pending read with the packet, or queues it. */
  void push(Bytes packet);

  /** Fails the oldest pending read; without one the driver answers NO_READ. */
  void failRead(NtStatus status);

  /** Ends pending reads as cancelled and drops queued packets. */
  void flush();
}
