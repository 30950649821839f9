// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import dev.culvert.network.IpVersion;
import dev.culvert.win.capi.IpHelper;

/** MIB_IPINTERFACE_ROW (netioapi.h, x64). */
final class InterfaceRow {
  static final int FAMILY = 0;
  static final int LUID = 8;
  static final int MANAGED_ADDRESSES = 46;
  static final int OTHER_STATEFUL = 47;
  static final int ROUTER_DISCOVERY = 52;
  static final int DAD_TRANSMITS = 56;
  static final int SITE_PREFIX_LENGTH = 144;
  static final int METRIC = 148;
  static final int MTU = 152;
  static final int CONNECTED = 156;

  private InterfaceRow() {}

  /** A row that names a family of an interface, for GetIpInterfaceEntry to fill. */
  static Row of(IpHelper calls, long luid, IpVersion version) {
    byte[] bytes = new byte[IpHelper.INTERFACE_ROW];
    calls.initializeIpInterfaceEntry(bytes);
    return new Row(bytes).put16(FAMILY, Row.family(version)).put64(LUID, luid);
  }

  /**
   * Sets the MTU (bytes), and stops what a tunnel has no use for: router discovery, the search for
   * duplicate addresses, DHCPv6.
   */
  static void quiet(Row row, IpVersion version, int mtu) {
    row.put32(MTU, mtu)
        .put32(ROUTER_DISCOVERY, 0)
        .put32(DAD_TRANSMITS, 0)
        .put8(MANAGED_ADDRESSES, 0)
        .put8(OTHER_STATEFUL, 0);
    if (version == IpVersion.IPV4) {
      // GetIpInterfaceEntry gives 64 for IPv4 too, which SetIpInterfaceEntry then refuses (87).
      row.put32(SITE_PREFIX_LENGTH, 0);
    }
  }
}
