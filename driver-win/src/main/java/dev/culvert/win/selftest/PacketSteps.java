// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.Observed;
import dev.culvert.driver.SelfCheck;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.win.dco.DcoProbe;
import dev.culvert.win.dco.DcoProbe.Answer;
import dev.culvert.win.dco.PendingRead;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Control packets over UDP, and what becomes of a pending read. */
final class PacketSteps {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration A_MOMENT = Duration.ofMillis(300);
  private static final int LARGEST = 1500;

  private final Bench bench;

  PacketSteps(Bench bench) {
    this.bench = bench;
  }

  List<SelfCheck> all() {
    return List.of(
        bothWays(),
        tooLong(),
        readCancelled(),
        closedUnderRead(),
        deletedUnderRead(),
        peerOverPeer(),
        keepalive());
  }

  private SelfCheck bothWays() {
    return bench.step(
        "UDP: control packets both ways",
        (probe, seen) -> {
          try (DatagramSocket far = Loopback.udp()) {
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(far)));
            DatagramPacket last = new DatagramPacket(new byte[2048], 2048);
            for (int length : new int[] {1, 1400, LARGEST}) {
              Bench.success(seen, "write of " + length, probe.write(Packets.control(length)));
              receive(far, last, length, seen);
            }
            for (int length : new int[] {4, 1400, LARGEST}) {
              PendingRead read = probe.read();
              send(far, last, Packets.control(length));
              Bytes came = read.packet(SOON);
              seen.expect(
                  came.equals(Bytes.copyOf(Packets.control(length))),
                  "a packet of " + length + " bytes came as one of " + came.length());
            }
            oneByteIn(probe, far, last, seen);
          }
        });
  }

  private static void receive(DatagramSocket far, DatagramPacket into, int length, Observed seen)
      throws IOException {
    try {
      into.setLength(2048);
      far.receive(into);
      byte[] came = Arrays.copyOf(into.getData(), into.getLength());
      seen.expect(
          Arrays.equals(came, Packets.control(length)),
          "a packet of " + length + " bytes went out as one of " + came.length);
    } catch (SocketTimeoutException e) {
      seen.expect(false, "a packet of " + length + " bytes did not go out");
    }
  }

  private static void send(DatagramSocket far, DatagramPacket to, byte[] packet)
      throws IOException {
    far.send(new DatagramPacket(packet, packet.length, to.getSocketAddress()));
  }

  /** Nobody sends that; the driver is said to drop it. */
  private static void oneByteIn(
      DcoProbe probe, DatagramSocket far, DatagramPacket to, Observed seen)
      throws IOException, InterruptedException {
    PendingRead read = probe.read();
    send(far, to, Packets.control(1));
    Optional<PendingRead.End> end = read.await(A_MOMENT);
    seen.note("a packet of 1 byte comes in", end.isPresent());
    if (end.isEmpty()) {
      read.cancel();
      read.await(SOON);
    }
  }

  private SelfCheck tooLong() {
    return bench.step(
        "a packet of 1501 bytes is kept from the driver",
        (probe, seen) -> {
          try (DatagramSocket far = Loopback.udp()) {
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(far)));
            Answer answer = probe.write(Packets.control(LARGEST + 1));
            Bench.number(seen, "write of 1501", answer, WindowsError.INVALID_USER_BUFFER);
            seen.expect(
                answer.error() == WindowsError.INVALID_USER_BUFFER, "write of 1501: " + answer);
          }
        });
  }

  private SelfCheck readCancelled() {
    return bench.step(
        "a read is cancelled",
        (probe, seen) -> {
          try (DatagramSocket far = Loopback.udp()) {
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(far)));
            PendingRead read = probe.read();
            long start = System.nanoTime();
            read.cancel();
            ends("the read", read.await(SOON), start, seen);
          }
        });
  }

  private SelfCheck closedUnderRead() {
    return bench.step(
        "the handle is closed under a pending read",
        (probe, seen) -> {
          try (DatagramSocket far = Loopback.udp()) {
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(far)));
            PendingRead read = probe.read();
            long start = System.nanoTime();
            probe.close();
            seen.note("microseconds to close", micros(start));
            ends("the read", read.await(SOON), start, seen);
          }
        });
  }

  private SelfCheck deletedUnderRead() {
    return bench.step(
        "the peer is deleted under a pending read",
        (probe, seen) -> {
          try (DatagramSocket far = Loopback.udp()) {
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(far)));
            PendingRead read = probe.read();
            long start = System.nanoTime();
            Bench.success(seen, "DEL_PEER", probe.delPeer());
            ends("the read", read.await(SOON), start, seen);
            Bench.success(seen, "NEW_PEER after it", probe.newPeer(Loopback.of(far)));
          }
        });
  }

  private static void ends(String what, Optional<PendingRead.End> end, long start, Observed seen) {
    if (end.isEmpty()) {
      seen.expect(false, what + " did not end within " + SOON.toSeconds() + " s");
      return;
    }
    Answer answer = end.get().answer();
    seen.note(what + ": microseconds to its end", micros(start));
    seen.note(what + ": error", answer.error());
    seen.expect(answer.isCancelled(), what + ": " + answer + " is not taken for a cancelled one");
  }

  /** Old drivers refuse the second peer, newer ones put it in the first one's place. */
  private SelfCheck peerOverPeer() {
    return bench.step(
        "a peer over a peer, and a read that is pending then",
        (probe, seen) -> {
          try (DatagramSocket first = Loopback.udp();
              DatagramSocket second = Loopback.udp()) {
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(first)));
            PendingRead read = probe.read();
            Answer again = probe.newPeer(Loopback.of(second));
            seen.note("second NEW_PEER: error", again.error());
            Optional<PendingRead.End> end = read.await(A_MOMENT);
            seen.note("the read goes on", end.isEmpty());
            end.ifPresent(e -> seen.note("the read: error", e.answer().error()));
            Bench.success(seen, "write", probe.write(Packets.control(54)));
            DatagramPacket came = new DatagramPacket(new byte[2048], 2048);
            receive(again.done() ? second : first, came, 54, seen);
            if (end.isEmpty()) {
              comesIn(read, again.done() ? second : first, came, seen);
            }
          }
        });
  }

  private static void comesIn(
      PendingRead read, DatagramSocket far, DatagramPacket to, Observed seen)
      throws IOException, InterruptedException {
    if (to.getPort() > 0) {
      send(far, to, Packets.control(60));
    }
    Optional<PendingRead.End> end = read.await(SOON);
    seen.note("the read takes a packet of the present peer", end.isPresent());
    if (end.isEmpty()) {
      read.cancel();
    }
  }

  private SelfCheck keepalive() {
    return bench.step(
        "the keepalive time-out of 2 s",
        (probe, seen) -> {
          try (DatagramSocket far = Loopback.udp()) {
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(far)));
            PendingRead read = probe.read();
            long start = System.nanoTime();
            Bench.success(
                seen, "SET_PEER", probe.setPeer(Duration.ofSeconds(1), Duration.ofSeconds(2)));
            Optional<PendingRead.End> end = read.await(SOON.plusSeconds(3));
            if (end.isEmpty()) {
              seen.expect(false, "the driver did not tell that the peer is silent");
              return;
            }
            Answer answer = end.get().answer();
            seen.note("microseconds", micros(start));
            Bench.number(seen, "the read", answer, WindowsError.NETNAME_DELETED);
            seen.expect(
                answer.isPeerSilent(), "the read: " + answer + " is not taken for a silent peer");
          }
        });
  }

  private static long micros(long start) {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
  }
}
