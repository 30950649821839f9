// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import dev.culvert.keys.DataCipher;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The kernel drivers there are, with what each cannot do (openvpn-protocol 7.1, linux-dco 4.1 and
 * 8, ovpn-dco-win 1.5 and 4.10): so that a profile can be judged on a machine without any of them.
 */
public enum KernelDriver {
  /** Part of Linux since 6.16; OpenVPN 2.7 uses it. */
  OVPN("ovpn", "", "Linux", Generation.OPENVPN_2_7),
  /** The module beside the kernel that OpenVPN 2.6 uses. */
  OVPN_DCO_V2("ovpn-dco-v2", "", "Linux", Generation.OPENVPN_2_6),
  /** 2.x, of OpenVPN 2.7. */
  OVPN_DCO_WIN_2("ovpn-dco-win", "2.x", "Windows", Generation.OPENVPN_2_7),
  /** 1.x, of OpenVPN 2.6. */
  OVPN_DCO_WIN_1("ovpn-dco-win", "1.x", "Windows", Generation.OPENVPN_2_6);

  /** Which OpenVPN drives it: the two do not say everything in the same words. */
  public enum Generation {
    OPENVPN_2_6,
    OPENVPN_2_7
  }

  private static final String NO_QUERY = "cannot go through a proxy that is asked for late";
  private static final String IP_ONLY = "carries IP packets only";

  private final String text;
  private final String line;
  private final String system;
  private final Generation generation;

  KernelDriver(String text, String line, String system, Generation generation) {
    this.text = text;
    this.line = line;
    this.system = system;
    this.generation = generation;
  }

  /** As users know it: {@code ovpn-dco-win}. Two of them share a name. */
  public String driverName() {
    return text;
  }

  /** The line of versions, {@code 1.x}; empty where there is but one. */
  public String versions() {
    return line;
  }

  /** {@code Linux}, {@code Windows}. */
  public String system() {
    return system;
  }

  public Generation generation() {
    return generation;
  }

  /** The driver of that name and version; empty for one that is none of the kernel. */
  public static Optional<KernelDriver> named(String name, Optional<String> version) {
    return switch (name) {
      case "ovpn-dco-win" ->
          Optional.of(
              version.filter(v -> v.startsWith("0.") || v.startsWith("1.")).isPresent()
                  ? OVPN_DCO_WIN_1
                  : OVPN_DCO_WIN_2);
      case "ovpn" -> Optional.of(OVPN);
      case "ovpn-dco-v2" -> Optional.of(OVPN_DCO_V2);
      default -> Optional.empty();
    };
  }

  /** What it can do where the system has everything it needs: Windows 11, a current kernel. */
  public Capabilities capabilities() {
    return capabilities(true);
  }

  /**
   * What it can do.
   *
   * @param chacha whether the system has ChaCha20-Poly1305: Windows 10 has not
   */
  public Capabilities capabilities(boolean chacha) {
    Set<DataCipher> ciphers = EnumSet.allOf(DataCipher.class);
    if (!chacha) {
      ciphers.remove(DataCipher.CHACHA20_POLY1305);
    }
    return new Capabilities(ciphers, refusals());
  }

  private Map<Feature, String> refusals() {
    Map<Feature, String> refusals = new EnumMap<>(Feature.class);
    refusals.put(Feature.PROXY, "cannot go through a proxy");
    refusals.put(Feature.QUERY_PROXY, NO_QUERY);
    refusals.put(Feature.FRAGMENT, "does not cut packets");
    refusals.put(Feature.COMPRESSION, "has no compression");
    refusals.put(Feature.LAYER_2, IP_ONLY);
    refusals.put(Feature.NULL_DEVICE, "always makes a device");
    refusals.put(Feature.UNIX_DEVICE, "always makes a device");
    refusals.put(Feature.STATIC_KEY, "takes its keys from a TLS session only");
    refusals.put(Feature.DATA_V1, "carries packets with a peer id (DATA_V2) only");
    refusals.put(Feature.SERVER_WITHOUT_SUBNET, "serves topology subnet only");
    refusals.put(Feature.USER_SPACE, "is a kernel driver");
    refusals.put(Feature.SHAPER, "does not limit the rate");
    refusals.put(Feature.CLIENT_NAT, "does not rewrite addresses");
    refusals.put(Feature.PASS_TOS, "does not copy the TOS field");
    refusals.put(Feature.MTU_TEST, "does not measure the path");
    refusals.put(Feature.BLOCK_IPV6, "drops IPv6 without an answer");
    refusals.put(
        Feature.RENEGOTIATION_BY_COUNT, "does not count towards it; renegotiation is automatic");
    refusals.put(Feature.DEVICE_NODE, "makes its own device");
    refusals.put(Feature.OLD_PEER, "needs a peer of 2.4.5 or newer");
    if (system.equals("Windows")) {
      refusals.put(Feature.TCP_SERVER, "cannot listen on TCP");
      refusals.put(Feature.NO_REMOTE, "needs the peer's address");
      refusals.put(Feature.MTU_OVER_1500, "carries packets of at most 1500 bytes");
      refusals.put(Feature.SEVERAL_LOCALS, "has one socket");
      refusals.put(Feature.SOCKET_OPTIONS, "sets no options of its socket");
      refusals.put(Feature.MARK, "sets no options of its socket");
    } else {
      refusals.put(Feature.MSS_CLAMP, "does not change TCP segment sizes");
    }
    switch (this) {
      case OVPN_DCO_WIN_1 -> {
        refusals.put(Feature.MANY_PEERS, "has one peer");
        refusals.put(Feature.NAMED_WINDOWS_DRIVER, "is another driver");
      }
      case OVPN_DCO_V2 -> {
        refusals.put(Feature.BIND_DEV, "sends past the device");
        refusals.put(Feature.MARK, "uses it to choose the route only");
      }
      case OVPN_DCO_WIN_2, OVPN -> {
        // Nothing beyond the above.
      }
    }
    return refusals;
  }
}
