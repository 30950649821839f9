// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import java.util.Comparator;
import java.util.Optional;

/** OVPN_VERSION: the version of the driver that runs. */
record DcoVersion(int major, int minor, int patch) implements Comparable<DcoVersion> {
  static final int SIZE = 12;

  /** Below, a control packet or a routing loop could bring the machine down. */
  static final DcoVersion FLOOR_1 = new DcoVersion(1, 3, 3);

  /** The same for the 2.x line, with CVE-2026-2738. */
  static final DcoVersion FLOOR_2 = new DcoVersion(2, 8, 2);

  private static final DcoVersion PEER_STATISTICS = new DcoVersion(2, 7, 0);
  private static final DcoVersion OPEN_FOR_EVERYBODY = new DcoVersion(2, 8, 6);

  static DcoVersion decode(byte[] bytes) {
    Layout from = Layout.of(bytes, SIZE);
    return new DcoVersion(from.i32(0), from.i32(4), from.i32(8));
  }

  /** Why a driver of this version is not used; empty when it is. */
  Optional<String> refusal() {
    DcoVersion floor = major < 2 ? FLOOR_1 : FLOOR_2;
    if (compareTo(floor) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "driver version "
            + this
            + " is too old: it has known security holes and crashes; install "
            + FLOOR_2
            + " or newer (or "
            + FLOOR_1
            + " of the 1.x line)");
  }

  /** Whether OVPN_CRYPTO_DATA_V2 and the epoch format have their meaning of today. */
  boolean hasEpochKeys() {
    return compareTo(FLOOR_2) >= 0;
  }

  /** Whether GET_PEER_STATS is there. */
  boolean hasPeerStatistics() {
    return compareTo(PEER_STATISTICS) >= 0;
  }

  /** Whether the driver itself lets users open it: then "access denied" means that it is in use. */
  boolean opensForUsers() {
    return compareTo(OPEN_FOR_EVERYBODY) >= 0;
  }

  @Override
  public int compareTo(DcoVersion other) {
    return Comparator.comparingInt(DcoVersion::major)
        .thenComparingInt(DcoVersion::minor)
        .thenComparingInt(DcoVersion::patch)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
