// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.io.IOException;

/** Opens tun devices for the user-space data channel. */
public interface TunPorts {
  TunPort open(DeviceRequest request) throws IOException;
}
