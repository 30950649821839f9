// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static java.util.Objects.requireNonNull;

import dev.culvert.driver.DeviceId;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.Link;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.TrafficCounters;
import dev.culvert.driver.TunPort;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.event.DropCounters;
import dev.culvert.event.DropReason;
import dev.culvert.keys.DataKey;
import dev.culvert.link.PacketSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The data channel in user space. Two threads carry it: one reads the tun port, seals and sends;
 * one belongs to the open link, receives, opens and writes to the tun port, and wakes for keepalive
 * ({@link LinkListener} is called on it, except {@code onKeyNearlyUsedUp}, which comes on either).
 * Without a link, a peer or a primary key what the system sends is dropped and counted.
 *
 * <p>The calls of {@link TunnelDevice} come from the control thread, {@link #close} from any.
 * Closing a link drops its peer and its keys: the next link is the next session.
 */
public final class UserspaceDevice implements TunnelDevice {
  /** Packets that every end must accept, whatever its own MTU (openvpn-protocol 5.10). */
  private static final int LARGEST_PACKET_AT_LEAST = 1600;

  private final TunPort tun;
  private final int largestPacket;
  private final PacketSocket.Opener sockets;
  private final ThreadFactory threads;
  private final LongSupplier nanoClock;
  private final DropCounters drops;
  private final Traffic traffic = new Traffic();
  private final KeySlots keys;
  private final Thread tunReader;
  private volatile @Nullable UserspaceLink link;
  private volatile @Nullable IOException tunFailure;
  private volatile boolean closed;

  private UserspaceDevice(
      TunPort tun,
      int mtu,
      PacketSocket.Opener sockets,
      ThreadFactory threads,
      LongSupplier nanoClock,
      Supplier<ReplayCheck> replayChecks,
      DropCounters drops) {
    this.tun = tun;
    this.largestPacket = Math.max(mtu, LARGEST_PACKET_AT_LEAST);
    this.sockets = sockets;
    this.threads = threads;
    this.nanoClock = nanoClock;
    this.drops = drops;
    this.keys = new KeySlots(replayChecks);
    this.tunReader = requireNonNull(threads.newThread(this::readTun), "the factory made no thread");
  }

  /**
   * Takes a tun port over and starts to read it.
   *
   * @param tun closed with the device
   * @param mtu largest IP packet in bytes
   * @param sockets {@code Transports::open}, or something faster
   * @param nanoClock monotonic nanoseconds, as {@code System::nanoTime}
   * @param replayChecks a fresh replay window for every key
   * @param drops counts what the data channel throws away
   */
  public static UserspaceDevice open(
      TunPort tun,
      int mtu,
      PacketSocket.Opener sockets,
      ThreadFactory threads,
      LongSupplier nanoClock,
      Supplier<ReplayCheck> replayChecks,
      DropCounters drops) {
    UserspaceDevice device =
        new UserspaceDevice(tun, mtu, sockets, threads, nanoClock, replayChecks, drops);
    device.tunReader.start();
    return device;
  }

  @Override
  public DeviceId id() {
    return tun.id();
  }

  @Override
  public synchronized Link link(LinkRequest request, LinkListener listener) throws IOException {
    IOException failure = tunFailure;
    if (failure != null) {
      throw new IOException(
          "device " + id().name() + " has failed: " + failure.getMessage(), failure);
    }
    if (closed || link != null) {
      throw new IllegalStateException(closed ? "the device is closed" : "a link is open");
    }
    UserspaceLink opened =
        new UserspaceLink(
            sockets.open(request),
            request.allowFloat(),
            listener,
            tun,
            largestPacket,
            keys,
            threads,
            nanoClock,
            drops,
            traffic);
    link = opened;
    opened.start();
    return new Handle(opened);
  }

  /** {@inheritDoc} A tun device is shown to the system from the start. */
  @Override
  public void activate() {}

  @Override
  public void setPeer(PeerSettings settings) throws IOException {
    openLink().setPeer(settings);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if that very key is installed already: a second counter would
   *     repeat its nonces
   */
  @Override
  public void installKey(KeySlot slot, DataKey key) throws IOException {
    installKey(slot, key, 1);
  }

  void installKey(KeySlot slot, DataKey key, long firstPacketId) throws IOException {
    openLink();
    keys.install(slot, key, firstPacketId);
  }

  @Override
  public void swapKeys() {
    keys.swap();
  }

  @Override
  public void dropKey(KeySlot slot) {
    keys.drop(slot);
  }

  @Override
  public void onControlHeard() {
    UserspaceLink current = link;
    if (current != null) {
      current.onControlHeard();
    }
  }

  @Override
  public TrafficCounters counters() {
    return traffic.snapshot();
  }

  @Override
  public boolean usable() {
    return tunFailure == null;
  }

  @Override
  public void close() {
    UserspaceLink current;
    synchronized (this) {
      closed = true;
      current = link;
    }
    if (current != null) {
      close(current);
    }
    tun.close();
    Threads.join(tunReader);
  }

  /** Makes the link look at the clock now: a test's clock does not wake anybody. */
  void lookAtClock() throws IOException {
    openLink().wakeUp();
  }

  private UserspaceLink openLink() throws IOException {
    UserspaceLink current = link;
    if (current == null) {
      throw new IOException("no link is open on " + id().name());
    }
    return current;
  }

  /** Not under our lock: the link's thread may be inside a listener that waits for it. */
  private void close(UserspaceLink closing) {
    closing.close();
    synchronized (this) {
      if (link == closing) {
        link = null;
        keys.dropAll();
      }
    }
  }

  private void readTun() {
    PacketBatch packets = Batches.tunnel(Batches.SLOTS, largestPacket);
    PacketBatch datagrams = Batches.link(Batches.SLOTS, largestPacket);
    Sealing sealing = new Sealing(keys, drops, InstalledKey::tunnelSeal);
    try {
      while (tun.read(packets) >= 0) {
        UserspaceLink current = link;
        if (current != null) {
          current.forward(packets, sealing, datagrams);
        } else {
          for (int i = 0; i < packets.count(); i++) {
            drops.count(DropReason.NO_DATA_KEY);
          }
        }
      }
    } catch (IOException e) {
      tunFailure = e;
      UserspaceLink current = link;
      if (!closed && current != null) {
        current.fail(e);
      }
    }
  }

  /** What the session holds: closing it also makes room for the next link. */
  private final class Handle implements Link {
    private final UserspaceLink opened;

    Handle(UserspaceLink opened) {
      this.opened = opened;
    }

    @Override
    public void send(byte[] packet, InetSocketAddress to) throws IOException {
      opened.send(packet, to);
    }

    @Override
    public InetSocketAddress local() {
      return opened.local();
    }

    @Override
    public Optional<InetSocketAddress> hop() {
      return opened.hop();
    }

    @Override
    public void close() {
      UserspaceDevice.this.close(opened);
    }
  }
}
