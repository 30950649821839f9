// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/** What a tunnel may ask of whatever carries its data, beyond the ciphers. */
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
  /** {@code fragment}: packets cut and put together again. */
  FRAGMENT,
  /** Compression, or the framing byte of it. */
  COMPRESSION,
  /** A tap device: Ethernet frames. */
  LAYER_2,
  /** Data packets without a peer id, as servers up to 2.4.4 send them. */
  DATA_V1,
  /** Tunnel packets of more than 1500 bytes. */
  MTU_OVER_1500,
  /** Socket options of the transport: buffer sizes, marks, path MTU discovery. */
  SOCKET_OPTIONS,
  /** To stay out of the kernel ({@code disable-dco}). */
  USER_SPACE
}
