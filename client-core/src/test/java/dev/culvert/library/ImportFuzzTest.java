// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.profile.ProfileException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Broken zips and profiles end in sentences; {@code -Dculvert.seed} repeats a run. */
class ImportFuzzTest {
  private static final long SEED = Long.getLong("culvert.seed", System.nanoTime());
  private static final int RUNS = 20_000;

  @Test
  void aBrokenZipIsReadOrRefused() {
    byte[] good =
        new ZipMaker()
            .file("a.ovpn", "client\nca k/ca.crt\n")
            .file("k/ca.crt", "CA\n".repeat(20))
            .file("b.conf", "dev tun\n")
            .zip();
    int read = 0;
    for (int run = 0; run < RUNS; run++) {
      byte[] broken = mutated(good, new Random(SEED + run));
      try {
        ZipArchive zip = ZipArchive.read(broken);
        read++;
        for (Candidate candidate : zip.candidates("x.zip")) {
          plan(candidate);
        }
      } catch (ZipRefusedException e) {
        assertThat(e.getMessage()).as("seed " + (SEED + run)).isNotBlank().doesNotContain("\n");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + (SEED + run), e);
      }
    }
    assertThat(read).as("some changes do no harm").isBetween(1, RUNS - 1);
  }

  @Test
  void aBrokenProfileIsPlannedOrRefused() {
    byte[] good =
        "\u00EF\u00BB\u00BFclient\r\n<connection>\nremote a 1 udp\ntls-auth t 1\n</connection>\n"
            .concat(
                "ca \"c a\" # x\n<key>\nK\n</key>\nconfig inc\nup 'x y'\nsetenv opt cert c\ncd d")
            .getBytes(ISO_8859_1);
    int planned = 0;
    for (int run = 0; run < RUNS; run++) {
      byte[] broken = mutated(good, new Random(SEED + run));
      Candidate candidate =
          new Candidate(
              "a.ovpn",
              "a.ovpn",
              Bytes.copyOf(broken),
              (directory, name) -> Imports.bytes("# " + name.length() + "\nx y\n"));
      try {
        planned += plan(candidate) ? 1 : 0;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + (SEED + run), e);
      }
    }
    assertThat(planned).as("some changes do no harm").isBetween(1, RUNS - 1);
  }

  /** Whether it could be planned; what was planned can be imported and shown once more. */
  private static boolean plan(Candidate candidate) {
    PlannedImport plan;
    try {
      plan = new ImportPlanner(new ProfileLibrary(List.of()), Imports.ALL).plan(candidate);
    } catch (ProfileException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      return false;
    }
    try {
      MaskedText.masked("x", plan.content());
    } catch (ProfileException e) {
      throw new AssertionError("an import made what cannot be read", e);
    }
    return true;
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 1; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(bytes.length - Math.max(at, from), 1 + random.nextInt(16));
          System.arraycopy(good, Math.min(from, good.length - length), bytes, at, length);
        }
        default -> {
          byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, more, at + 1, bytes.length - at);
          bytes = more;
        }
      }
    }
    return bytes;
  }
}
