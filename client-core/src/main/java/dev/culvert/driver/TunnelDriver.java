// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.io.IOException;
import java.util.Optional;

/** A way to carry a tunnel's data. */
public interface TunnelDriver {
  /** As users know it: {@code ovpn-dco-win}, {@code ovpn}, {@code user space}. */
  String name();

  /** The version that runs here; empty when it has none, or tells it only once it is open. */
  Optional<String> version();

  /** Why it cannot be used on this machine, in one sentence; empty when it can. */
  Optional<String> unavailable();

  /** What it can do here. Asked only of a driver that is not {@link #unavailable}. */
  Capabilities capabilities();

  TunnelDevice open(DeviceRequest request) throws IOException;
}
