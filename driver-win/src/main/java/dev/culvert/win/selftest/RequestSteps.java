// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import dev.culvert.driver.KeySlot;
import dev.culvert.driver.Observed;
import dev.culvert.driver.SelfCheck;
import dev.culvert.keys.DataCipher;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.win.dco.DcoProbe.Answer;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.List;

/** Requests that the driver refuses, and with which numbers. */
final class RequestSteps {
  private final Bench bench;

  RequestSteps(Bench bench) {
    this.bench = bench;
  }

  List<SelfCheck> all() {
    return List.of(withoutPeer(), writeWithoutSocket(), tooShort(), chacha());
  }

  private SelfCheck withoutPeer() {
    return bench.step(
        "requests without a peer",
        (probe, seen) -> {
          refused("SET_PEER", probe.setPeer(Duration.ZERO, Duration.ZERO), 1, seen);
          refused("START_VPN", probe.startVpn(), 1, seen);
          refused("SWAP_KEYS", probe.swapKeys(), 1, seen);
          refused("NEW_KEY", probe.newKey(KeySlot.PRIMARY, DataCipher.AES_256_GCM), 2, seen);
          // Drivers up to 2.0 refuse this one; the product takes it for "no news" either way.
          Bench.number(seen, "GET_STATS", probe.getStats(), WindowsError.SUCCESS);
          Bench.success(seen, "DEL_PEER", probe.delPeer());
        });
  }

  private SelfCheck writeWithoutSocket() {
    return bench.step(
        "write without a socket",
        (probe, seen) -> refused("WriteFile", probe.write(Packets.control(54)), 22, seen));
  }

  private static void refused(String what, Answer answer, int documented, Observed seen) {
    Bench.number(seen, what, answer, documented);
    seen.expect(
        answer.isNoPeer(), what + ": " + answer + " is not taken for a request out of order");
  }

  private SelfCheck tooShort() {
    return bench.step(
        "structures that are too short",
        (probe, seen) -> {
          try (DatagramSocket far = Loopback.udp()) {
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(far)));
            probe
                .tooShort()
                .forEach(
                    (what, answer) -> {
                      Bench.number(seen, what, answer, WindowsError.INSUFFICIENT_BUFFER);
                      seen.expect(!answer.done(), what + " was accepted");
                    });
          }
        });
  }

  /** The driver takes its ciphers from Windows: it has ChaCha20 if and only if Windows has. */
  private SelfCheck chacha() {
    return bench.step(
        "keys: AES-GCM, and ChaCha20 as Windows has it",
        (probe, seen) -> {
          try (DatagramSocket far = Loopback.udp()) {
            boolean has = bench.chacha.getAsBoolean();
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(far)));
            Bench.success(seen, "SET_PEER", probe.setPeer(Duration.ZERO, Duration.ZERO));
            Bench.success(
                seen, "AES-256-GCM", probe.newKey(KeySlot.PRIMARY, DataCipher.AES_256_GCM));
            Answer chacha = probe.newKey(KeySlot.SECONDARY, DataCipher.CHACHA20_POLY1305);
            seen.note("Windows has ChaCha20-Poly1305", has);
            Bench.number(seen, "CHACHA20-POLY1305", chacha, has ? WindowsError.SUCCESS : 1);
            seen.expect(
                chacha.done() == has,
                has
                    ? "the driver refuses what Windows has: " + chacha
                    : "the driver takes the key");
          }
        });
  }
}
