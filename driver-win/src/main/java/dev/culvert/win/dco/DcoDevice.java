// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import static java.util.Objects.requireNonNull;

import dev.culvert.driver.DeviceId;
import dev.culvert.driver.DriverException;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.Link;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.TrafficCounters;
import dev.culvert.driver.Transport;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.keys.DataKey;
import dev.culvert.win.adapter.Waiting;
import dev.culvert.win.capi.DeviceFile;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.wire.PeerId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * An ovpn-dco-win adapter with one peer: the driver has the socket, the keys and the keepalive; the
 * control channel goes through its handle. The order is NEW_PEER, reads, (handshake), START_VPN,
 * SET_PEER, NEW_KEY; a reconnect deletes the peer and starts again on the same handle.
 *
 * <p>All calls come from the control thread. One thread of the link reads.
 */
public final class DcoDevice implements TunnelDevice {
  private static final byte[] NOTHING = {};

  /**
   * Everything but a TCP connection is answered inside the call; this is for a driver that hangs.
   */
  private static final int ANSWER_MILLIS = 10_000;

  private static final Duration INTERFACE_STEP = Duration.ofMillis(50);
  private static final int INTERFACE_STEPS = 20;

  private final DeviceFile file;
  private final DeviceId id;
  private final IpInterface ip;
  private final ThreadFactory threads;
  private final Waiting waiting;
  private final DcoCounters counters = new DcoCounters();
  private @Nullable DcoLink link;
  private PeerId sendId = PeerId.NONE;
  private boolean started;
  private boolean deviceGone;
  private boolean closed;

  /**
   * Takes an open adapter over.
   *
   * @param file closed with the device
   * @param threads makes the thread that reads
   * @param waiting for the IP interface
   */
  public DcoDevice(
      DeviceFile file, DeviceId id, IpInterface ip, ThreadFactory threads, Waiting waiting) {
    this.file = file;
    this.id = id;
    this.ip = ip;
    this.threads = threads;
    this.waiting = waiting;
  }

  @Override
  public DeviceId id() {
    return id;
  }

  @Override
  public Link link(LinkRequest request, LinkListener listener) throws IOException {
    if (closed || link != null) {
      throw new IllegalStateException(closed ? "the device is closed" : "a link is open");
    }
    InetSocketAddress remote =
        requireNonNull(request.remote(), "the driver takes no end without a remote");
    InetSocketAddress local = request.local();
    NewPeer peer =
        local == null
            ? NewPeer.unbound(remote, request.transport())
            : new NewPeer(local, remote, request.transport());
    DcoLink opened = new DcoLink(this, file, peer, listener, threads);
    if (request.transport() == Transport.UDP) {
      control(Ioctl.NEW_PEER, peer.encode());
    } else {
      opened.connecting(file.begin(Ioctl.NEW_PEER.name(), Ioctl.NEW_PEER.code(), peer.encode()));
    }
    link = opened;
    opened.start();
    return opened;
  }

  /** Connects the medium, upon which Windows makes the IP interface, and waits for that. */
  @Override
  public void activate() throws IOException {
    if (!started) {
      control(Ioctl.START_VPN, NOTHING);
      started = true;
    }
    for (int step = 0; !ip.isThere(); step++) {
      if (step == INTERFACE_STEPS) {
        throw new DriverException(
            "GetIpInterfaceEntry",
            WindowsError.NOT_FOUND,
            "no IP interface 1 s after the connection: " + ip.obstacle(),
            id.name());
      }
      waiting.pause(INTERFACE_STEP);
    }
  }

  @Override
  public void setPeer(PeerSettings settings) throws IOException {
    control(Ioctl.SET_PEER, new SetPeer(settings.keepalive(), settings.mss()).encode());
    sendId = settings.sendId();
    if (link != null) {
      link.expectSilence(!settings.keepalive().timeout().isZero());
    }
  }

  @Override
  public void installKey(KeySlot slot, DataKey key) throws IOException {
    byte[] request = new CryptoData(slot, key, sendId).encode();
    try {
      control(Ioctl.NEW_KEY, request);
    } finally {
      Arrays.fill(request, (byte) 0);
    }
  }

  @Override
  public void swapKeys() throws IOException {
    control(Ioctl.SWAP_KEYS, NOTHING);
  }

  /**
   * {@inheritDoc} The driver has no such request: an old key stays until the next one takes its
   * slot or the peer is deleted.
   */
  @Override
  public void dropKey(KeySlot slot) {}

  /** {@inheritDoc} The driver looks at data packets only. */
  @Override
  public void onControlHeard() {}

  @Override
  public TrafficCounters counters() {
    if (!closed && link != null) {
      readCounters();
    }
    return counters.total();
  }

  private void readCounters() {
    byte[] answer = new byte[Statistics.SIZE];
    try {
      Ioctl request = Ioctl.GET_STATS;
      if (file.control(request.name(), request.code(), NOTHING, answer, ANSWER_MILLIS)
          == Statistics.SIZE) {
        counters.now(Statistics.decode(answer).counters());
      }
    } catch (DriverException e) {
      // Figures only: the last ones stand, and what is wrong shows itself elsewhere.
      return;
    }
  }

  @Override
  public boolean usable() {
    return !closed && !deviceGone && (link == null || !link.deviceIsGone());
  }

  /** The link is closing: its peer and keys go, handle and interface stay. */
  void release(DcoLink closing) {
    if (link != closing) {
      return;
    }
    readCounters();
    counters.peerGone();
    deviceGone |= closing.deviceIsGone();
    link = null;
    try {
      control(Ioctl.DEL_PEER, NOTHING);
    } catch (DriverException e) {
      // The driver is gone, and the peer with it: the next use of the device says so.
      deviceGone = true;
    }
  }

  private void control(Ioctl request, byte[] in) throws DriverException {
    file.control(request.name(), request.code(), in, NOTHING, ANSWER_MILLIS);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (link != null) {
      link.close();
    }
    closed = true;
    file.close();
  }
}
