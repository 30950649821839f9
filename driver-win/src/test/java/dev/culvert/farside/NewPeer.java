// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** OVPN_NEW_PEER: Local 0, Remote 28, Proto 56. */
record NewPeer(boolean tcp, InetSocketAddress local, InetSocketAddress remote) {
  static NewPeer decode(Bytes input) throws Deviation {
    Structure in = new Structure(input);
    InetSocketAddress local = in.address("NEW_PEER Local");
    InetSocketAddress remote = in.address("NEW_PEER Remote");
    int proto = in.i32();
    if (proto != 0 && proto != 1) {
      throw new Deviation(NtStatus.INVALID_DEVICE_REQUEST, "NEW_PEER Proto " + proto);
    }
    if (local.getAddress() instanceof Inet6Address != remote.getAddress() instanceof Inet6Address) {
      throw new Deviation(
          NtStatus.INVALID_DEVICE_REQUEST,
          "NEW_PEER Local and Remote are of different address families");
    }
    if (remote.getPort() == 0 || remote.getAddress().isAnyLocalAddress()) {
      throw new Deviation(
          NtStatus.INVALID_PARAMETER, "NEW_PEER Remote is " + Addresses.text(remote));
    }
    return new NewPeer(proto == 1, local, remote);
  }

  @Override
  public String toString() {
    return (tcp ? "tcp" : "udp")
        + " local="
        + Addresses.text(local)
        + " remote="
        + Addresses.text(remote);
  }
}
