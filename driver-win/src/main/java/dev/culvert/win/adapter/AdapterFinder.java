// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.DeviceTree;
import dev.culvert.win.capi.DeviceTree.Device;
import dev.culvert.win.capi.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the driver's adapters among the network devices, whoever made them. */
public final class AdapterFinder {
  static final String HARDWARE_ID = "ovpn-dco";
  private static final Set<String> HARDWARE_IDS = Set.of(HARDWARE_ID, "root\\ovpn-dco");

  /** The reference string: the same device class also has NDIS interfaces without it. */
  private static final String REFERENCE = "\\ovpn-dco";

  private static final String CLASS_KEY = "SYSTEM\\CurrentControlSet\\Control\\Class\\";
  private static final String CONNECTIONS =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}";

  private final DeviceTree tree;
  private final Registry registry;

  public AdapterFinder(DeviceTree tree, Registry registry) {
    this.tree = tree;
    this.registry = registry;
  }

  /** All of the driver's adapters that are present and have their NetCfgInstanceId. */
  public List<Adapter> all() throws DriverException {
    List<Adapter> found = new ArrayList<>();
    for (Device device : tree.networkDevices()) {
      if (device.hardwareIds().stream().anyMatch(AdapterFinder::isOurs)) {
        adapter(device).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The adapter of a device just made; empty until Windows has given it its id. */
  Optional<Adapter> ofInstance(String instanceId) throws DriverException {
    return all().stream().filter(a -> a.instanceId().equalsIgnoreCase(instanceId)).findFirst();
  }

  /** The names of all connections, also of those without a device: they stay taken. */
  List<String> connectionNames() {
    return registry.keys(CONNECTIONS).stream()
        .flatMap(guid -> connectionName(guid).stream())
        .toList();
  }

  private Optional<String> connectionName(String guid) {
    return registry.text(CONNECTIONS + "\\" + guid + "\\Connection", "Name");
  }

  private static boolean isOurs(String hardwareId) {
    return HARDWARE_IDS.contains(hardwareId.toLowerCase(Locale.ROOT));
  }

  private Optional<Adapter> adapter(Device device) throws DriverException {
    Optional<String> guid =
        registry
            .text(CLASS_KEY + device.driverKey(), "NetCfgInstanceId")
            .filter(text -> !text.isEmpty());
    if (guid.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> path =
        tree.interfacePaths(device.instanceId()).stream()
            .filter(p -> p.toLowerCase(Locale.ROOT).endsWith(REFERENCE))
            .findFirst();
    return Optional.of(
        new Adapter(
            guid.get(),
            device.instanceId(),
            CLASS_KEY + device.driverKey(),
            connectionName(guid.get()).orElse(guid.get()),
            path,
            device.problem()));
  }
}
