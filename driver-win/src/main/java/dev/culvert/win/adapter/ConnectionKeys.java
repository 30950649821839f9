// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where Windows keeps the names of network connections. */
final class ConnectionKeys {
  private static final String CONNECTIONS =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}";

  private ConnectionKeys() {}

  /** The name of the connection of the adapter with this GUID. */
  static Optional<String> name(Registry registry, String guid) throws DriverException {
    return registry.text(CONNECTIONS + "\\" + guid + "\\Connection", "Name");
  }

  /** The names of all connections, also of those whose device is not present: they stay taken. */
  static List<String> names(Registry registry) throws DriverException {
    List<String> names = new ArrayList<>();
    for (String guid : registry.subkeys(CONNECTIONS)) {
      name(registry, guid).ifPresent(names::add);
    }
    return names;
  }
}
