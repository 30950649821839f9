// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which ovpn-dco-win this is, and what that one can do. */
record DriverVersion(int major, int minor, int patch) implements Comparable<DriverVersion> {
  private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

  static DriverVersion of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not MAJOR.MINOR.PATCH: " + text);
    }
    return new DriverVersion(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)));
  }

  /** OVPN_VERSION: three LONG, little endian. */
  Bytes structure() {
    return Bytes.copyOf(
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(major)
            .putInt(minor)
            .putInt(patch)
            .array());
  }

  /** The driver knows the request, whatever it says to it. */
  boolean knows(Ioctl ioctl) {
    return switch (ioctl) {
      case NEW_PEER, GET_STATS, NEW_KEY, SWAP_KEYS, SET_PEER, START_VPN -> true;
      case DEL_PEER -> atLeast(0, 8);
      case GET_VERSION -> atLeast(1, 0);
      case NEW_KEY_V2 -> atLeast(2, 8);
      case SET_MODE,
          MP_START_VPN,
          MP_NEW_PEER,
          MP_SET_PEER,
          NOTIFY_EVENT,
          MP_DEL_PEER,
          MP_SWAP_KEYS ->
          atLeast(2, 4);
      case MP_ADD_IROUTE, MP_DEL_IROUTE -> atLeast(2, 5);
      case GET_PEER_STATS -> atLeast(2, 7);
    };
  }

  /** NEW_PEER deletes the peer before; up to 2.0 it is refused. */
  boolean replacesPeer() {
    return atLeast(2, 1);
  }

  /** GET_STATS answers without a peer; up to 2.0 it is refused. */
  boolean countsWithoutPeer() {
    return atLeast(2, 1);
  }

  /** What NEW_KEY without a peer ends with. */
  NtStatus keyWithoutPeer() {
    return atLeast(2, 1) ? NtStatus.OBJECTID_NOT_FOUND : NtStatus.INVALID_DEVICE_REQUEST;
  }

  /** A keepalive time-out that met no pending read is tried again at the next tick. */
  boolean repeatsTimeout() {
    return atLeast(2, 1) || (major == 1 && minor >= 1);
  }

  /** A datagram counts as sent once it is copied, whatever becomes of it. */
  boolean completesSendsOnCopy() {
    return compareTo(new DriverVersion(2, 8, 2)) >= 0;
  }

  /** A packet to the peer itself that comes back through the tunnel is dropped. */
  boolean dropsLoops() {
    return compareTo(new DriverVersion(2, 5, 6)) >= 0
        || (major == 1 && compareTo(new DriverVersion(1, 3, 3)) >= 0);
  }

  private boolean atLeast(int wantedMajor, int wantedMinor) {
    return compareTo(new DriverVersion(wantedMajor, wantedMinor, 0)) >= 0;
  }

  @Override
  public int compareTo(DriverVersion other) {
    return Comparator.comparingInt(DriverVersion::major)
        .thenComparingInt(DriverVersion::minor)
        .thenComparingInt(DriverVersion::patch)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
