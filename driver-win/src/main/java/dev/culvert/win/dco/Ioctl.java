// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

/**
 * The requests of the driver (uapi/ovpn-dco.h, OVPN_IOCTL_*): {@code CTL_CODE(FILE_DEVICE_UNKNOWN,
 * n, METHOD_BUFFERED, FILE_ANY_ACCESS)}.
 */
enum Ioctl {
  NEW_PEER(1, NewPeer.SIZE, 0),
  GET_STATS(2, 0, Statistics.SIZE),
  NEW_KEY(3, CryptoData.SIZE, 0),
  SWAP_KEYS(4, 0, 0),
  SET_PEER(5, SetPeer.SIZE, 0),
  START_VPN(6, 0, 0),
  DEL_PEER(7, 0, 0),
  GET_VERSION(8, 0, DcoVersion.SIZE),
  NEW_KEY_V2(9, CryptoData.SIZE_V2, 0),
  SET_MODE(10, MultiPeer.SET_MODE_SIZE, 0),
  MP_START_VPN(11, MultiPeer.START_SIZE, MultiPeer.START_SIZE),
  MP_NEW_PEER(12, MultiPeer.NEW_PEER_SIZE, 0),
  MP_SET_PEER(13, MultiPeer.SET_PEER_SIZE, 0),
  NOTIFY_EVENT(14, 0, NotifyEvent.SIZE),
  MP_DEL_PEER(15, MultiPeer.PEER_ID_SIZE, 0),
  MP_SWAP_KEYS(16, MultiPeer.PEER_ID_SIZE, 0),
  MP_ADD_IROUTE(17, MultiPeer.IROUTE_SIZE, 0),
  MP_DEL_IROUTE(18, MultiPeer.IROUTE_SIZE, 0),
  GET_PEER_STATS(19, MultiPeer.PEER_ID_SIZE, PeerStatistics.SIZE);

  private static final int FILE_DEVICE_UNKNOWN = 0x22;

  private final int function;
  private final int inputSize;
  private final int outputSize;

  Ioctl(int function, int inputSize, int outputSize) {
    this.function = function;
    this.inputSize = inputSize;
    this.outputSize = outputSize;
  }

  /** The number that DeviceIoControl takes. */
  int code() {
    return (FILE_DEVICE_UNKNOWN << 16) | (function << 2);
  }

  /** Bytes that go in. */
  int inputSize() {
    return inputSize;
  }

  /** Bytes that come out; for GET_PEER_STATS those of one peer. */
  int outputSize() {
    return outputSize;
  }
}
