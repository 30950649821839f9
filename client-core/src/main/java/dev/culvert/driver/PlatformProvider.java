// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import dev.culvert.network.NetworkPort;
import java.nio.file.Path;
import java.util.List;

/** One operating system. The engine finds the one that runs here by ServiceLoader. */
public interface PlatformProvider {
  /** {@code Linux}, {@code Windows}. */
  String name();

  /** As OpenVPN peers know it ({@code IV_PLAT}): {@code linux}, {@code win}. */
  String peerName();

  /** Whether this is the system we run on. */
  boolean runsHere();

  /** Kernel drivers, best first; those that are missing on this machine say so themselves. */
  List<TunnelDriver> kernelDrivers();

  /** Tun devices for the user-space data channel. */
  TunPorts tunPorts();

  /** Addresses, routes and interface settings. */
  NetworkPort network();

  /**
   * Folder for the undo journal: only the administrator may write there, and a reboot empties it.
   */
  Path stateDirectory();
}
