// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.DeviceTree;
import dev.culvert.win.capi.NetDevice;
import dev.culvert.win.capi.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the adapters of ovpn-dco-win among the network devices. Their hardware id is {@code
 * ovpn-dco} (ovpn-dco.inf; {@code root\ovpn-dco} with some other products), and the interface to
 * open is the one whose reference string is {@code ovpn-dco} (Driver.cpp); NDIS gives the same
 * device a second interface of the same class without it.
 */
public final class AdapterFinder {
  /** The hardware id that the driver's INF matches. */
  public static final String HARDWARE_ID = "ovpn-dco";

  private static final String ROOT_HARDWARE_ID = "root\\ovpn-dco";
  private static final String REFERENCE = "\\ovpn-dco";

  private final DeviceTree tree;
  private final Registry registry;

  public AdapterFinder(DeviceTree tree, Registry registry) {
    this.tree = tree;
    this.registry = registry;
  }

  /**
   * All adapters of the driver that are present, in Windows' order, those of other products and
   * disabled ones included. One that Windows is still installing (it has no GUID yet) is left out.
   */
  public List<Adapter> all() throws DriverException {
    List<Adapter> found = new ArrayList<>();
    for (NetDevice device : tree.netDevices()) {
      if (isDriven(device) && device.netCfgInstanceId().isPresent()) {
        found.add(adapter(device, device.netCfgInstanceId().get().toUpperCase(Locale.ROOT)));
      }
    }
    return found;
  }

  /** The adapter on this device node, once Windows has given it a GUID. */
  public Optional<Adapter> at(String instanceId) throws DriverException {
    return all().stream()
        .filter(adapter -> adapter.instanceId().equalsIgnoreCase(instanceId))
        .findFirst();
  }

  private static boolean isDriven(NetDevice device) {
    return device.hardwareIds().stream()
        .anyMatch(id -> id.equalsIgnoreCase(HARDWARE_ID) || id.equalsIgnoreCase(ROOT_HARDWARE_ID));
  }

  private Adapter adapter(NetDevice device, String guid) throws DriverException {
    return new Adapter(
        guid,
        device.instanceId(),
        ConnectionKeys.name(registry, guid).orElse(guid),
        tree.interfacePaths(device.instanceId()).stream()
            .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(REFERENCE))
            .findFirst(),
        device.problem());
  }
}
