// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;

/** What the driver would say where a Linux socket of Java failed. */
final class SocketFailure {
  private SocketFailure() {}

  static NtStatus status(IOException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e) {
      case BindException b when message.contains("in use") -> NtStatus.ADDRESS_ALREADY_EXISTS;
      case BindException b -> NtStatus.INVALID_ADDRESS_COMPONENT;
      case NoRouteToHostException n -> NtStatus.HOST_UNREACHABLE;
      case SocketTimeoutException s -> NtStatus.IO_TIMEOUT;
      case ConnectException c when message.contains("timed out") -> NtStatus.IO_TIMEOUT;
      case ConnectException c when message.contains("unreachable") -> NtStatus.NETWORK_UNREACHABLE;
      case ConnectException c -> NtStatus.CONNECTION_REFUSED;
      default -> NtStatus.NETWORK_UNREACHABLE;
    };
  }
}
