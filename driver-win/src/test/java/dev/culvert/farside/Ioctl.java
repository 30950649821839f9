// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.util.Optional;
import java.util.stream.Stream;

/** The requests of uapi/ovpn-dco.h: CTL_CODE(FILE_DEVICE_UNKNOWN, n, METHOD_BUFFERED, any). */
enum Ioctl {
  NEW_PEER(1, 60, 0),
  GET_STATS(2, 0, 64),
  NEW_KEY(3, 100, 0),
  SWAP_KEYS(4, 0, 0),
  SET_PEER(5, 12, 0),
  START_VPN(6, 0, 0),
  DEL_PEER(7, 0, 0),
  GET_VERSION(8, 0, 12),
  NEW_KEY_V2(9, 104, 0),
  SET_MODE(10, 4, 0),
  MP_START_VPN(11, 32, 32),
  MP_NEW_PEER(12, 80, 0),
  MP_SET_PEER(13, 16, 0),
  NOTIFY_EVENT(14, 0, 144),
  MP_DEL_PEER(15, 4, 0),
  MP_SWAP_KEYS(16, 4, 0),
  MP_ADD_IROUTE(17, 28, 0),
  MP_DEL_IROUTE(18, 28, 0),
  GET_PEER_STATS(19, 4, 0);

  private final int number;
  private final int inputSize;
  private final int outputSize;

  Ioctl(int number, int inputSize, int outputSize) {
    this.number = number;
    this.inputSize = inputSize;
    this.outputSize = outputSize;
  }

  /** The control code as DeviceIoControl takes it. */
  int code() {
    return 0x220000 | number << 2;
  }

  /** Bytes of the input structure, exactly. */
  int inputSize() {
    return inputSize;
  }

  /** Bytes of the output structure, at least. */
  int outputSize() {
    return outputSize;
  }

  static Optional<Ioctl> of(int code) {
    return Stream.of(values()).filter(i -> i.code() == code).findFirst();
  }
}
