// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win;

import dev.culvert.network.IpVersion;
import dev.culvert.network.NetChange;
import dev.culvert.network.NetworkPort;
import dev.culvert.network.RouteToPeer;
import dev.culvert.network.SystemRoute;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** Refuses everything. */
final class UnchangedNetwork implements NetworkPort {
  @Override
  public Optional<RouteToPeer> routeTo(InetAddress destination) throws IOException {
    throw refused();
  }

  @Override
  public Optional<SystemRoute> defaultRoute(IpVersion version) throws IOException {
    throw refused();
  }

  @Override
  public OptionalInt deviceIndex(String device) throws IOException {
    throw refused();
  }

  @Override
  public boolean isInPlace(NetChange change) throws IOException {
    throw refused();
  }

  @Override
  public Outcome apply(NetChange change) throws IOException {
    throw refused();
  }

  @Override
  public void undo(NetChange change) throws IOException {
    throw refused();
  }

  private static IOException refused() {
    return new IOException("this version of Culvert does not change the network of Windows yet");
  }
}
