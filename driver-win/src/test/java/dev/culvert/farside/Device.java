// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;

/** What stands behind one relay port; the calls of one connection come one after the other. */
interface Device {
  void opened(Client client);

  /** The client closed its handle. */
  void closed();

  /** The connection is over, after {@link #closed} or without it. */
  void gone();

  void write(Client client, int id, Bytes packet);

  void ioctl(Client client, int id, int code, int outMax, Bytes input);

  /** The client took request {@code id} back; the driver has completed it already. */
  void cancelled(int id);

  /** There was no read to fail with {@code status}. */
  void noRead(int status);

  /** A read as it must not be. */
  void readViolation(String what);
}
