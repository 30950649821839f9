// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import com.sun.jna.ptr.PointerByReference;
import dev.culvert.bytes.Bytes;

/** iphlpapi.dll of System32 by direct mapping. Loading this class loads JNA. */
public final class NativeIpHelper implements IpHelper {
  /** More than any machine has; a number beyond it is not one. */
  private static final int MOST_ROWS = 1_000_000;

  static {
    Native.register(NativeIpHelper.class, SystemLibrary.of("iphlpapi"));
  }

  public NativeIpHelper() {}

  private static native void InitializeUnicastIpAddressEntry(byte[] row);

  private static native int CreateUnicastIpAddressEntry(byte[] row);

  private static native int DeleteUnicastIpAddressEntry(byte[] row);

  private static native int GetUnicastIpAddressTable(short family, PointerByReference table);

  private static native void InitializeIpForwardEntry(byte[] row);

  private static native int CreateIpForwardEntry2(byte[] row);

  private static native int DeleteIpForwardEntry2(byte[] row);

  private static native int GetIpForwardTable2(short family, PointerByReference table);

  private static native int GetBestRoute2(
      long luid,
      int index,
      long source,
      byte[] destination,
      int options,
      byte[] route,
      byte[] bestSource);

  private static native void InitializeIpInterfaceEntry(byte[] row);

  private static native int GetIpInterfaceEntry(byte[] row);

  private static native int SetIpInterfaceEntry(byte[] row);

  private static native int ConvertInterfaceAliasToLuid(WString alias, long[] luid);

  private static native int ConvertInterfaceGuidToLuid(byte[] guid, long[] luid);

  private static native int ConvertInterfaceLuidToAlias(long[] luid, char[] alias, long length);

  private static native int ConvertInterfaceLuidToIndex(long[] luid, int[] index);

  private static native void FreeMibTable(Pointer table);

  @Override
  public void initializeUnicastIpAddressEntry(byte[] row) {
    InitializeUnicastIpAddressEntry(row);
  }

  @Override
  public int createUnicastIpAddressEntry(byte[] row) {
    return CreateUnicastIpAddressEntry(row);
  }

  @Override
  public int deleteUnicastIpAddressEntry(byte[] row) {
    return DeleteUnicastIpAddressEntry(row);
  }

  @Override
  public Table getUnicastIpAddressTable(int family) {
    PointerByReference table = new PointerByReference();
    return table(GetUnicastIpAddressTable((short) family, table), table, ADDRESS_ROW);
  }

  @Override
  public void initializeIpForwardEntry(byte[] row) {
    InitializeIpForwardEntry(row);
  }

  @Override
  public int createIpForwardEntry2(byte[] row) {
    return CreateIpForwardEntry2(row);
  }

  @Override
  public int deleteIpForwardEntry2(byte[] row) {
    return DeleteIpForwardEntry2(row);
  }

  @Override
  public Table getIpForwardTable2(int family) {
    PointerByReference table = new PointerByReference();
    return table(GetIpForwardTable2((short) family, table), table, ROUTE_ROW);
  }

  private static Table table(int error, PointerByReference found, int rowSize) {
    if (error != WindowsError.SUCCESS) {
      return new Table(error, Bytes.EMPTY);
    }
    Pointer table = found.getValue();
    try {
      int rows = Math.clamp(table.getInt(0), 0, MOST_ROWS);
      byte[] all = rows == 0 ? new byte[0] : table.getByteArray(FIRST_ROW, rows * rowSize);
      return new Table(WindowsError.SUCCESS, Bytes.copyOf(all));
    } finally {
      FreeMibTable(table);
    }
  }

  @Override
  public int getBestRoute2(byte[] destination, byte[] route) {
    return GetBestRoute2(0, 0, 0, destination, 0, route, new byte[destination.length]);
  }

  @Override
  public void initializeIpInterfaceEntry(byte[] row) {
    InitializeIpInterfaceEntry(row);
  }

  @Override
  public int getIpInterfaceEntry(byte[] row) {
    return GetIpInterfaceEntry(row);
  }

  @Override
  public int setIpInterfaceEntry(byte[] row) {
    return SetIpInterfaceEntry(row);
  }

  @Override
  public int convertInterfaceAliasToLuid(String alias, long[] luid) {
    return ConvertInterfaceAliasToLuid(new WString(alias), luid);
  }

  @Override
  public int convertInterfaceGuidToLuid(byte[] guid, long[] luid) {
    return ConvertInterfaceGuidToLuid(guid, luid);
  }

  @Override
  public int convertInterfaceLuidToAlias(long luid, char[] alias) {
    return ConvertInterfaceLuidToAlias(new long[] {luid}, alias, alias.length);
  }

  @Override
  public int convertInterfaceLuidToIndex(long luid, int[] index) {
    return ConvertInterfaceLuidToIndex(new long[] {luid}, index);
  }
}
