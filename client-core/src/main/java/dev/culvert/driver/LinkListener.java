// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.io.IOException;
import java.net.InetSocketAddress;

/** What a link reports. Called on threads of the link; implementations hand over and return. */
public interface LinkListener {
  /** Packets can go out: at once with UDP, with TCP when the connection stands. Once, and first. */
  void onOpen();

  /** A control packet arrived; its bytes now belong to the listener. */
  void onControl(byte[] packet, InetSocketAddress from);

  /**
   * Nothing authentic came for the time of {@link Keepalive#timeout()}. Once per {@code setPeer}.
   */
  void onPeerSilent();

  /** The primary key has sent so many packets that it must be replaced soon. Once per key. */
  void onKeyNearlyUsedUp();

  /** An authentic data packet came from a new address, and the data now goes there (float). */
  void onPeerMoved(InetSocketAddress to);

  /** The peer said goodbye in the data channel (OCC EXIT); it may say so several times. */
  default void onPeerExit() {}

  /** The transport is gone; nothing more comes. */
  void onFailed(IOException cause);
}
