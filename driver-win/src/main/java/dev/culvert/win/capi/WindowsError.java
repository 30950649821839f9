// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import dev.culvert.driver.DriverException;
import java.util.Map;

/** Windows' error numbers that Culvert meets (winerror.h), with words for each. */
public final class WindowsError {
  public static final int SUCCESS = 0;
  public static final int INVALID_FUNCTION = 1;
  public static final int FILE_NOT_FOUND = 2;
  public static final int PATH_NOT_FOUND = 3;
  public static final int ACCESS_DENIED = 5;
  public static final int NOT_ENOUGH_MEMORY = 8;
  public static final int BAD_COMMAND = 22;
  public static final int NOT_READY = 21;
  public static final int GEN_FAILURE = 31;
  public static final int NOT_SUPPORTED = 50;
  public static final int DUP_NAME = 52;
  public static final int UNEXP_NET_ERR = 59;
  public static final int NETNAME_DELETED = 64;
  public static final int INVALID_PARAMETER = 87;
  public static final int SEM_TIMEOUT = 121;
  public static final int INSUFFICIENT_BUFFER = 122;
  public static final int INVALID_NAME = 123;
  public static final int MORE_DATA = 234;
  public static final int WAIT_TIMEOUT = 258;
  public static final int NO_MORE_ITEMS = 259;
  public static final int NO_SUCH_DEVICE = 433;
  public static final int OPERATION_ABORTED = 995;
  public static final int IO_PENDING = 997;
  public static final int DEVICE_NOT_CONNECTED = 1167;
  public static final int NOT_FOUND = 1168;
  public static final int CONNECTION_REFUSED = 1225;
  public static final int NETWORK_UNREACHABLE = 1231;
  public static final int HOST_UNREACHABLE = 1232;
  public static final int CONNECTION_ABORTED = 1236;
  public static final int ALREADY_INITIALIZED = 1247;
  public static final int NO_SYSTEM_RESOURCES = 1450;
  public static final int DEVICE_REMOVED = 1617;
  public static final int INVALID_USER_BUFFER = 1784;
  public static final int OBJECT_ALREADY_EXISTS = 5010;

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(INVALID_FUNCTION, "not supported or out of order"),
          Map.entry(FILE_NOT_FOUND, "not found"),
          Map.entry(PATH_NOT_FOUND, "path not found"),
          Map.entry(ACCESS_DENIED, "access denied"),
          Map.entry(NOT_ENOUGH_MEMORY, "not enough memory"),
          Map.entry(NOT_READY, "device not ready"),
          Map.entry(BAD_COMMAND, "not possible in this state"),
          Map.entry(GEN_FAILURE, "device does not work"),
          Map.entry(NOT_SUPPORTED, "not supported"),
          Map.entry(DUP_NAME, "local address in use"),
          Map.entry(UNEXP_NET_ERR, "bad address"),
          Map.entry(NETNAME_DELETED, "keepalive time-out"),
          Map.entry(INVALID_PARAMETER, "invalid parameter"),
          Map.entry(SEM_TIMEOUT, "timed out"),
          Map.entry(INSUFFICIENT_BUFFER, "buffer too small"),
          Map.entry(INVALID_NAME, "invalid name"),
          Map.entry(MORE_DATA, "more data"),
          Map.entry(WAIT_TIMEOUT, "no answer in time"),
          Map.entry(NO_SUCH_DEVICE, "no such device"),
          Map.entry(OPERATION_ABORTED, "cancelled"),
          Map.entry(DEVICE_NOT_CONNECTED, "device not connected"),
          Map.entry(NOT_FOUND, "not found"),
          Map.entry(CONNECTION_REFUSED, "connection refused"),
          Map.entry(NETWORK_UNREACHABLE, "network unreachable"),
          Map.entry(HOST_UNREACHABLE, "host unreachable"),
          Map.entry(CONNECTION_ABORTED, "connection closed by the peer"),
          Map.entry(ALREADY_INITIALIZED, "already done"),
          Map.entry(NO_SYSTEM_RESOURCES, "not enough system resources"),
          Map.entry(DEVICE_REMOVED, "device removed"),
          Map.entry(INVALID_USER_BUFFER, "buffer of a wrong size"),
          Map.entry(OBJECT_ALREADY_EXISTS, "exists already"));

  private WindowsError() {}

  /** What the number means here, in words that do not depend on the system's language. */
  public static String words(int code) {
    return WORDS.getOrDefault(code, "Windows error");
  }

  /** Throws the failure of {@code call} on {@code object}, unless the number says success. */
  public static void check(int code, String call, String object) throws DriverException {
    if (code != SUCCESS) {
      throw failure(call, code, object);
    }
  }

  /** The failure of {@code call} on {@code object}. */
  public static DriverException failure(String call, int code, String object) {
    return new DriverException(call, code, words(code), object);
  }
}
