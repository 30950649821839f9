// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.Registry;
import java.util.List;

/**
 * Which adapters Culvert made, by NetCfgInstanceId: HKLM\SOFTWARE\Culvert\Adapters. Free adapters
 * of other products have the same hardware id, and using them confuses both (openvpn issues 431,
 * 728).
 */
final class OwnAdapters {
  private static final String KEY = "SOFTWARE\\Culvert\\Adapters";

  private final Registry registry;

  OwnAdapters(Registry registry) {
    this.registry = registry;
  }

  boolean has(Adapter adapter) {
    return guids().stream().anyMatch(guid -> guid.equalsIgnoreCase(adapter.guid()));
  }

  List<String> guids() {
    return registry.keys(KEY);
  }

  void remember(Adapter adapter) throws DriverException {
    registry.setText(KEY + "\\" + adapter.guid(), "InstanceId", adapter.instanceId());
  }

  /** Forgets those that are gone. */
  void forgetAllBut(List<Adapter> present) throws DriverException {
    for (String guid : guids()) {
      if (present.stream().noneMatch(adapter -> adapter.guid().equalsIgnoreCase(guid))) {
        forget(guid);
      }
    }
  }

  void forget(String guid) throws DriverException {
    registry.deleteKey(KEY + "\\" + guid);
  }
}
