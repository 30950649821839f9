// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import static java.util.Objects.requireNonNull;

import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TransportLostException;
import dev.culvert.link.TcpConnector.Connected;
import dev.culvert.proxy.ProxyRoute;
import dev.culvert.proxy.SocksDatagram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * UDP through a SOCKS proxy: a connection to ask for a relay, which lives as long as that
 * connection, and datagrams to the relay with the peer's address in front (RFC 1928 7).
 */
final class SocksSocket implements PacketSocket {
  private final LinkRequest request;
  private final ProxyRoute proxy;
  private final InetSocketAddress peer;
  private final TcpConnector connector;
  private final ByteBuffer nothing = ByteBuffer.allocate(64);
  private volatile @Nullable Relayed relayed;
  private volatile boolean closed;

  private record Relayed(UdpSocket socket, Connected connection, InetSocketAddress relay) {}

  private SocksSocket(LinkRequest request, ProxyRoute proxy, InetSocketAddress peer)
      throws IOException {
    this.request = request;
    this.proxy = proxy;
    this.peer = peer;
    // The datagrams are bound, not the connection that asks for their relay.
    this.connector =
        new TcpConnector(new LinkRequest(request.transport(), null, proxy.address(), false, 0, 0));
  }

  /** Opens; {@code request} has a proxy, and a remote with an IPv4 address. */
  static SocksSocket open(LinkRequest request) throws IOException {
    InetSocketAddress peer = requireNonNull(request.remote(), "a relay needs a peer");
    if (!Families.isVersion4(peer.getAddress())) {
      throw new IOException("UDP through a SOCKS proxy reaches IPv4 addresses only, not " + peer);
    }
    return new SocksSocket(request, requireNonNull(request.proxy()), peer);
  }

  @Override
  public void establish() throws IOException {
    Connected made = connector.connect(proxy.address(), proxy.associate());
    InetSocketAddress named = made.relay().orElseThrow();
    InetSocketAddress relay =
        named.getAddress().isAnyLocalAddress()
            ? new InetSocketAddress(made.peer().getAddress(), named.getPort())
            : named;
    LinkRequest datagrams =
        new LinkRequest(
            request.transport(),
            request.local(),
            relay,
            false,
            request.receiveBuffer(),
            request.sendBuffer());
    UdpSocket socket = UdpSocket.through(datagrams, new SocksEnvelope(SocksDatagram.to(peer)));
    relayed = new Relayed(socket, made, relay);
    if (closed) {
      socket.close();
      throw new ClosedChannelException();
    }
    try {
      made.key().cancel();
      connector.selector().selectNow();
      socket.wakeWhenReadable(made.channel());
    } catch (ClosedSelectorException e) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public int receive(PacketBatch batch, long timeoutNanos) throws IOException {
    Relayed now = relayed;
    if (now == null || closed) {
      return -1;
    }
    int count = now.socket().receive(batch, timeoutNanos);
    if (count == 0) {
      checkConnection(now.connection());
    }
    return count;
  }

  /** The proxy ends the relay with the connection; it says nothing more on it before that. */
  private void checkConnection(Connected connection) throws IOException {
    nothing.clear();
    try {
      if (connection.channel().read(nothing) < 0) {
        throw new TransportLostException("the SOCKS proxy ended the relay");
      }
    } catch (ClosedChannelException e) {
      // By us; the next receive says so.
    } catch (TransportLostException e) {
      throw e;
    } catch (IOException e) {
      throw new TransportLostException("the connection to the proxy broke: " + e.getMessage(), e);
    }
  }

  @Override
  public InetSocketAddress sender(int index) {
    return peer;
  }

  @Override
  public int send(PacketBatch batch, InetSocketAddress to) throws IOException {
    Relayed now = relayed;
    return now == null ? 0 : now.socket().send(batch, now.relay());
  }

  @Override
  public boolean send(byte[] array, int offset, int length, InetSocketAddress to)
      throws IOException {
    Relayed now = relayed;
    return now != null && now.socket().send(array, offset, length, now.relay());
  }

  @Override
  public void wakeUp() {
    Relayed now = relayed;
    if (now != null) {
      now.socket().wakeUp();
    }
  }

  @Override
  public InetSocketAddress local() {
    Relayed now = relayed;
    return now != null ? now.socket().local() : connector.local();
  }

  @Override
  public Optional<InetSocketAddress> hop() {
    return Optional.ofNullable(relayed).map(Relayed::relay);
  }

  @Override
  public void close() {
    closed = true;
    Relayed now = relayed;
    if (now != null) {
      now.socket().close();
    }
    connector.close();
  }
}
