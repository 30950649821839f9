// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.WindowsError;

/**
 * What an error number of the driver is about. Its numbers come from NTSTATUS values that changed
 * between 1.x and 2.x, so decisions are made by these kinds only.
 */
enum DcoFailure {
  /** Nothing authentic came for the keepalive time-out. */
  PEER_SILENT,
  /** The TCP connection is gone, or never stood. */
  TRANSPORT_LOST,
  /** The request was out of order: no peer, no socket. */
  NO_PEER,
  /** Ended by ourselves. */
  CANCELLED,
  /** The adapter was removed or disabled, or the driver stopped. */
  DEVICE_GONE,
  /** The system had no room. */
  NO_RESOURCES,
  /** Anything else. */
  OTHER;

  static DcoFailure of(DriverException failure) {
    return switch (failure.code()) {
      case WindowsError.NETNAME_DELETED -> PEER_SILENT;
      case WindowsError.CONNECTION_ABORTED,
          WindowsError.CONNECTION_REFUSED,
          WindowsError.SEM_TIMEOUT,
          WindowsError.NETWORK_UNREACHABLE,
          WindowsError.HOST_UNREACHABLE ->
          TRANSPORT_LOST;
      case WindowsError.BAD_COMMAND, WindowsError.INVALID_FUNCTION, WindowsError.FILE_NOT_FOUND ->
          NO_PEER;
      case WindowsError.OPERATION_ABORTED -> CANCELLED;
      case WindowsError.DEVICE_REMOVED,
          WindowsError.NO_SUCH_DEVICE,
          WindowsError.DEVICE_NOT_CONNECTED,
          WindowsError.NOT_READY,
          WindowsError.GEN_FAILURE ->
          DEVICE_GONE;
      case WindowsError.NOT_ENOUGH_MEMORY, WindowsError.NO_SYSTEM_RESOURCES -> NO_RESOURCES;
      default -> OTHER;
    };
  }
}
