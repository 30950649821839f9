// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/**
 * What a tunnel may ask of whatever carries its data, beyond the ciphers (openvpn-protocol 7.1,
 * 7.2).
 */
public enum Feature {
  UDP,
  /** TCP, connecting to the peer. */
  TCP_CLIENT,
  /** TCP, waiting for the peer. */
  TCP_SERVER,
  /** A point-to-point end that is told no {@code remote} and waits for its peer. */
  NO_REMOTE,
  /** An HTTP or SOCKS proxy before the transport. */
  PROXY,
  /** {@code management-query-proxy}: a proxy that is named only while connecting. */
  QUERY_PROXY,
  /** {@code fragment}: packets cut and put together again. */
  FRAGMENT,
  /** Compression, or the framing byte of it. */
  COMPRESSION,
  /** A tap device: Ethernet frames. */
  LAYER_2,
  /** {@code dev null}: no device at all. */
  NULL_DEVICE,
  /** {@code dev-node unix:...}: a program at a local socket instead of a device. */
  UNIX_DEVICE,
  /** Keys from a file ({@code secret}) or none: no TLS. */
  STATIC_KEY,
  /** Data packets without a peer id, as servers up to 2.4.4 send them. */
  DATA_V1,
  /** Tunnel packets of more than 1500 bytes. */
  MTU_OVER_1500,
  /** Many peers on one device: a server. */
  MANY_PEERS,
  /** A server that gives its clients addresses in pairs: a topology other than subnet. */
  SERVER_WITHOUT_SUBNET,
  /** A server that listens at several addresses. */
  SEVERAL_LOCALS,
  /** A socket bound to a device ({@code bind-dev}). */
  BIND_DEV,
  /** Another Windows driver asked for by name ({@code windows-driver}). */
  NAMED_WINDOWS_DRIVER,
  /** To stay out of the kernel ({@code disable-dco}). */
  USER_SPACE,

  /** Socket options of the transport: buffer sizes, path MTU discovery. */
  SOCKET_OPTIONS(false),
  /** {@code mark} on the packets that leave. */
  MARK(false),
  /** {@code shaper}: a limit of bytes per second. */
  SHAPER(false),
  /** {@code client-nat}. */
  CLIENT_NAT(false),
  /** {@code passtos}. */
  PASS_TOS(false),
  /** {@code mtu-test}. */
  MTU_TEST(false),
  /** {@code mssfix}: the size of TCP segments in the tunnel. */
  MSS_CLAMP(false),
  /** {@code block-ipv6}: an answer to packets that are not let through. */
  BLOCK_IPV6(false),
  /** {@code reneg-bytes}, {@code reneg-pkts}. */
  RENEGOTIATION_BY_COUNT(false),
  /** {@code dev-node}. */
  DEVICE_NODE(false),
  /** {@code compat-mode} with a version before 2.4.0: peers without DATA_V2. */
  OLD_PEER(false);

  private final boolean essential;

  Feature() {
    this(true);
  }

  Feature(boolean essential) {
    this.essential = essential;
  }

  /** Whether a tunnel that asks for it cannot do without; otherwise the wish is without effect. */
  public boolean isEssential() {
    return essential;
  }
}
