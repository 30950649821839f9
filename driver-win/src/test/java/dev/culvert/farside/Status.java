// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

/** The NTSTATUS values that the driver answers with (ntstatus.h). */
final class Status {
  static final int SUCCESS = 0;
  static final int INVALID_PARAMETER = 0xC000000D;
  static final int INVALID_DEVICE_REQUEST = 0xC0000010;
  static final int BUFFER_TOO_SMALL = 0xC0000023;
  static final int IO_TIMEOUT = 0xC00000B5;
  static final int CANCELLED = 0xC0000120;
  static final int INVALID_DEVICE_STATE = 0xC0000184;
  static final int INVALID_BUFFER_SIZE = 0xC0000206;
  static final int ADDRESS_ALREADY_EXISTS = 0xC000020A;
  static final int CONNECTION_DISCONNECTED = 0xC000020C;
  static final int OBJECTID_EXISTS = 0xC000022B;
  static final int CONNECTION_REFUSED = 0xC0000236;
  static final int NETWORK_UNREACHABLE = 0xC000023C;
  static final int CONNECTION_ABORTED = 0xC0000241;
  static final int OBJECTID_NOT_FOUND = 0xC00002F0;

  private Status() {}
}
