// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static java.util.Objects.requireNonNull;

import dev.culvert.driver.Link;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.TransportLostException;
import dev.culvert.driver.TunPort;
import dev.culvert.event.DropCounters;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.link.PacketSocket;
import dev.culvert.wire.Opcode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One transport of a {@link UserspaceDevice}. Its thread receives, opens and hands to the tun port;
 * between packets it sleeps in the socket exactly until a ping or the end of the peer's time is
 * due, so it is also the one that keeps the clocks.
 */
final class UserspaceLink implements Link {
  /** Longest control packet that anybody sends, with room to spare (openvpn-protocol 9.13). */
  static final int LONGEST_CONTROL = 4096;

  /** Socket errors in a row, without one packet between them, after which the link has failed. */
  private static final int HOPELESS = 1000;

  private final PacketSocket socket;
  private final TunPort tun;
  private final boolean allowFloat;
  private final LinkListener listener;
  private final LongSupplier clock;
  private final DropCounters drops;
  private final Traffic traffic;
  private final Opening opening;
  private final Sealing pingSealing;
  private final Silence silence = new Silence();
  private final AtomicReference<@Nullable PeerSettings> peer = new AtomicReference<>();
  private final Thread thread;

  /** A ping, with room around it for a frame. */
  private final byte[] ping = new byte[PayloadFrame.LEAD + Notice.PING_LENGTH + 1];

  private final PayloadFrame frame;
  private final PacketBatch pingBatch;
  private final PacketBatch received;
  private final PacketBatch opened;
  private volatile boolean closed;

  UserspaceLink(
      PacketSocket socket,
      boolean allowFloat,
      LinkListener listener,
      TunPort tun,
      int largestPacket,
      KeySlots keys,
      ThreadFactory threads,
      LongSupplier clock,
      DropCounters drops,
      Traffic traffic) {
    this.socket = socket;
    this.allowFloat = allowFloat;
    this.listener = listener;
    this.tun = tun;
    this.clock = clock;
    this.drops = drops;
    this.traffic = traffic;
    this.opening = new Opening(keys);
    this.pingSealing = new Sealing(keys, drops, InstalledKey::pingSeal);
    this.frame = new PayloadFrame(largestPacket);
    this.pingBatch = Batches.link(1, ping.length);
    this.received = Batches.link(Batches.SLOTS, largestPacket);
    this.opened = Batches.tunnel(Batches.SLOTS, largestPacket);
    this.thread = requireNonNull(threads.newThread(this::run), "the factory made no thread");
  }

  void start() {
    thread.start();
  }

  void setPeer(PeerSettings settings) {
    silence.restart(settings.keepalive(), clock.getAsLong());
    peer.set(settings);
    socket.wakeUp();
  }

  void onControlHeard() {
    silence.heard(clock.getAsLong());
  }

  /** Makes the thread look at the clock. */
  void wakeUp() {
    socket.wakeUp();
  }

  /** Seals what the system sent and sends it; for the thread that reads the tun port. */
  void forward(PacketBatch packets, Sealing sealing, PacketBatch datagrams) {
    PeerSettings to = peer.get();
    if (to == null) {
      dropAll(DropReason.NO_DATA_KEY, packets.count());
      return;
    }
    long bytes = sealing.seal(packets, datagrams, to, listener);
    if (datagrams.count() > 0) {
      transmit(datagrams, to.remote());
      traffic.tunnelSent(datagrams.count(), bytes);
    }
  }

  @Override
  public void send(byte[] packet, InetSocketAddress to) throws IOException {
    silence.sent(clock.getAsLong());
    if (!socket.send(packet, 0, packet.length, to)) {
      drops.count(DropReason.NOT_SENT);
    }
  }

  @Override
  public InetSocketAddress local() {
    return socket.local();
  }

  @Override
  public Optional<InetSocketAddress> hop() {
    return socket.hop();
  }

  @Override
  public void close() {
    closed = true;
    peer.set(null);
    socket.close();
    Threads.join(thread);
  }

  /** The tun port is gone, or another end that is not the peer's doing. */
  void fail(IOException cause) {
    if (!closed) {
      listener.onFailed(cause);
    }
  }

  private void run() {
    try {
      socket.establish();
      if (!closed) {
        listener.onOpen();
        carry();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Returns when the link is closed; whatever else ends it is thrown. */
  private void carry() throws IOException {
    int errors = 0;
    while (!closed && errors < HOPELESS) {
      try {
        keepAlive();
        int count = socket.receive(received, silence.nextIn(clock.getAsLong()));
        if (count < 0) {
          break;
        }
        if (count > 0) {
          errors = 0;
          takeIn(clock.getAsLong());
        }
      } catch (TransportLostException e) {
        throw e;
      } catch (IOException e) {
        // UDP: the network's complaints about one packet say nothing about the next.
        errors++;
      }
    }
    throw new IOException("the socket of " + socket.local() + " is gone");
  }

  private void keepAlive() {
    long now = clock.getAsLong();
    if (silence.peerIsGone(now)) {
      listener.onPeerSilent();
    }
    if (silence.pingIsDue(now)) {
      // Also when it cannot be sent: the next attempt is an interval away, not at once.
      silence.sent(now);
      sendPing();
    }
  }

  private void sendPing() {
    PeerSettings to = peer.get();
    if (to == null) {
      return;
    }
    pingBatch.clear();
    Notice.ping(ping, PayloadFrame.LEAD);
    if (pingSealing.seal(ping, PayloadFrame.LEAD, Notice.PING_LENGTH, pingBatch, to, listener)) {
      byte[] array = pingBatch.array();
      int length = pingBatch.length(0);
      try {
        if (socket.send(array, pingBatch.offset(0), length, to.remote())) {
          traffic.linkSent(length);
        } else {
          drops.count(DropReason.NOT_SENT);
        }
      } catch (IOException e) {
        drops.count(DropReason.NOT_SENT);
      }
    }
  }

  private void transmit(PacketBatch datagrams, InetSocketAddress to) {
    try {
      int sent = socket.send(datagrams, to);
      dropAll(DropReason.NOT_SENT, datagrams.count() - sent);
      if (sent > 0) {
        silence.sent(clock.getAsLong());
      }
      traffic.linkSent(Batches.bytes(datagrams));
    } catch (IOException e) {
      dropAll(DropReason.NOT_SENT, datagrams.count());
    }
  }

  private void takeIn(long now) throws TransportLostException {
    opened.clear();
    for (int i = 0; i < received.count(); i++) {
      takeIn(received.offset(i), received.length(i), socket.sender(i), now);
    }
    if (opened.count() > 0) {
      deliver();
    }
  }

  private void takeIn(int offset, int length, InetSocketAddress from, long now)
      throws TransportLostException {
    if (length == 0) {
      drops.count(DropReason.TRUNCATED);
      return;
    }
    Opcode opcode;
    try {
      opcode = Opcode.of(received.array()[offset]);
    } catch (DroppedPacketException e) {
      drops.count(e.reason());
      return;
    }
    if (opcode.isData()) {
      takeData(opcode, offset, length, from, now);
    } else if (length > LONGEST_CONTROL) {
      drops.count(DropReason.OVERSIZED);
    } else {
      listener.onControl(Arrays.copyOfRange(received.array(), offset, offset + length), from);
    }
  }

  private void takeData(Opcode opcode, int offset, int length, InetSocketAddress from, long now)
      throws TransportLostException {
    traffic.linkReceived(length);
    PeerSettings known = peer.get();
    if (known == null) {
      drops.count(DropReason.NO_DATA_KEY);
      return;
    }
    boolean fromElsewhere = !from.equals(known.remote());
    if (fromElsewhere && !allowFloat) {
      drops.count(DropReason.WRONG_ADDRESS);
      return;
    }
    int plainLength = Opening.plainLength(opcode, length);
    if (plainLength > opened.room()) {
      drops.count(DropReason.OVERSIZED);
      return;
    }
    int at = opened.nextOffset();
    DropReason drop =
        opening.open(opcode, received.array(), offset, length, opened.array(), at, now);
    if (drop != null) {
      drops.count(drop);
      if (drop == DropReason.AEAD_MISMATCH && socket.isStream()) {
        // TCP changes and forges nothing by chance: nothing after it can be trusted to be whole
        // (openvpn-protocol 1.8).
        throw new TransportLostException("a data packet from " + from + " cannot be decrypted");
      }
      return;
    }
    silence.heard(now);
    if (fromElsewhere) {
      follow(known, from);
    }
    drop =
        frame.unframe(
            known.framing(), known.decompress(), opened.array(), at, plainLength, opened.room());
    if (drop != null) {
      drops.count(drop);
      return;
    }
    keep(frame.offset(), frame.length(), known.mss());
  }

  /** What an authentic packet holds: a packet for the system, or a message for us. */
  private void keep(int at, int plainLength, int mss) {
    switch (Notice.of(opened.array(), at, plainLength)) {
      case PING, OTHER -> {}
      case EXIT -> listener.onPeerExit();
      case NONE -> {
        if (plainLength == 0) {
          drops.count(DropReason.MALFORMED);
        } else {
          MssClamp.clamp(opened.array(), at, plainLength, mss);
          opened.add(at, plainLength);
        }
      }
    }
  }

  private void follow(PeerSettings known, InetSocketAddress to) {
    PeerSettings moved = known.movedTo(to);
    // Fails when the session has just told us something newer.
    if (peer.compareAndSet(known, moved)) {
      listener.onPeerMoved(to);
    }
  }

  private void deliver() {
    try {
      int taken = tun.write(opened);
      traffic.tunnelReceived(taken, Batches.bytes(opened));
      dropAll(DropReason.NOT_DELIVERED, opened.count() - taken);
    } catch (IOException e) {
      dropAll(DropReason.NOT_DELIVERED, opened.count());
    }
  }

  private void dropAll(DropReason reason, int count) {
    for (int i = 0; i < count; i++) {
      drops.count(reason);
    }
  }
}
