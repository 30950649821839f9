// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.driver.KeySlot;
import dev.culvert.driver.Link;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.Transport;
import dev.culvert.event.DropCounters;
import dev.culvert.event.DropReason;
import dev.culvert.link.Transports;
import dev.culvert.wire.PeerId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The user-space device over TCP: one end ours, the other a plain socket. */
@Timeout(60)
@Tag("not-under-wine")
class StreamLinkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final MemoryTun tun = new MemoryTun("stream", 64);
  private final DropCounters drops = new DropCounters();
  private final Heard heard = new Heard();
  private final UserspaceDevice device =
      UserspaceDevice.open(
          tun,
          1500,
          Transports::open,
          Thread.ofPlatform().daemon().name("stream", 0).factory(),
          System::nanoTime,
          Samples::remembering,
          drops);

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void controlAndDataShareTheStreamInTheirOrder() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, Samples.loopback(0).getAddress())) {
      Link link = open(listening.getLocalPort());
      try (Socket peer = listening.accept()) {
        assertThat(heard.next()).isEqualTo("open");
        assertThat(link.hop()).contains((InetSocketAddress) listening.getLocalSocketAddress());
        Vectors.Packet vector = install(peer);
        frame(peer, new byte[] {0x20, 1});
        frame(peer, vector.wire().toArray());
        link.send(new byte[] {0x28, 5}, (InetSocketAddress) listening.getLocalSocketAddress());

        assertThat(heard.next()).isEqualTo("control 2001 from " + listening.getLocalPort());
        assertThat(tun.take(PATIENCE)).contains(vector.plain().toArray());
        assertThat(peer.getInputStream().readNBytes(4)).containsExactly(0, 2, 0x28, 5);
      }
    }
    assertThat(heard.next()).isEqualTo("failed: the peer ended the connection");
  }

  @Test
  void aDataPacketThatCannotBeDecryptedEndsTheStream() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, Samples.loopback(0).getAddress())) {
      open(listening.getLocalPort());
      try (Socket peer = listening.accept()) {
        assertThat(heard.next()).isEqualTo("open");
        byte[] forged = install(peer).wire().toArray();
        forged[30] ^= 1;
        frame(peer, forged);

        assertThat(heard.next()).contains("cannot be decrypted");
        assertThat(drops.of(DropReason.AEAD_MISMATCH)).isEqualTo(1);
      }
    }
  }

  @Test
  void aFailedConnectionIsToldAndMakesRoomForTheNext() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, Samples.loopback(0).getAddress())) {
      port = gone.getLocalPort();
    }
    Link failed = open(port);
    assertThat(heard.next()).startsWith("failed: TCP connection to 127.0.0.1:" + port);
    failed.close();
    try (ServerSocket listening = new ServerSocket(0, 1, Samples.loopback(0).getAddress())) {
      open(listening.getLocalPort());
      assertThat(heard.next()).isEqualTo("open");
    }
  }

  @Test
  void closingALinkThatNeverOpenedSaysNothing() throws IOException {
    device
        .link(new LinkRequest(Transport.TCP_SERVER, Samples.loopback(0), null, false, 0, 0), heard)
        .close();
    device.close();

    assertThat(heard.poll()).isNull();
  }

  private Link open(int port) throws IOException {
    return device.link(
        new LinkRequest(Transport.TCP_CLIENT, null, Samples.loopback(port), false, 0, 0), heard);
  }

  private Vectors.Packet install(Socket peer) throws IOException {
    device.setPeer(Samples.peer(new PeerId(0), peer.getLocalPort(), 0));
    Vectors.Packet vector = Vectors.aead().first("aes_256_gcm");
    device.installKey(KeySlot.PRIMARY, vector.receiver());
    return vector;
  }

  private static void frame(Socket peer, byte[] packet) throws IOException {
    OutputStream out = peer.getOutputStream();
    out.write(
        ByteBuffer.allocate(2 + packet.length).putShort((short) packet.length).put(packet).array());
  }

  /** Queues what it hears as text. */
  private static final class Heard implements LinkListener {
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    String next() {
      try {
        String event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Nullable String poll() {
      return events.poll();
    }

    @Override
    public void onOpen() {
      events.add("open");
    }

    @Override
    public void onControl(byte[] packet, InetSocketAddress from) {
      events.add("control " + HexFormat.of().formatHex(packet) + " from " + from.getPort());
    }

    @Override
    public void onPeerSilent() {
      events.add("silent");
    }

    @Override
    public void onKeyNearlyUsedUp() {
      events.add("nearly used up");
    }

    @Override
    public void onPeerMoved(InetSocketAddress to) {
      events.add("moved");
    }

    @Override
    public void onFailed(IOException cause) {
      events.add("failed: " + cause.getMessage());
    }
  }
}
