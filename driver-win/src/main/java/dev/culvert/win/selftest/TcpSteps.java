// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.Observed;
import dev.culvert.driver.SelfCheck;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.win.dco.Connecting;
import dev.culvert.win.dco.DcoProbe;
import dev.culvert.win.dco.DcoProbe.Answer;
import dev.culvert.win.dco.PendingRead;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The driver's TCP connection: made, refused, cancelled, lost, unanswered. */
final class TcpSteps {
  /** An address for documentation (RFC 5737): nobody has it, so nobody answers. */
  private static final InetSocketAddress NOBODY = new InetSocketAddress("192.0.2.1", 9);

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration A_MOMENT = Duration.ofMillis(500);

  /** Windows gives up after 21 s. */
  private static final Duration LONG = Duration.ofSeconds(28);

  private final Bench bench;
  private final InetSocketAddress nobody;
  private final Duration patience;

  TcpSteps(Bench bench) {
    this(bench, NOBODY, LONG);
  }

  /**
   * @param nobody where nobody answers
   * @param patience with a system that goes on trying
   */
  TcpSteps(Bench bench, InetSocketAddress nobody, Duration patience) {
    this.bench = bench;
    this.nobody = nobody;
    this.patience = patience;
  }

  List<SelfCheck> all() {
    return List.of(connected(), closedByPeer(), refused(), cancelled(), unanswered());
  }

  /** What a step does with a connection that stands; {@code socket} is the far side of it. */
  private interface Story {
    void tell(DcoProbe probe, Socket socket, Observed seen)
        throws IOException, InterruptedException;
  }

  private SelfCheck withConnection(String name, Story story) {
    return bench.step(
        name,
        (probe, seen) -> {
          try (ServerSocket far = Loopback.tcp()) {
            Connecting connecting = probe.connect(Loopback.of(far));
            try (Socket socket = far.accept()) {
              socket.setSoTimeout((int) SOON.toMillis());
              Answer answer = in(connecting, SOON);
              Bench.success(seen, "NEW_PEER", answer);
              if (answer.done()) {
                story.tell(probe, socket, seen);
              }
            }
          }
        });
  }

  private static Answer in(Connecting connecting, Duration patience)
      throws IOException, InterruptedException {
    return connecting
        .await(patience)
        .orElseThrow(
            () ->
                WindowsError.failure(
                    "NEW_PEER", WindowsError.WAIT_TIMEOUT, patience.toSeconds() + " s"));
  }

  private SelfCheck connected() {
    return withConnection(
        "TCP: connected, control packets both ways",
        (probe, socket, seen) -> {
          DataInputStream in = new DataInputStream(socket.getInputStream());
          for (int length : new int[] {1, 1400, 1500}) {
            Bench.success(seen, "write of " + length, probe.write(Packets.control(length)));
            byte[] came = new byte[in.readUnsignedShort()];
            in.readFully(came);
            seen.expect(
                Arrays.equals(came, Packets.control(length)),
                "a packet of " + length + " bytes went out as one of " + came.length);
          }
          for (int length : new int[] {4, 1400, 1500}) {
            PendingRead read = probe.read();
            byte[] framed =
                ByteBuffer.allocate(2 + length)
                    .putShort((short) length)
                    .put(Packets.control(length))
                    .array();
            socket.getOutputStream().write(framed);
            Bytes came = read.packet(SOON);
            seen.expect(
                came.equals(Bytes.copyOf(Packets.control(length))),
                "a packet of " + length + " bytes came as one of " + came.length());
          }
        });
  }

  private SelfCheck closedByPeer() {
    return withConnection(
        "TCP: closed by the peer",
        (probe, socket, seen) -> {
          PendingRead read = probe.read();
          long start = System.nanoTime();
          socket.close();
          Optional<PendingRead.End> end = read.await(SOON);
          if (end.isEmpty()) {
            seen.expect(false, "the driver did not tell that the connection is gone");
            return;
          }
          seen.note("microseconds", micros(start));
          Answer answer = end.get().answer();
          Bench.number(seen, "the read", answer, WindowsError.CONNECTION_ABORTED);
          lost("the read", answer, seen);
        });
  }

  private static void lost(String what, Answer answer, Observed seen) {
    seen.expect(
        answer.isTransportLost(), what + ": " + answer + " is not taken for a lost connection");
  }

  private SelfCheck refused() {
    return bench.step(
        "TCP: refused",
        (probe, seen) -> {
          InetSocketAddress closed;
          try (ServerSocket far = Loopback.tcp()) {
            closed = Loopback.of(far);
          }
          Answer answer = in(probe.connect(closed), SOON.multipliedBy(2));
          Bench.number(seen, "NEW_PEER", answer, WindowsError.CONNECTION_REFUSED);
          lost("NEW_PEER", answer, seen);
        });
  }

  private SelfCheck cancelled() {
    return bench.step(
        "TCP: cancelled while it connects",
        (probe, seen) -> {
          Connecting connecting = probe.connect(nobody);
          Optional<Answer> early = connecting.await(A_MOMENT);
          if (early.isPresent()) {
            seen.note("NEW_PEER: error", early.get().error());
            throw answeredAtOnce(early.get());
          }
          long start = System.nanoTime();
          connecting.cancel();
          Answer answer = in(connecting, LONG);
          seen.note("microseconds from the cancel to the end", micros(start));
          Bench.number(seen, "NEW_PEER", answer, WindowsError.OPERATION_ABORTED);
          seen.expect(
              answer.isCancelled(), "NEW_PEER: " + answer + " is not taken for a cancelled one");
          Bench.success(seen, "DEL_PEER after it", probe.delPeer());
        });
  }

  private SelfCheck unanswered() {
    return bench.step(
        "TCP: nobody answers",
        (probe, seen) -> {
          Connecting connecting = probe.connect(nobody);
          Optional<Answer> end = connecting.await(patience);
          if (end.isEmpty()) {
            connecting.cancel();
            connecting.await(SOON);
            throw new Bench.NotHereException(
                "this system still tries after " + patience.toSeconds() + " s");
          }
          Answer answer = end.get();
          Bench.number(seen, "NEW_PEER", answer, WindowsError.SEM_TIMEOUT);
          if (TimeUnit.MICROSECONDS.toMillis(answer.micros()) < A_MOMENT.toMillis()) {
            throw answeredAtOnce(answer);
          }
          lost("NEW_PEER", answer, seen);
        });
  }

  private IOException answeredAtOnce(Answer answer) {
    return new Bench.NotHereException(
        "this network says at once that nobody has "
            + nobody.getAddress().getHostAddress()
            + ": "
            + answer);
  }

  private static long micros(long start) {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
  }
}
