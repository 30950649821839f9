// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.io.IOException;
import java.util.Optional;

/** A way to carry a tunnel's data. */
public interface TunnelDriver {
  /** As users know it: {@code ovpn-dco-win}, {@code ovpn}, {@code user space}. */
  String name();

  /** Why it cannot be used on this machine, in one sentence; empty when it can. */
  Optional<String> unavailable();

  TunnelDevice open(DeviceRequest request) throws IOException;
}
