// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import static java.util.Objects.requireNonNull;

import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.Transport;
import dev.culvert.link.TcpConnector.Connected;
import dev.culvert.proxy.ProxyRoute;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TCP over NIO, for one peer: connects to it, or waits until it connects. Once it stands, {@link
 * TcpStream} carries it; before that, what is sent is not taken.
 */
final class TcpSocket implements PacketSocket {
  private final LinkRequest request;
  private final TcpConnector connector;
  private final Selector writable;
  private volatile @Nullable Standing standing;
  private volatile boolean closed;

  private record Standing(TcpStream stream, Connected connection) {}

  private TcpSocket(LinkRequest request, TcpConnector connector) throws IOException {
    this.request = request;
    this.connector = connector;
    this.writable = Selector.open();
  }

  /** Opens; an end that waits listens from now on. */
  static TcpSocket open(LinkRequest request) throws IOException {
    TcpConnector connector = new TcpConnector(request);
    try {
      if (request.transport() == Transport.TCP_SERVER) {
        connector.listen();
      }
      return new TcpSocket(request, connector);
    } catch (IOException e) {
      connector.close();
      throw e;
    }
  }

  @Override
  public void establish() throws IOException {
    try {
      stand(
          request.transport() == Transport.TCP_SERVER
              ? connector.accept()
              : connect(request.proxy()));
    } catch (ClosedSelectorException | CancelledKeyException e) {
      // Closed by another thread, between two steps.
      throw new ClosedChannelException();
    }
  }

  private void stand(Connected made) throws IOException {
    made.channel().register(writable, SelectionKey.OP_WRITE);
    made.key().interestOps(SelectionKey.OP_READ);
    standing =
        new Standing(
            new TcpStream(made.channel(), connector.selector(), made.key(), writable, made.in()),
            made);
  }

  private Connected connect(@Nullable ProxyRoute proxy) throws IOException {
    InetSocketAddress to = requireNonNull(request.remote(), "TCP connects to somebody");
    return connector.connect(to, proxy == null ? null : proxy.connect(Nonces::next));
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
    return requireNonNull(standing).connection().peer();
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
    connector.selector().wakeup();
  }

  @Override
  public InetSocketAddress local() {
    Standing now = standing;
    return now != null ? now.connection().local() : connector.local();
  }

  @Override
  public Optional<InetSocketAddress> hop() {
    return Optional.ofNullable(standing).map(now -> now.connection().peer());
  }

  @Override
  public void close() {
    closed = true;
    connector.close();
    try {
      writable.close();
    } catch (IOException e) {
      // Nothing is left to be done with a selector that does not close cleanly.
    }
  }
}
