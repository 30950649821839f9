// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import dev.culvert.network.NetworkPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

  /** What else a person who helps asks for first: rights, adapters, what the system lacks. */
  default List<Finding> facts() {
    return List.of();
  }

  /**
   * What this process lacks to change the network, in a sentence with what to do about it; empty
   * when it may.
   */
  default Optional<String> missingRights() {
    return Optional.empty();
  }

  /**
   * The steps of the self-test on this system, in order. Nothing happens before the first is run.
   *
   * @param tunnel the engine's own, to be put where the driver's device is free
   */
  default List<SelfCheck> selfChecks(TunnelChecks tunnel) {
    return tunnel.over(() -> Optional.of("tun"));
  }
}
