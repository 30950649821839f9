// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import static java.util.Objects.requireNonNull;

import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.ProxyRefusedException;
import dev.culvert.driver.TransportLostException;
import dev.culvert.proxy.ProxyConversation;
import dev.culvert.proxy.ProxyStep;
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
 * Makes one TCP connection: to the peer, from the peer, or to a proxy and through it. One thread
 * waits in here for as long as it takes; {@link #close} ends that and the connection.
 */
final class TcpConnector implements AutoCloseable {
  /** One without a login, one with it, one with a newer nonce. */
  private static final int MOST_CONNECTIONS = 3;

  private final LinkRequest request;
  private final Selector selector;
  private volatile @Nullable NetworkChannel channel;
  private volatile boolean closed;

  TcpConnector(LinkRequest request) throws IOException {
    this.request = request;
    this.selector = Selector.open();
  }

  /** A connected channel, registered in the selector for nothing, and what it has brought. */
  record Connected(
      SocketChannel channel,
      SelectionKey key,
      ByteBuffer in,
      Optional<InetSocketAddress> relay,
      InetSocketAddress local,
      InetSocketAddress peer) {}

  Selector selector() {
    return selector;
  }

  /** The address that is bound now; any address and port where none is. */
  InetSocketAddress local() {
    NetworkChannel open = channel;
    return open == null ? new InetSocketAddress(0) : Families.local(open);
  }

  /**
   * Begins to listen.
   *
   * @throws IOException the system refuses the address
   */
  void listen() throws IOException {
    InetSocketAddress local = request.local();
    ServerSocketChannel listening =
        local == null || Families.isEverywhere(local)
            ? ServerSocketChannel.open()
            : ServerSocketChannel.open(Families.of(local));
    channel = listening;
    listening.configureBlocking(false);
    listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    listening.bind(Families.toBind(local), 1);
  }

  /** Waits for the peer, after {@link #listen}. */
  Connected accept() throws IOException {
    ServerSocketChannel listening = (ServerSocketChannel) requireNonNull(channel);
    try {
      listening.register(selector, SelectionKey.OP_ACCEPT);
      while (true) {
        SocketChannel accepted = listening.accept();
        if (accepted == null) {
          await();
        } else if (isExpected(accepted)) {
          return only(accepted, listening);
        } else {
          accepted.close();
        }
      }
    } catch (ClosedSelectorException e) {
      throw new ClosedChannelException();
    }
  }

  /** An end that names its remote takes nobody else, from whatever port (openvpn-config 1.4). */
  private boolean isExpected(SocketChannel accepted) throws IOException {
    InetSocketAddress expected = request.remote();
    InetAddress from = ((InetSocketAddress) accepted.getRemoteAddress()).getAddress();
    if (request.ipv6Only() && Families.isVersion4(from)) {
      return false;
    }
    return expected == null || request.allowFloat() || expected.getAddress().equals(from);
  }

  /** Who comes later is refused by the system, and not left waiting. */
  private Connected only(SocketChannel accepted, ServerSocketChannel listening) throws IOException {
    accepted.configureBlocking(false);
    tune(accepted);
    take(accepted);
    listening.close();
    selector.selectNow();
    return connected(
        accepted, accepted.register(selector, 0), TcpStream.emptyBuffer(), Optional.empty());
  }

  /**
   * Connects, directly or through a proxy.
   *
   * @param to the peer or the proxy
   * @param conversation with the proxy; null for the direct way
   * @throws ProxyRefusedException the proxy does not let us through
   * @throws TransportLostException there is no connection
   */
  Connected connect(InetSocketAddress to, @Nullable ProxyConversation conversation)
      throws IOException {
    try {
      for (int i = 0; i < MOST_CONNECTIONS; i++) {
        SocketChannel open = SocketChannel.open(Families.of(to));
        take(open);
        SelectionKey key = connect(open, to);
        ByteBuffer in = TcpStream.emptyBuffer();
        if (conversation == null) {
          return connected(open, key, in, Optional.empty());
        }
        ProxyDialogue dialogue = new ProxyDialogue(open, key, selector, in, this::checkOpen);
        if (dialogue.hold(conversation) instanceof ProxyStep.Open way) {
          return connected(open, key, in, way.relay());
        }
        open.close();
        selector.selectNow();
      }
      throw new TransportLostException(
          "the proxy at " + Families.text(to) + " asks again and again");
    } catch (ClosedSelectorException e) {
      throw new ClosedChannelException();
    }
  }

  private SelectionKey connect(SocketChannel connecting, InetSocketAddress to) throws IOException {
    try {
      connecting.configureBlocking(false);
      tune(connecting);
      if (request.local() != null) {
        // The port may still be held by the connection before this one.
        connecting.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        connecting.bind(request.local());
      }
      SelectionKey key = connecting.register(selector, SelectionKey.OP_CONNECT);
      boolean done = connecting.connect(to);
      while (!done) {
        await();
        done = connecting.finishConnect();
      }
      key.interestOps(0);
      return key;
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw new TransportLostException(
          "TCP connection to " + Families.text(to) + " failed: " + e.getMessage(), e);
    }
  }

  private void tune(SocketChannel open) throws IOException {
    open.setOption(StandardSocketOptions.TCP_NODELAY, true);
    // The system sizes the buffers of TCP itself unless it is told.
    if (request.receiveBuffer() > 0) {
      open.setOption(StandardSocketOptions.SO_RCVBUF, request.receiveBuffer());
    }
    if (request.sendBuffer() > 0) {
      open.setOption(StandardSocketOptions.SO_SNDBUF, request.sendBuffer());
    }
  }

  private static Connected connected(
      SocketChannel open, SelectionKey key, ByteBuffer in, Optional<InetSocketAddress> relay)
      throws IOException {
    return new Connected(
        open,
        key,
        in,
        relay,
        (InetSocketAddress) open.getLocalAddress(),
        (InetSocketAddress) open.getRemoteAddress());
  }

  private void await() throws IOException {
    selector.select();
    selector.selectedKeys().clear();
    checkOpen();
  }

  /** From now on {@link #close} ends this one. */
  private void take(SocketChannel fresh) throws IOException {
    channel = fresh;
    if (closed) {
      fresh.close();
      throw new ClosedChannelException();
    }
  }

  private void checkOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      NetworkChannel open = channel;
      if (open != null) {
        open.close();
      }
      selector.close();
    } catch (IOException e) {
      // Nothing is left to be done with a socket that does not close cleanly.
    }
  }
}
