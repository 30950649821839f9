// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import dev.culvert.network.Prefix;
import dev.culvert.win.capi.IpHelper;

/** MIB_UNICASTIPADDRESS_ROW (netioapi.h, x64). */
final class AddressRow {
  static final int ADDRESS = 0;
  static final int LUID = 32;
  static final int ON_LINK_LENGTH = 60;
  static final int DAD_STATE = 64;

  /** IpDadStatePreferred: used at once, without asking the link for duplicates. */
  private static final int PREFERRED = 4;

  private AddressRow() {}

  static Prefix address(Row row) {
    return new Prefix(row.address(ADDRESS), row.i8(ON_LINK_LENGTH));
  }

  /** A row for one address of an interface. */
  static Row of(IpHelper calls, long luid, Prefix address) {
    byte[] bytes = new byte[IpHelper.ADDRESS_ROW];
    calls.initializeUnicastIpAddressEntry(bytes);
    return new Row(bytes)
        .putAddress(ADDRESS, address.address())
        .put64(LUID, luid)
        .put8(ON_LINK_LENGTH, address.length())
        .put32(DAD_STATE, PREFERRED);
  }
}
