// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.directive.Source;
import dev.culvert.driver.KernelDriver;
import dev.culvert.driver.KernelDriver.Generation;
import java.util.Optional;

/** The lines of OpenVPN's own log about data channel offload (openvpn-protocol 7.1). */
final class OffloadNotes {
  private static final String OFF = ", disabling data channel offload.";

  private OffloadNotes() {}

  /** The note about a feature; empty where OpenVPN is silent. */
  static Optional<String> of(Demand.OfFeature demand, KernelDriver driver, boolean server) {
    boolean old = driver.generation() == Generation.OPENVPN_2_6;
    return Optional.ofNullable(
        switch (demand.feature()) {
          case COMPRESSION ->
              demand.mention().source() instanceof Source.Pushed
                  ? "Compression or compression stub framing is not allowed since data-channel"
                      + " offloading is enabled."
                  : "Note: '--allow-compression' is not set to 'no'" + OFF;
          case DATA_V1 ->
              "OPTIONS IMPORT: Server did not request DATA_V2 packet format required for data"
                  + " channel offload";
          case STATIC_KEY ->
              "No tls-client or tls-server option in configuration detected. Disabling data channel"
                  + " offload.";
          case LAYER_2 -> "Note: dev-type not tun" + OFF;
          case NULL_DEVICE ->
              old
                  ? "Note: dev-type not tun" + OFF
                  : "Note: null tun type selected, disabling data channel offload";
          case UNIX_DEVICE ->
              old ? null : "Note: afunix tun type selected, disabling data channel offload";
          case FRAGMENT, PROXY, QUERY_PROXY ->
              "Note: --" + demand.option() + " disables data channel offload.";
          case NO_REMOTE ->
              old
                  ? "NOTE: --remote is not defined" + OFF
                  : "NOTE: --remote is not defined. This DCO version doesn't support multipeer."
                      + " Disabling Data Channel Offload";
          case TCP_SERVER ->
              server && !old
                  ? "NOTE: TCP transport disables data channel offload on Windows in server mode."
                  : null;
          case SEVERAL_LOCALS ->
              old ? null : "NOTE: multiple --local options defined, disabling data channel offload";
          case MANY_PEERS -> "--mode server is set. Disabling Data Channel Offload";
          case NAMED_WINDOWS_DRIVER ->
              "--windows-driver is set to '"
                  + demand.mention().text().replaceFirst("^\\S+\\s*", "")
                  + "'. Disabling Data Channel Offload";
          case SERVER_WITHOUT_SUBNET ->
              "Note: NOT using '--topology subnet' disables data channel offload.";
          case DEVICE_NODE ->
              "Note: ignoring --dev-node as it has no effect when using data channel offload";
          case RENEGOTIATION_BY_COUNT ->
              old
                  ? null
                  : "Note: '--reneg-bytes' and '--reneg-pkts' are not supported by data channel"
                      + " offload; automatic key renegotiation mechanisms are sufficient for modern"
                      + " ciphers. Ignoring these options.";
          default -> null;
        });
  }

  static String ofCipher(String name) {
    return "Note: cipher '" + name + "' in --data-ciphers is not supported by ovpn-dco" + OFF;
  }

  static String ofFallback(String name) {
    return "Note: --data-ciphers-fallback with cipher '"
        + name
        + "' disables data channel offload.";
  }

  /** What OpenVPN says when its driver is missing; for no driver at all, what 2.6 says on Linux. */
  static String missing(Optional<KernelDriver> driver) {
    return switch (driver.orElse(KernelDriver.OVPN_DCO_V2)) {
      case OVPN_DCO_WIN_1, OVPN_DCO_WIN_2 -> "Note: ovpn-dco-win driver is missing" + OFF;
      case OVPN_DCO_V2 -> "Note: Kernel support for ovpn-dco missing" + OFF;
      case OVPN ->
          "Note: Kernel support for ovpn interfaces missing"
              + OFF
              + " Use Linux 6.16.0 or newer with ovpn support or use ovpn-backports for interface"
              + " support.";
    };
  }
}
