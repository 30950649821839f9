// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import dev.culvert.driver.DriverException;
import java.util.List;

/** Network devices as Windows' device tree has them (SetupAPI, configuration manager). */
public interface DeviceTree {
  /** The devices of the class Net that are present, disabled ones included, in Windows' order. */
  List<NetDevice> netDevices() throws DriverException;

  /**
   * The enabled interfaces of class GUID_DEVINTERFACE_NET of one device, as paths for CreateFile.
   * Empty when the device is disabled or not started yet.
   */
  List<String> interfacePaths(String instanceId) throws DriverException;

  /**
   * Makes a root-enumerated device node of the class Net and lets Windows install the best driver
   * of its store on it. Needs administrator rights. After a failure nothing is left over; if even
   * that fails, the exception carries the second one as suppressed.
   */
  NewNode createNode(String hardwareId) throws DriverException;

  /** Removes a device node for good, in all hardware profiles. Needs administrator rights. */
  void removeNode(String instanceId) throws DriverException;

  /**
   * Gives the connection of an adapter another name. Success of this call does not prove the
   * rename: read the name back. Needs administrator rights.
   *
   * @param guid the adapter's NetCfgInstanceId with braces
   */
  void renameConnection(String guid, String name) throws DriverException;
}
