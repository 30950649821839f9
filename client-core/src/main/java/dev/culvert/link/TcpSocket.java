// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import static java.util.Objects.requireNonNull;

import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TransportLostException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TCP over NIO, for one peer: connects to it, or waits until it connects. Once it stands, {@link
 * TcpStream} carries it; before that, what is sent is not taken.
 */
final class TcpSocket implements PacketSocket {
  private final LinkRequest request;
  private final Selector readable;
  private final Selector writable;
  private volatile NetworkChannel channel;
  private volatile @Nullable Standing standing;
  private volatile boolean closed;

  /** A connection, and whose it is. */
  private record Standing(TcpStream stream, InetSocketAddress local, InetSocketAddress peer) {}

  private TcpSocket(LinkRequest request, NetworkChannel channel) throws IOException {
    this.request = request;
    this.channel = channel;
    this.readable = Selector.open();
    this.writable = Selector.open();
  }

  /** Opens the connecting end; {@code request} has a remote. */
  static TcpSocket client(LinkRequest request) throws IOException {
    InetSocketAddress remote = requireNonNull(request.remote(), "TCP connects to somebody");
    SocketChannel channel = SocketChannel.open(Families.of(remote));
    try {
      channel.configureBlocking(false);
      tune(channel, request);
      if (request.local() != null) {
        // The port may still be held by the connection before this one.
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(request.local());
      }
      return new TcpSocket(request, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Opens the waiting end and listens. */
  static TcpSocket server(LinkRequest request) throws IOException {
    InetSocketAddress local = request.local();
    ServerSocketChannel channel =
        local == null ? ServerSocketChannel.open() : ServerSocketChannel.open(Families.of(local));
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(local, 1);
      return new TcpSocket(request, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void tune(SocketChannel channel, LinkRequest request) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    // The system sizes the buffers of TCP itself unless it is told.
    if (request.receiveBuffer() > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, request.receiveBuffer());
    }
    if (request.sendBuffer() > 0) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, request.sendBuffer());
    }
  }

  @Override
  public void establish() throws IOException {
    try {
      SocketChannel open =
          channel instanceof ServerSocketChannel listening
              ? accept(listening)
              : connect((SocketChannel) channel);
      ByteBuffer in = ByteBuffer.allocateDirect(TcpStream.BUFFER).flip();
      SelectionKey key = open.register(readable, SelectionKey.OP_READ);
      open.register(writable, SelectionKey.OP_WRITE);
      standing =
          new Standing(
              new TcpStream(open, readable, key, writable, in),
              (InetSocketAddress) open.getLocalAddress(),
              (InetSocketAddress) open.getRemoteAddress());
    } catch (ClosedSelectorException e) {
      throw new ClosedChannelException();
    }
  }

  private SocketChannel connect(SocketChannel connecting) throws IOException {
    InetSocketAddress remote = requireNonNull(request.remote());
    try {
      SelectionKey key = connecting.register(readable, SelectionKey.OP_CONNECT);
      boolean done = connecting.connect(remote);
      while (!done) {
        readable.select();
        readable.selectedKeys().clear();
        checkOpen();
        done = connecting.finishConnect();
      }
      key.interestOps(0);
      return connecting;
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw new TransportLostException(
          "TCP connection to " + Families.text(remote) + " failed: " + e.getMessage(), e);
    }
  }

  private SocketChannel accept(ServerSocketChannel listening) throws IOException {
    listening.register(readable, SelectionKey.OP_ACCEPT);
    while (true) {
      SocketChannel accepted = listening.accept();
      if (accepted == null) {
        readable.select();
        readable.selectedKeys().clear();
        checkOpen();
      } else if (isExpected(accepted)) {
        return only(accepted, listening);
      } else {
        accepted.close();
      }
    }
  }

  /** An end that names its remote takes nobody else, from whatever port (openvpn-config 1.4). */
  private boolean isExpected(SocketChannel accepted) throws IOException {
    InetSocketAddress expected = request.remote();
    InetAddress from = ((InetSocketAddress) accepted.getRemoteAddress()).getAddress();
    return expected == null || request.allowFloat() || expected.getAddress().equals(from);
  }

  /** Who comes later is refused by the system, and not left waiting. */
  private SocketChannel only(SocketChannel accepted, ServerSocketChannel listening)
      throws IOException {
    accepted.configureBlocking(false);
    tune(accepted, request);
    channel = accepted;
    listening.close();
    readable.selectNow();
    if (closed) {
      accepted.close();
    }
    return accepted;
  }

  private void checkOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isStream() {
    return true;
  }

  @Override
  public int receive(PacketBatch batch, long timeoutNanos) throws IOException {
    Standing now = standing;
    return now == null || closed ? -1 : now.stream().receive(batch, timeoutNanos);
  }

  @Override
  public InetSocketAddress sender(int index) {
    return requireNonNull(standing).peer();
  }

  @Override
  public int send(PacketBatch batch, InetSocketAddress to) throws IOException {
    Standing now = standing;
    return now == null ? 0 : now.stream().send(batch);
  }

  @Override
  public boolean send(byte[] array, int offset, int length, InetSocketAddress to)
      throws IOException {
    Standing now = standing;
    return now != null && now.stream().send(array, offset, length);
  }

  @Override
  public void wakeUp() {
    readable.wakeup();
  }

  @Override
  public InetSocketAddress local() {
    Standing now = standing;
    return now != null ? now.local() : Families.local(channel);
  }

  @Override
  public Optional<InetSocketAddress> hop() {
    return Optional.ofNullable(standing).map(Standing::peer);
  }

  @Override
  public void close() {
    closed = true;
    try {
      channel.close();
      readable.close();
      writable.close();
    } catch (IOException e) {
      // Nothing is left to be done with a socket that does not close cleanly.
    }
  }
}
