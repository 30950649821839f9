// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.io.IOException;
import java.util.Optional;

/** Opens tun devices for the user-space data channel. */
public interface TunPorts {
  /** Why there are none on this system, in one sentence; empty when there are. */
  default Optional<String> unavailable() {
    return Optional.empty();
  }

  TunPort open(DeviceRequest request) throws IOException;
}
