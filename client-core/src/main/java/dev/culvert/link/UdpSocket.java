// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * UDP over NIO, one system call per packet. Connected when the peer is known and cannot move: the
 * kernel then drops strangers, reports ICMP errors, and receiving allocates nothing. On Windows it
 * stays unconnected and drops strangers itself: there, "port unreachable" is an error of the socket
 * (Microsoft: SIO_UDP_CONNRESET), which Java turns off for unconnected sockets alone. Under Wine 8
 * a connected one is never seen as readable again after it (observed), so a peer that starts later
 * is not heard.
 */
public final class UdpSocket implements PacketSocket {
  /** Bytes of socket buffer that are asked for unless the request names a number. */
  public static final int DEFAULT_BUFFER = 4 << 20;

  /** How long a full send buffer may hold a batch up before its packets are given up. */
  private static final long PATIENCE_MILLIS = 100;

  private final DatagramChannel channel;
  private final Selector readable;
  private final Selector writable;
  private final boolean connected;
  private final @Nullable InetSocketAddress onlyPeer;
  private final @Nullable SocksEnvelope envelope;
  private final boolean ipv6Only;
  private final InetSocketAddress local;

  private ByteBuffer receiveView = ByteBuffer.allocate(0);
  private ByteBuffer sendView = ByteBuffer.allocate(0);
  private InetSocketAddress[] senders = {};

  private UdpSocket(
      DatagramChannel channel,
      Selector readable,
      Selector writable,
      @Nullable InetSocketAddress onlyPeer,
      @Nullable SocksEnvelope envelope,
      boolean ipv6Only)
      throws IOException {
    this.channel = channel;
    this.readable = readable;
    this.writable = writable;
    this.connected = channel.isConnected();
    this.onlyPeer = onlyPeer;
    this.envelope = envelope;
    this.ipv6Only = ipv6Only;
    this.local = (InetSocketAddress) channel.getLocalAddress();
  }

  /** Opens and binds a socket for a UDP request. */
  public static UdpSocket open(LinkRequest request) throws IOException {
    return open(request, !System.getProperty("os.name").startsWith("Windows"));
  }

  /** Opens a socket to a relay, which always is a connected one. */
  static UdpSocket through(LinkRequest request, SocksEnvelope envelope) throws IOException {
    return open(request, true, envelope);
  }

  static UdpSocket open(LinkRequest request, boolean mayConnect) throws IOException {
    return open(request, mayConnect, null);
  }

  private static UdpSocket open(
      LinkRequest request, boolean mayConnect, @Nullable SocksEnvelope envelope)
      throws IOException {
    if (request.transport() != Transport.UDP) {
      throw new IllegalArgumentException("UDP cannot carry " + request.transport());
    }
    DatagramChannel channel = channel(request);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer(request.receiveBuffer()));
      channel.setOption(StandardSocketOptions.SO_SNDBUF, buffer(request.sendBuffer()));
      channel.bind(request.remote() == null ? Families.toBind(request.local()) : request.local());
      InetSocketAddress fixed = request.allowFloat() ? null : request.remote();
      if (fixed != null && mayConnect) {
        channel.connect(fixed);
      }
      Selector readable = Selector.open();
      Selector writable = Selector.open();
      channel.register(readable, SelectionKey.OP_READ);
      channel.register(writable, SelectionKey.OP_WRITE);
      return new UdpSocket(channel, readable, writable, fixed, envelope, request.ipv6Only());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static DatagramChannel channel(LinkRequest request) throws IOException {
    InetSocketAddress known = request.remote() != null ? request.remote() : request.local();
    if (known == null || (request.remote() == null && Families.isEverywhere(known))) {
      return DatagramChannel.open();
    }
    boolean version4 = Families.of(known) == StandardProtocolFamily.INET;
    try {
      return version4
          ? DatagramChannel.open(StandardProtocolFamily.INET)
          : DatagramChannel.open(StandardProtocolFamily.INET6);
    } catch (UnsupportedOperationException e) {
      throw new IOException("this system has no IPv" + (version4 ? "4: " : "6: ") + known, e);
    }
  }

  private static int buffer(int requested) {
    return requested == 0 ? DEFAULT_BUFFER : requested;
  }

  @Override
  public int receive(PacketBatch batch, long timeoutNanos) throws IOException {
    batch.clear();
    try {
      if (drain(batch) == 0) {
        await(timeoutNanos);
        drain(batch);
      }
      return batch.count();
    } catch (ClosedChannelException | ClosedSelectorException e) {
      return -1;
    } catch (PortUnreachableException e) {
      return batch.count();
    }
  }

  private void await(long timeoutNanos) throws IOException {
    if (timeoutNanos == Long.MAX_VALUE) {
      readable.select();
    } else {
      readable.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos + 999_999)));
    }
    readable.selectedKeys().clear();
  }

  /** Lets {@link #receive} return without a packet when something comes on {@code other}. */
  void wakeWhenReadable(SocketChannel other) throws ClosedChannelException {
    other.register(readable, SelectionKey.OP_READ);
  }

  private int drain(PacketBatch batch) throws IOException {
    receiveView = view(receiveView, batch);
    while (!batch.isFull()) {
      int offset = batch.nextOffset();
      receiveView.limit(offset + batch.room()).position(offset);
      if (!receiveOne(batch.count())) {
        break;
      }
      batch.add(receiveView.position() - offset);
    }
    return batch.count();
  }

  /** The view of last time when it is the same batch, so that a packet makes none. */
  @SuppressWarnings({"ReferenceEquality", "ByteBufferBackingArray"})
  private static ByteBuffer view(ByteBuffer last, PacketBatch batch) {
    return last.array() == batch.array() ? last : ByteBuffer.wrap(batch.array());
  }

  /** Reads into {@link #receiveView}; whether there was a packet, which may be empty. */
  private boolean receiveOne(int index) throws IOException {
    int before = receiveView.position();
    if (envelope != null) {
      return envelope.read(channel, receiveView) > 0;
    }
    if (connected) {
      // A connected channel reads 0 both for "nothing there" and for an empty datagram: both are
      // worth nothing, and the selector wakes us for what lies behind an empty one.
      return channel.read(receiveView) > 0 && receiveView.position() > before;
    }
    InetSocketAddress from = (InetSocketAddress) channel.receive(receiveView);
    while (from != null && !isWelcome(from)) {
      receiveView.position(before);
      from = (InetSocketAddress) channel.receive(receiveView);
    }
    if (from == null) {
      return false;
    }
    if (senders.length <= index) {
      senders = Arrays.copyOf(senders, Math.max(64, index + 1));
    }
    senders[index] = from;
    return true;
  }

  private boolean isWelcome(InetSocketAddress from) {
    return onlyPeer != null
        ? onlyPeer.equals(from)
        : !ipv6Only || !Families.isVersion4(from.getAddress());
  }

  @Override
  public InetSocketAddress sender(int index) {
    return onlyPeer != null ? onlyPeer : senders[index];
  }

  @Override
  public int send(PacketBatch batch, InetSocketAddress to) throws IOException {
    sendView = view(sendView, batch);
    int taken = 0;
    for (int i = 0; i < batch.count(); i++) {
      if (sendPatiently(batch.offset(i), batch.length(i), to)) {
        taken++;
      }
    }
    return taken;
  }

  private boolean sendPatiently(int offset, int length, InetSocketAddress to)
      throws ClosedChannelException {
    try {
      sendView.limit(offset + length).position(offset);
      if (sendOne(sendView, to)) {
        return true;
      }
      writable.select(PATIENCE_MILLIS);
      writable.selectedKeys().clear();
      return sendOne(sendView, to);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (ClosedSelectorException e) {
      throw new ClosedChannelException();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean send(byte[] array, int offset, int length, InetSocketAddress to)
      throws IOException {
    return sendOne(ByteBuffer.wrap(array, offset, length), to);
  }

  private boolean sendOne(ByteBuffer packet, InetSocketAddress to) throws IOException {
    try {
      return tryToSend(packet, to);
    } catch (PortUnreachableException e) {
      // The answer to an earlier packet; this one has not been sent.
      return tryToSend(packet, to);
    }
  }

  private boolean tryToSend(ByteBuffer packet, InetSocketAddress to) throws IOException {
    if (onlyPeer != null && !onlyPeer.equals(to)) {
      throw new IOException("the link to " + onlyPeer + " cannot send to " + to);
    }
    if (envelope != null) {
      return envelope.write(channel, packet);
    }
    return (connected ? channel.write(packet) : channel.send(packet, to)) > 0;
  }

  @Override
  public void wakeUp() {
    readable.wakeup();
  }

  @Override
  public InetSocketAddress local() {
    return local;
  }

  @Override
  public void close() {
    try {
      channel.close();
      readable.close();
      writable.close();
    } catch (IOException e) {
      // Nothing is left to be done with a socket that does not close cleanly.
    }
  }
}
