// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import dev.culvert.keys.DataKey;
import java.io.IOException;

/**
 * A tunnel's device with whatever carries its data: a kernel driver or the user-space data channel.
 * It makes the link, because some drivers own the transport socket. The session drives all of them
 * with the same calls, from the control thread.
 */
public interface TunnelDevice extends AutoCloseable {
  DeviceId id();

  /**
   * Opens the transport. At most one link is open at a time; closing it leaves the device as it is,
   * so that a reconnect can keep the device ({@code persist-tun}). Returns without waiting for a
   * connection: {@link LinkListener#onOpen} tells that it stands, {@link LinkListener#onFailed}
   * that it does not.
   */
  Link link(LinkRequest request, LinkListener listener) throws IOException;

  /**
   * The peer is there and the tunnel's addresses and routes come next: makes the device one that
   * the system can give them to. Called again for each session; does nothing where that is so
   * already.
   *
   * @throws IOException the system does not show the interface in time
   */
  void activate() throws IOException;

  /** Tells where data goes and how its peer is called; again whenever that changes. */
  void setPeer(PeerSettings settings) throws IOException;

  /** Puts a key into a slot, over whatever was there. */
  void installKey(KeySlot slot, DataKey key) throws IOException;

  /** Primary and secondary change places: from now on the other key encrypts. */
  void swapKeys() throws IOException;

  /** Empties a slot; an empty one stays empty. */
  void dropKey(KeySlot slot) throws IOException;

  /**
   * The peer was heard on the control channel. A user-space channel counts that for its keepalive;
   * kernel drivers look at data packets only and ignore it.
   */
  void onControlHeard();

  TrafficCounters counters();

  /** False once it will never carry anything again: the adapter or its driver is gone. */
  boolean usable();

  /** Closes the link and gives the device back. Idempotent. */
  @Override
  void close();
}
