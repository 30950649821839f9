// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win;

import dev.culvert.driver.Capabilities;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.driver.TunnelDriver;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kernel driver of Windows, which this version knows by name only. */
final class UndrivenOvpnDcoWin implements TunnelDriver {
  private static final String WHY = "this version of Culvert does not drive ovpn-dco-win yet";

  @Override
  public String name() {
    return "ovpn-dco-win";
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.of(WHY);
  }

  @Override
  public Optional<String> version() {
    return Optional.empty();
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(Set.of(), Map.of());
  }

  @Override
  public TunnelDevice open(DeviceRequest request) throws IOException {
    throw new IOException(WHY);
  }
}
