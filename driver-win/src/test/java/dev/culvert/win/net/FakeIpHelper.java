// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static java.util.Objects.requireNonNull;

import dev.culvert.bytes.Bytes;
import dev.culvert.network.Prefix;
import dev.culvert.win.capi.Guid;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.WindowsError;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * IP Helper with tables in memory, and the errors that Microsoft documents for each call. It has
 * offsets of its own, as plain numbers of netioapi.h: a wrong one of the product's shows here.
 */
public final class FakeIpHelper implements IpHelper {
  static final int IPV4 = 2;
  static final int IPV6 = 23;

  private record Family(long luid, int number) {}

  final List<byte[]> addresses = new ArrayList<>();
  final List<byte[]> routes = new ArrayList<>();
  private final Map<String, Long> luids = new HashMap<>();
  private final Map<Long, Integer> indexes = new HashMap<>();
  private final Map<Family, byte[]> settings = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<Bytes, Long> guids = new HashMap<>();

  public FakeIpHelper() {}

  /** A connected interface with both families, as Windows makes it; its LUID. */
  public long add(String alias, int index) {
    long luid = 53L << 48 | (long) index << 24;
    luids.put(alias, luid);
    indexes.put(luid, index);
    for (int family : List.of(IPV4, IPV6)) {
      byte[] row = new byte[168];
      ByteBuffer fields = fields(row).putShort(0, (short) family).putLong(8, luid);
      fields.put(46, (byte) 1).put(47, (byte) 1).putInt(52, 2).putInt(56, 3);
      fields.putInt(144, 64).putInt(148, 25).putInt(152, 1500).put(156, (byte) 1);
      settings.put(new Family(luid, family), row);
    }
    return luid;
  }

  /** The same with a NetCfgInstanceId. */
  public long add(String alias, int index, String guid) {
    long luid = add(alias, index);
    guids.put(Bytes.copyOf(Guid.bytes(guid)), luid);
    return luid;
  }

  /** The interface goes, and takes its addresses and routes along. */
  void remove(String alias) {
    long luid = requireNonNull(luids.remove(alias));
    indexes.remove(luid);
    settings.keySet().removeIf(key -> key.luid() == luid);
    addresses.removeIf(row -> fields(row).getLong(32) == luid);
    routes.removeIf(row -> fields(row).getLong(0) == luid);
  }

  /** MIB_IPINTERFACE_ROW of an interface, to look at and to change. */
  ByteBuffer settings(long luid, int family) {
    return fields(requireNonNull(settings.get(new Family(luid, family))));
  }

  void removeFamily(long luid, int family) {
    settings.remove(new Family(luid, family));
  }

  /** From now on the call ends with that error, 0 for no more. */
  void fail(String call, int error) {
    failures.put(call, error);
  }

  /** A route that somebody else made. */
  byte[] addRoute(long luid, Prefix destination, String gateway, int metric) {
    byte[] row = new byte[104];
    initializeIpForwardEntry(row);
    fields(row).putLong(0, luid).put(40, (byte) destination.length()).putInt(84, metric);
    put(row, 12, destination.address());
    put(row, 44, InetAddress.ofLiteral(gateway));
    routes.add(row);
    return row;
  }

  /** An address that somebody else made. */
  void addAddress(long luid, Prefix address) {
    byte[] row = new byte[80];
    initializeUnicastIpAddressEntry(row);
    fields(row).putLong(32, luid).put(60, (byte) address.length());
    put(row, 0, address.address());
    addresses.add(row);
  }

  /** Everything in the tables, for a comparison before and after. */
  public List<Bytes> tables() {
    List<Bytes> all = new ArrayList<>();
    addresses.forEach(row -> all.add(Bytes.copyOf(row)));
    routes.forEach(row -> all.add(Bytes.copyOf(row)));
    return all;
  }

  static ByteBuffer fields(byte[] row) {
    return ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void put(byte[] row, int offset, InetAddress address) {
    byte[] ip = address.getAddress();
    fields(row).putShort(offset, (short) (ip.length == 4 ? IPV4 : IPV6));
    System.arraycopy(ip, 0, row, offset + (ip.length == 4 ? 4 : 8), ip.length);
  }

  private int error(String call) {
    return failures.getOrDefault(call, WindowsError.SUCCESS);
  }

  @Override
  public void initializeUnicastIpAddressEntry(byte[] row) {
    Arrays.fill(row, (byte) 0);
    fields(row).putInt(44, 10000).putInt(48, 10000).putInt(52, -1).putInt(56, -1);
    fields(row).put(60, (byte) 255).putInt(64, 10000);
  }

  @Override
  public int createUnicastIpAddressEntry(byte[] row) {
    int error = error("CreateUnicastIpAddressEntry");
    if (error != WindowsError.SUCCESS) {
      return error;
    }
    long luid = fields(row).getLong(32);
    int family = fields(row).getShort(0);
    if (row.length != 80 || !isFamily(family) || (row[60] & 0xff) > bits(family)) {
      return WindowsError.INVALID_PARAMETER;
    }
    if (!hasFamily(luid, family)) {
      return WindowsError.NOT_FOUND;
    }
    if (addresses.stream().anyMatch(there -> Arrays.equals(there, 0, 24, row, 0, 24))) {
      return WindowsError.OBJECT_ALREADY_EXISTS;
    }
    addresses.add(row.clone());
    return WindowsError.SUCCESS;
  }

  @Override
  public int deleteUnicastIpAddressEntry(byte[] row) {
    int error = error("DeleteUnicastIpAddressEntry");
    if (error != WindowsError.SUCCESS) {
      return error;
    }
    boolean gone =
        addresses.removeIf(
            there ->
                Arrays.equals(there, 0, 24, row, 0, 24)
                    && fields(there).getLong(32) == fields(row).getLong(32));
    return gone ? WindowsError.SUCCESS : WindowsError.NOT_FOUND;
  }

  @Override
  public Table getUnicastIpAddressTable(int family) {
    return table("GetUnicastIpAddressTable", addresses, 0, family);
  }

  private Table table(String call, List<byte[]> all, int familyAt, int family) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    all.stream().filter(row -> fields(row).getShort(familyAt) == family).forEach(rows::writeBytes);
    int error = error(call);
    if (error == WindowsError.SUCCESS && rows.size() == 0) {
      error = WindowsError.NOT_FOUND;
    }
    return new Table(error, error == 0 ? Bytes.copyOf(rows.toByteArray()) : Bytes.EMPTY);
  }

  @Override
  public void initializeIpForwardEntry(byte[] row) {
    Arrays.fill(row, (byte) 0);
    fields(row).putInt(76, -1).putInt(80, -1).putInt(84, -1).putInt(88, 3).putInt(92, 0x01010101);
  }

  @Override
  public int createIpForwardEntry2(byte[] row) {
    int error = error("CreateIpForwardEntry2");
    if (error != WindowsError.SUCCESS) {
      return error;
    }
    int family = fields(row).getShort(12);
    boolean valid = isFamily(family) && fields(row).getShort(44) == family;
    if (row.length != 104 || !valid || (row[40] & 0xff) > bits(family)) {
      return WindowsError.INVALID_PARAMETER;
    }
    if (!hasFamily(fields(row).getLong(0), family)) {
      return WindowsError.NOT_FOUND;
    }
    if (routes.stream().anyMatch(there -> isSameRoute(there, row))) {
      return WindowsError.OBJECT_ALREADY_EXISTS;
    }
    routes.add(row.clone());
    return WindowsError.SUCCESS;
  }

  @Override
  public int deleteIpForwardEntry2(byte[] row) {
    int error = error("DeleteIpForwardEntry2");
    if (error != WindowsError.SUCCESS) {
      return error;
    }
    boolean gone = routes.removeIf(there -> isSameRoute(there, row));
    return gone ? WindowsError.SUCCESS : WindowsError.NOT_FOUND;
  }

  /** Interface, destination and next hop; the metric does not count. */
  private static boolean isSameRoute(byte[] one, byte[] other) {
    return fields(one).getLong(0) == fields(other).getLong(0)
        && Arrays.equals(one, 12, 41, other, 12, 41)
        && Arrays.equals(one, 44, 72, other, 44, 72);
  }

  @Override
  public Table getIpForwardTable2(int family) {
    return table("GetIpForwardTable2", routes, 12, family);
  }

  @Override
  public int getBestRoute2(byte[] destination, byte[] route) {
    int error = error("GetBestRoute2");
    if (error != WindowsError.SUCCESS) {
      return error;
    }
    InetAddress wanted = ip(destination, 0);
    Optional<byte[]> best =
        routes.stream()
            .filter(row -> new Prefix(ip(row, 12), row[40] & 0xff).contains(wanted))
            .max(Comparator.comparingInt(row -> row[40] & 0xff));
    best.ifPresent(row -> System.arraycopy(row, 0, route, 0, row.length));
    return best.isPresent() ? WindowsError.SUCCESS : WindowsError.NETWORK_UNREACHABLE;
  }

  private static InetAddress ip(byte[] row, int offset) {
    boolean version4 = fields(row).getShort(offset) == IPV4;
    int from = offset + (version4 ? 4 : 8);
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(row, from, from + (version4 ? 4 : 16)));
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }

  @Override
  public void initializeIpInterfaceEntry(byte[] row) {
    Arrays.fill(row, (byte) 0);
  }

  @Override
  public int getIpInterfaceEntry(byte[] row) {
    int error = error("GetIpInterfaceEntry");
    if (error != WindowsError.SUCCESS) {
      return error;
    }
    int family = fields(row).getShort(0);
    if (row.length != 168 || !isFamily(family)) {
      return WindowsError.INVALID_PARAMETER;
    }
    byte[] found = settings.get(new Family(fields(row).getLong(8), family));
    if (found == null) {
      return WindowsError.NOT_FOUND;
    }
    System.arraycopy(found, 0, row, 0, row.length);
    return WindowsError.SUCCESS;
  }

  @Override
  public int setIpInterfaceEntry(byte[] row) {
    int error = error("SetIpInterfaceEntry");
    if (error != WindowsError.SUCCESS) {
      return error;
    }
    int family = fields(row).getShort(0);
    boolean refused =
        family == IPV4 ? fields(row).getInt(144) > 32 : fields(row).getInt(152) < 1280;
    if (refused) {
      return WindowsError.INVALID_PARAMETER;
    }
    settings.put(new Family(fields(row).getLong(8), family), row.clone());
    return WindowsError.SUCCESS;
  }

  @Override
  public int convertInterfaceAliasToLuid(String alias, long[] luid) {
    Long found = luids.get(alias);
    if (found == null) {
      return WindowsError.INVALID_PARAMETER;
    }
    luid[0] = found;
    return WindowsError.SUCCESS;
  }

  @Override
  public int convertInterfaceGuidToLuid(byte[] guid, long[] luid) {
    Long found = guids.get(Bytes.copyOf(guid));
    if (found == null) {
      return WindowsError.FILE_NOT_FOUND;
    }
    luid[0] = found;
    return WindowsError.SUCCESS;
  }

  @Override
  public int convertInterfaceLuidToAlias(long luid, char[] alias) {
    for (Map.Entry<String, Long> entry : luids.entrySet()) {
      if (entry.getValue() == luid) {
        String text = entry.getKey() + "\0";
        text.getChars(0, text.length(), alias, 0);
        return WindowsError.SUCCESS;
      }
    }
    return WindowsError.FILE_NOT_FOUND;
  }

  @Override
  public int convertInterfaceLuidToIndex(long luid, int[] index) {
    Integer found = indexes.get(luid);
    if (found == null) {
      return WindowsError.FILE_NOT_FOUND;
    }
    index[0] = found;
    return WindowsError.SUCCESS;
  }

  private boolean hasFamily(long luid, int family) {
    return settings.containsKey(new Family(luid, family));
  }

  private static boolean isFamily(int family) {
    return family == IPV4 || family == IPV6;
  }

  private static int bits(int family) {
    return family == IPV4 ? 32 : 128;
  }
}
