// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.net.Inet4Address;

/** The tunnel's own IPv4 address. */
public sealed interface Ifconfig {
  Inet4Address local();

  /** Topology subnet: {@code ifconfig LOCAL NETMASK}. */
  record Subnet(Inet4Address local, int length) implements Ifconfig {}

  /** Topologies p2p and net30: {@code ifconfig LOCAL REMOTE}. */
  record PointToPoint(Inet4Address local, Inet4Address remote) implements Ifconfig {}
}
