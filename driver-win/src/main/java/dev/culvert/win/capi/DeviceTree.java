// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import dev.culvert.driver.DriverException;
import java.util.List;

/**
 * Windows' network devices through SetupAPI and the configuration manager. A test puts a tree of
 * its own here. Changes need an administrator.
 */
public interface DeviceTree {
  /** GUID_DEVCLASS_NET: the setup class of network adapters. */
  String NET_CLASS = "{4d36e972-e325-11ce-bfc1-08002be10318}";

  /**
   * A device that is present.
   *
   * @param instanceId as {@code ROOT\NET\0001}
   * @param hardwareIds most specific first
   * @param driverKey of the class key, as {@code {4d36e972-...}\0007}; empty before a driver is
   *     installed
   * @param problem CM_PROB_* when the device does not work (22 is disabled); 0 for none
   */
  record Device(String instanceId, List<String> hardwareIds, String driverKey, int problem) {
    public Device {
      hardwareIds = List.copyOf(hardwareIds);
    }
  }

  /** All network devices that are present, of every maker. */
  List<Device> networkDevices() throws DriverException;

  /** The paths of a device's interfaces of class GUID_DEVINTERFACE_NET that are enabled. */
  List<String> interfacePaths(String instanceId) throws DriverException;

  /**
   * Makes a root-enumerated network device and installs the best driver that Windows has for it.
   *
   * @return its instance id
   * @throws DriverException with the step that failed; the device is removed again then
   */
  String create(String hardwareId) throws DriverException;

  /** Removes a device. */
  void remove(String instanceId) throws DriverException;

  /** Gives a connection another name, which then shows in its registry key. */
  void rename(String adapterGuid, String name) throws DriverException;
}
