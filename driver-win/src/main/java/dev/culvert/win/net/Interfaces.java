// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static dev.culvert.win.capi.WindowsError.check;

import dev.culvert.driver.DriverException;
import dev.culvert.network.IpVersion;
import dev.culvert.network.NetChange.BringUp;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.WindowsError;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The IP interfaces, by the names of their connections and by LUID (NET_LUID). */
final class Interfaces {
  /** RFC 8200, 5; Windows refuses less for IPv6. */
  private static final int LEAST_IPV6_MTU = 1280;

  /** IF_MAX_STRING_SIZE and the NUL (ifdef.h). */
  private static final int LONGEST_ALIAS = 257;

  /** A name that no interface has is called invalid (ConvertInterfaceAliasToLuid). */
  private static final Set<Integer> NO_INTERFACE =
      Set.of(
          WindowsError.INVALID_PARAMETER,
          WindowsError.INVALID_NAME,
          WindowsError.FILE_NOT_FOUND,
          WindowsError.NOT_FOUND);

  /** What GetIpInterfaceEntry says of a family that the interface or the machine does not have. */
  private static final Set<Integer> NO_FAMILY =
      Set.of(WindowsError.NOT_FOUND, WindowsError.FILE_NOT_FOUND, WindowsError.NOT_SUPPORTED);

  private final IpHelper calls;

  Interfaces(IpHelper calls) {
    this.calls = calls;
  }

  /**
   * The LUID of a name.
   *
   * @param object what is being done, for the failure
   * @throws DriverException with NOT_FOUND when there is no such interface
   */
  long luid(String name, String object) throws DriverException {
    return find(name, object)
        .orElseThrow(
            () ->
                WindowsError.failure(
                    "ConvertInterfaceAliasToLuid",
                    WindowsError.NOT_FOUND,
                    object + ": there is no interface \"" + name + "\""));
  }

  /** The index of a name; empty when there is no such interface. */
  OptionalInt index(String name) throws DriverException {
    OptionalLong luid = find(name, name);
    if (luid.isEmpty()) {
      return OptionalInt.empty();
    }
    int[] index = new int[1];
    int error = calls.convertInterfaceLuidToIndex(luid.getAsLong(), index);
    if (NO_INTERFACE.contains(error)) {
      return OptionalInt.empty();
    }
    check(error, "ConvertInterfaceLuidToIndex", name);
    return OptionalInt.of(index[0]);
  }

  private OptionalLong find(String name, String object) throws DriverException {
    long[] luid = new long[1];
    int error = calls.convertInterfaceAliasToLuid(name, luid);
    if (NO_INTERFACE.contains(error)) {
      return OptionalLong.empty();
    }
    check(error, "ConvertInterfaceAliasToLuid", object);
    return OptionalLong.of(luid[0]);
  }

  String name(long luid) throws DriverException {
    char[] alias = new char[LONGEST_ALIAS];
    int error = calls.convertInterfaceLuidToAlias(luid, alias);
    check(error, "ConvertInterfaceLuidToAlias", "interface " + Long.toHexString(luid));
    return new String(alias).split("\0", 2)[0];
  }

  /** The settings of one family; empty when the interface does not have it. */
  Optional<Row> settings(long luid, IpVersion version, String object) throws DriverException {
    Row row = InterfaceRow.of(calls, luid, version);
    int error = calls.getIpInterfaceEntry(row.bytes());
    if (NO_FAMILY.contains(error)) {
      return Optional.empty();
    }
    check(error, "GetIpInterfaceEntry", object);
    return Optional.of(row);
  }

  /** Without IPv4 it fails; IPv6 may be switched off, which an IPv6 address tells if one comes. */
  void bringUp(BringUp change) throws DriverException {
    String object = change.toString();
    long luid = luid(change.device(), object);
    Row ipv4 =
        settings(luid, IpVersion.IPV4, object)
            .orElseThrow(
                () -> WindowsError.failure("GetIpInterfaceEntry", WindowsError.NOT_FOUND, object));
    set(ipv4, IpVersion.IPV4, change);
    if (change.mtu() >= LEAST_IPV6_MTU) {
      Optional<Row> ipv6 = settings(luid, IpVersion.IPV6, object);
      if (ipv6.isPresent()) {
        set(ipv6.get(), IpVersion.IPV6, change);
      }
    }
  }

  private void set(Row row, IpVersion version, BringUp change) throws DriverException {
    InterfaceRow.quiet(row, version, change.mtu());
    check(calls.setIpInterfaceEntry(row.bytes()), "SetIpInterfaceEntry", change.toString());
  }
}
