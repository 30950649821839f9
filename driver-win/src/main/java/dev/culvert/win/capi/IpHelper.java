// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import dev.culvert.bytes.Bytes;

/**
 * The calls of iphlpapi.dll as they are: rows are byte arrays in their layout of x64, the result is
 * an error number, 0 for none. A test puts tables of its own here. Any thread.
 */
public interface IpHelper {
  /** MIB_UNICASTIPADDRESS_ROW. */
  int ADDRESS_ROW = 80;

  /** MIB_IPFORWARD_ROW2. */
  int ROUTE_ROW = 104;

  /** MIB_IPINTERFACE_ROW. */
  int INTERFACE_ROW = 168;

  /** Where the rows of a table begin: behind their number, aligned to 8. */
  int FIRST_ROW = 8;

  /** Rows one after the other, or the number of an error. */
  record Table(int error, Bytes rows) {}

  void initializeUnicastIpAddressEntry(byte[] row);

  int createUnicastIpAddressEntry(byte[] row);

  int deleteUnicastIpAddressEntry(byte[] row);

  Table getUnicastIpAddressTable(int family);

  void initializeIpForwardEntry(byte[] row);

  int createIpForwardEntry2(byte[] row);

  int deleteIpForwardEntry2(byte[] row);

  Table getIpForwardTable2(int family);

  /** The route to a destination (SOCKADDR_INET), from any interface and source. */
  int getBestRoute2(byte[] destination, byte[] route);

  void initializeIpInterfaceEntry(byte[] row);

  /** Fills the row of the family and LUID that it names. */
  int getIpInterfaceEntry(byte[] row);

  int setIpInterfaceEntry(byte[] row);

  /** The first of {@code luid} takes the NET_LUID. */
  int convertInterfaceAliasToLuid(String alias, long[] luid);

  int convertInterfaceGuidToLuid(byte[] guid, long[] luid);

  /** {@code alias} takes the text with its NUL. */
  int convertInterfaceLuidToAlias(long luid, char[] alias);

  int convertInterfaceLuidToIndex(long luid, int[] index);
}
