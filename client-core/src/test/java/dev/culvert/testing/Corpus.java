// SPDX-License-Identifier: Apache-2.0
package dev.culvert.testing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Real-life profiles with OpenVPN's verdict on each, from the folder {@code shared/corpus} beside
 * the checkout, copied to where files may be written.
 */
public final class Corpus {
  private final Path copy;

  private Corpus(Path copy) {
    this.copy = copy;
  }

  /** Copies the corpus; without it the test is skipped, or fails when strict. */
  public static Corpus copyTo(Path folder) throws IOException {
    String named = System.getenv("CULVERT_SHARED");
    // Tests run in the folder of their module.
    Path shared = named == null ? Path.of("../../shared") : Path.of(named);
    Path corpus = shared.resolve("corpus").toAbsolutePath().normalize();
    if (!Files.isDirectory(corpus)) {
      String reason = "needs the folder " + corpus + " (CULVERT_SHARED names another shared)";
      if (Boolean.getBoolean("culvert.strict")) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    for (String part : List.of("profiles", "material", "truth")) {
      copy(corpus.resolve(part), folder.resolve(part));
    }
    return new Corpus(folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
          if (Files.isExecutable(path)) {
            Assertions.assertTrue(target.toFile().setExecutable(true));
          }
        }
      }
    }
  }

  /** The folder the profiles' file names are relative to. */
  public Path profiles() {
    return copy.resolve("profiles");
  }

  /** What both releases said about each profile. */
  public List<Truth> truths() throws IOException {
    List<Truth> truths = new ArrayList<>();
    try (Stream<Path> files = Files.list(copy.resolve("truth"))) {
      for (Path file : files.sorted().toList()) {
        Map<String, Object> fields = JSON.std.mapFrom(Files.readString(file));
        Map<?, ?> versions = (Map<?, ?>) requireNonNull(fields.get("versions"));
        truths.add(
            new Truth(
                String.valueOf(fields.get("profile")),
                said((Map<?, ?>) requireNonNull(versions.get("2.6"))),
                said((Map<?, ?>) requireNonNull(versions.get("2.7")))));
      }
    }
    return truths;
  }

  private static Said said(Map<?, ?> fields) {
    List<String> ignored = new ArrayList<>();
    for (Object each : list(fields.get("ignored"))) {
      ignored.add(String.valueOf(((Map<?, ?>) each).get("option")));
    }
    Object line = fields.get("error_line");
    return new Said(
        Boolean.TRUE.equals(fields.get("accepted")),
        line == null ? 0 : ((Number) line).intValue(),
        String.valueOf(fields.get("error_option")),
        String.valueOf(list(fields.get("error"))),
        ignored);
  }

  private static List<?> list(@Nullable Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  /** One profile's verdicts. */
  public record Truth(String profile, Said older, Said newer) {}

  /**
   * One release's verdict.
   *
   * @param line of the first error, 0 where it names none
   * @param option on that line
   * @param error its words
   * @param ignored options it says it passes over
   */
  public record Said(
      boolean accepted, int line, String option, String error, List<String> ignored) {}
}
