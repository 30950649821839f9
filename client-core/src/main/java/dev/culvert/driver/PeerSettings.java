// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import dev.culvert.wire.PeerId;
import java.net.InetSocketAddress;

/**
 * The peer of a point-to-point or client device.
 *
 * @param sendId in the header of what we send; {@link PeerId#NONE} for DATA_V1
 * @param remote where data goes
 * @param keepalive restarts its clocks when set
 * @param mss largest TCP segment to let through the tunnel over IPv4, in bytes of TCP payload (IPv6
 *     has 20 less); 0 to leave SYN packets alone
 * @param framing of the payloads, both ways
 * @param decompress whether a compressed payload is opened; else it is dropped
 */
public record PeerSettings(
    PeerId sendId,
    InetSocketAddress remote,
    Keepalive keepalive,
    int mss,
    CompressionFraming framing,
    boolean decompress) {
  /** Without compression framing. */
  public PeerSettings(PeerId sendId, InetSocketAddress remote, Keepalive keepalive, int mss) {
    this(sendId, remote, keepalive, mss, CompressionFraming.NONE, false);
  }

  /** The same peer at another address. */
  public PeerSettings movedTo(InetSocketAddress to) {
    return new PeerSettings(sendId, to, keepalive, mss, framing, decompress);
  }
}
