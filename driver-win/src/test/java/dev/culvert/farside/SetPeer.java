// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;

/**
 * OVPN_SET_PEER: three LONG. 0 switches off, -1 leaves the value as it was.
 *
 * @param interval seconds without sending, after which a ping goes out
 * @param timeout seconds without an authenticated data packet, after which a read fails
 * @param mss largest TCP segment over IPv4 in bytes
 */
record SetPeer(int interval, int timeout, int mss) {
  static final SetPeer NONE = new SetPeer(0, 0, 0);

  static SetPeer decode(Bytes input) throws Deviation {
    Structure in = new Structure(input);
    SetPeer set = new SetPeer(in.i32(), in.i32(), in.i32());
    if (set.interval < -1 || set.timeout < -1 || set.mss < -1 || set.mss > 0xffff) {
      throw new Deviation(NtStatus.INVALID_PARAMETER, "SET_PEER " + set + ": out of range");
    }
    return set;
  }

  /** This, with the values of {@code before} where it leaves them. */
  SetPeer over(SetPeer before) {
    return new SetPeer(
        interval == -1 ? before.interval : interval,
        timeout == -1 ? before.timeout : timeout,
        mss == -1 ? before.mss : mss);
  }

  boolean leavesAny() {
    return interval == -1 || timeout == -1 || mss == -1;
  }

  @Override
  public String toString() {
    return "interval=" + interval + " timeout=" + timeout + " mss=" + mss;
  }
}
