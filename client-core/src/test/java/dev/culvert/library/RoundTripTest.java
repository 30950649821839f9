// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.Lexer;
import dev.culvert.directive.Line;
import dev.culvert.profile.Profile;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.ProfileReader;
import dev.culvert.profile.ProfileWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Generated profiles say the same after an import as before; {@code -Dculvert.seed} repeats one.
 */
class RoundTripTest {
  private static final long SEED = Long.getLong("culvert.seed", System.nanoTime());
  private static final int RUNS = 1000;

  private static final String[] ENDS = {"\n", "\r\n"};
  private static final String[] INDENTS = {"", "", " ", "\t", "  \t"};
  private static final String[] TAILS = {
    "", "", " ", "\t# why", " ;x", " # caf\u00C3\u00A9 \u00FF"
  };
  private static final String[] PLAIN = {
    "verb 3",
    "nobind",
    "proto udp",
    "tun-mtu 1400",
    "route 10.1.0.0 255.255.0.0",
    "float",
    "reneg-sec 100",
    "redirect-gateway def1",
    "persist-tun",
    "'remote-random'",
    "mssfix 1300",
    "remote b.example 1195",
    "--ping 10",
    "\"ping-restart\" \"60\"",
    "data-ciphers AES-256-GCM"
  };
  private static final String[] NOISE = {
    "", "   ", "# ca nothing.crt", ";key x", "#<ca>", "\t# \u00E4\u00F6", "#\u00C3\u00A4"
  };

  @Test
  void settingsAndBytesStayTheSame() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      Generated made = new Generated(new Random(SEED + run));
      String why = "seed " + (SEED + run) + ":\n" + made.text;

      PlannedImport plan =
          new ImportPlanner(new ProfileLibrary(List.of()), ImportOptions.CAREFUL)
              .plan(Imports.candidate("work.ovpn", made.text, made.files));

      assertThat(plan.refusals()).as(why).isEmpty();
      String after = Imports.text(plan.content());
      assertThat(words(Lexer.lines("x", plan.content().toArray())))
          .as(why)
          .isEqualTo(made.expected());
      assertThat(settings(after, Map.of())).as(why).isEqualTo(settings(made.text, made.files));
      assertThatRowsAreKept(why, Rows.of(made.text).rows(), Rows.of(after).rows());
    }
  }

  /** Importing what an import gave changes nothing. */
  @Test
  void aSecondImportChangesNothing() throws Exception {
    for (int run = 0; run < RUNS / 10; run++) {
      Generated made = new Generated(new Random(SEED - 1 - run));
      String once = Imports.text(Imports.plan(made.text, made.files).content());

      assertThat(Imports.text(Imports.plan(once, Map.of()).content()))
          .as("seed " + (SEED - 1 - run))
          .isEqualTo(once);
    }
  }

  private static List<String> words(List<Line> lines) {
    return lines.stream().map(line -> line.tokens() + " " + line.inline()).toList();
  }

  /** The settings without the places they come from. */
  private static String settings(String text, Map<String, String> files) throws ProfileException {
    Profile profile =
        new ProfileReader(
                (directory, name) -> {
                  String content = files.get(name);
                  if (content == null) {
                    throw new IOException("no such file");
                  }
                  return Rows.decoded(content.endsWith("\n") ? content : content + "\n");
                })
            .read("work.ovpn", Rows.decoded(text));
    return ProfileWriter.write(profile, ProfileWriter.Secrets.SHOWN);
  }

  private static void assertThatRowsAreKept(String why, List<String> before, List<String> after) {
    int at = 0;
    for (String row : before) {
      while (at < after.size() && !isKept(row, after.get(at))) {
        at++;
      }
      assertThat(at).as("%s%nrow %s is gone", why, row).isLessThan(after.size());
      at++;
    }
  }

  private static boolean isKept(String row, String after) {
    return after.equals(row)
        || (Rows.withoutEnd(after).equals("#" + Rows.withoutEnd(row)) && !after.equals(row));
  }

  /** A valid profile of a random shape, with its files. */
  private static final class Generated {
    final Map<String, String> files = new HashMap<>();
    final String text;
    private final List<String> expected = new ArrayList<>();
    private final Random random;

    Generated(Random random) {
      this.random = random;
      List<Runnable> parts = new ArrayList<>();
      StringBuilder out = new StringBuilder();
      for (String plain : new String[] {"client", "dev tun", "remote a.example"}) {
        parts.add(() -> plain(out, plain));
      }
      for (String file : new String[] {"ca", "cert", "key"}) {
        parts.add(() -> file(out, file));
      }
      if (random.nextBoolean()) {
        parts.add(() -> file(out, "tls-crypt"));
      }
      for (int more = random.nextInt(12); more > 0; more--) {
        String noise = pick(NOISE);
        String plain = pick(PLAIN);
        parts.add(random.nextBoolean() ? () -> plain(out, plain) : () -> row(out, noise));
      }
      Collections.shuffle(parts, random);
      if (random.nextInt(4) == 0) {
        out.append("\u00EF\u00BB\u00BF");
      }
      parts.forEach(Runnable::run);
      text = random.nextInt(4) == 0 ? Rows.withoutEnd(out.toString()) : out.toString();
    }

    List<String> expected() {
      return expected;
    }

    private String pick(String[] all) {
      return all[random.nextInt(all.length)];
    }

    private void row(StringBuilder out, String row) {
      out.append(row).append(pick(ENDS));
    }

    private void plain(StringBuilder out, String directive) {
      row(out, pick(INDENTS) + directive + pick(TAILS));
      List<String> tokens =
          List.of(directive.replaceAll("[\"']", "").replaceFirst("^--", "").split(" "));
      expected.add(tokens + " null");
    }

    private void file(StringBuilder out, String directive) {
      StringBuilder content = new StringBuilder();
      for (int lines = 1 + random.nextInt(4); lines > 0; lines--) {
        content
            .append(Long.toHexString(random.nextLong()))
            .append(pick(new String[] {"", " #", "\u00E9"}));
        content.append(pick(ENDS));
      }
      if (random.nextInt(4) == 0) {
        row(out, "<" + directive + ">");
        String body = content.toString();
        out.append(body);
        row(out, "</" + directive + ">");
        expected.add("[" + directive + "] " + Rows.decoded(body));
        return;
      }
      String name = directive + pick(new String[] {".pem", " 1.pem", "/x.pem", "'s.pem"});
      String whole =
          random.nextInt(3) == 0 ? Rows.withoutEnd(content.toString()) : content.toString();
      files.put(name, whole);
      row(out, pick(INDENTS) + directive + " \"" + name + "\"" + pick(TAILS));
      // The block's last line gets an end if the file's has none.
      expected.add(
          "[" + directive + "] " + Rows.decoded(whole) + (whole.endsWith("\n") ? "" : "\n"));
    }
  }
}
