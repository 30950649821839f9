// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Secret;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.ProxyRefusedException;
import dev.culvert.driver.Transport;
import dev.culvert.driver.TransportLostException;
import dev.culvert.event.ProxyProblem;
import dev.culvert.proxy.HttpRequestOptions;
import dev.culvert.proxy.ProxyLogin;
import dev.culvert.proxy.ProxyRoute;
import dev.culvert.proxy.ProxyServer;
import dev.culvert.proxy.ProxyServer.HttpMethod;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transports through a proxy that plays a script on loopback. */
@Timeout(60)
@Tag("not-under-wine")
class ProxiedSocketTest {
  /** The common pool may have one thread, and these wait for each other. */
  private static final Executor OWN_THREAD = task -> Thread.ofPlatform().daemon().start(task);

  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();
  private static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 1194);
  private static final Optional<ProxyLogin> LOGIN =
      Optional.of(new ProxyLogin("me", Secret.copyOf("pw".getBytes(UTF_8))));

  private final PacketBatch batch = new PacketBatch(8, 2048, 0);
  private final ServerSocket listening;

  ProxiedSocketTest() throws IOException {
    listening = new ServerSocket();
  }

  @BeforeEach
  void listen() throws IOException {
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws IOException {
    listening.close();
  }

  @Test
  void aRefusedRequestIsRepeatedWithALoginOnANewConnection() throws IOException {
    CompletableFuture<String> proxy =
        play(
            first -> {
              assertThat(head(first)).doesNotContain("Authorization");
              say(first, "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\nbody");
              first.close();
              Socket second = listening.accept();
              String request = head(second);
              // The peer's first packet comes in one piece with the proxy's answer.
              say(second, "HTTP/1.1 200 OK\r\n\r\n\0\3abc");
              assertThat(second.getInputStream().readNBytes(4)).containsExactly(0, 2, 'h', 'i');
              return request;
            });
    try (PacketSocket socket = http(HttpMethod.AUTO, LOGIN)) {
      socket.establish();
      socket.send("hi".getBytes(UTF_8), 0, 2, PEER);

      assertThat(socket.receive(batch, PATIENCE)).isEqualTo(1);
      assertThat(batch.length(0)).isEqualTo(3);
      assertThat(socket.hop()).contains(address());
      assertThat(proxy.join())
          .startsWith("CONNECT vpn.example:1194 HTTP/1.0\r\n")
          .contains("Proxy-Authorization: Basic bWU6cHc=\r\n");
    }
  }

  @Test
  void aRefusalIsAnErrorThatHoldsItsCause() throws IOException {
    CompletableFuture<String> proxy =
        play(
            first -> {
              String request = head(first);
              say(first, "HTTP/1.1 403 Forbidden by policy\r\n\r\n");
              return request;
            });
    try (PacketSocket socket = http(HttpMethod.NONE, Optional.empty())) {
      assertThatThrownBy(socket::establish)
          .isInstanceOfSatisfying(
              ProxyRefusedException.class,
              e -> assertThat(e.refusal().problem()).isEqualTo(ProxyProblem.FORBIDDEN))
          .hasMessage("the HTTP proxy answered HTTP/1.1 403 Forbidden by policy");
      proxy.join();
    }
  }

  @Test
  @SuppressWarnings("try")
  void closingEndsAWaitForAProxyThatSaysNothing() throws IOException {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    CompletableFuture<String> proxy =
        play(
            first -> {
              head(first);
              asked.complete(null);
              return "ended with " + first.getInputStream().read();
            });
    try (PacketSocket socket = http(HttpMethod.NONE, Optional.empty())) {
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(() -> establish(socket), OWN_THREAD);
      asked.join();
      socket.close();

      assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(ClosedChannelException.class);
      assertThat(proxy.join()).isEqualTo("ended with -1");
    }
  }

  @Test
  void socksCarriesAStream() throws IOException {
    CompletableFuture<String> proxy =
        play(
            first -> {
              DataInputStream in = new DataInputStream(first.getInputStream());
              assertThat(in.readNBytes(3)).containsExactly(5, 1, 2);
              hex(first, "0502");
              assertThat(in.readNBytes(7)).containsExactly(1, 2, 'm', 'e', 2, 'p', 'w');
              hex(first, "0100");
              String request = HexFormat.of().formatHex(in.readNBytes(18));
              hex(first, "05000001" + "7f000001" + "0102" + "0001" + "2a");
              return request;
            });
    try (PacketSocket socket =
        open(Transport.TCP_CLIENT, address(), new ProxyServer.Socks("p", port(), LOGIN))) {
      socket.establish();

      assertThat(socket.receive(batch, PATIENCE)).isEqualTo(1);
      assertThat(batch.array()[batch.offset(0)]).isEqualTo((byte) 0x2a);
      assertThat(proxy.join()).isEqualTo("050100030b" + "76706e2e6578616d706c65" + "04aa");
    }
  }

  @Test
  void socksRelaysDatagramsAsLongAsItsConnectionLives() throws IOException {
    try (DatagramSocket relay =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      CompletableFuture<String> proxy =
          play(
              first -> {
                first.getInputStream().readNBytes(3);
                hex(first, "0500");
                first.getInputStream().readNBytes(10);
                hex(first, "05000001" + "00000000" + "%04x".formatted(relay.getLocalPort()));
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                relay.receive(packet);
                byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
                byte[] stranger = datagram.clone();
                stranger[7] ^= 1;
                for (byte[] answer : new byte[][] {new byte[3], stranger, datagram}) {
                  relay.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
                return HexFormat.of().formatHex(datagram);
              });
      try (PacketSocket socket =
          open(Transport.UDP, PEER, new ProxyServer.Socks("p", port(), Optional.empty()))) {
        assertThat(socket.send(new byte[1], 0, 1, PEER)).as("before it stands").isFalse();
        socket.establish();
        batch.array()[batch.nextOffset()] = 0x38;
        batch.add(1);
        assertThat(socket.send(batch, PEER)).isEqualTo(1);

        assertThat(proxy.join()).isEqualTo("00000001c000020704aa" + "38");
        assertThat(socket.hop().orElseThrow().getPort()).isEqualTo(relay.getLocalPort());
        assertThat(receive(socket)).isEqualTo(1);
        assertThat(batch.array()[batch.offset(0)]).isEqualTo((byte) 0x38);
        assertThat(socket.sender(0)).isEqualTo(PEER);
        // The script is over, and its connection closed.
        assertThatThrownBy(() -> receive(socket))
            .isInstanceOf(TransportLostException.class)
            .hasMessage("the SOCKS proxy ended the relay");
      }
    }
  }

  /** As the link does: a wait that brings nothing is followed by another. */
  private int receive(PacketSocket socket) throws IOException {
    int count = 0;
    while (count == 0) {
      count = socket.receive(batch, PATIENCE);
    }
    return count;
  }

  private PacketSocket http(HttpMethod method, Optional<ProxyLogin> login) throws IOException {
    return open(
        Transport.TCP_CLIENT,
        address(),
        new ProxyServer.Http("p", port(), method, login, HttpRequestOptions.DEFAULT));
  }

  private PacketSocket open(Transport transport, InetSocketAddress remote, ProxyServer server)
      throws IOException {
    ProxyRoute route = new ProxyRoute(server, address(), "vpn.example", 1194);
    return Transports.open(new LinkRequest(transport, null, remote, false, 0, 0, false, route));
  }

  private InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  private int port() {
    return listening.getLocalPort();
  }

  private interface Script {
    String play(Socket first) throws IOException;
  }

  /** Takes a connection, plays the script on it and closes it. */
  private CompletableFuture<String> play(Script script) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket first = listening.accept()) {
            return script.play(first);
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        OWN_THREAD);
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("the end after " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static void hex(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(HexFormat.of().parseHex(bytes));
  }

  private static void establish(PacketSocket socket) {
    try {
      socket.establish();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
