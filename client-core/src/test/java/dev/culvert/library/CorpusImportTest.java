// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.bytes.Bytes;
import dev.culvert.directive.Lexer;
import dev.culvert.directive.Line;
import dev.culvert.directive.ProfileText;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Imports the real-life profiles of the folder shared/corpus beside the checkout. */
@Tag("posix")
class CorpusImportTest {
  private Path profiles = Path.of("");

  @BeforeEach
  void findTheCorpus() {
    String named = System.getenv("CULVERT_SHARED");
    // Tests run in the folder of their module.
    Path shared = named == null ? Path.of("../../shared") : Path.of(named);
    profiles = shared.resolve("corpus/profiles").toAbsolutePath().normalize();
    if (!Files.isDirectory(profiles)) {
      String reason =
          "corpus: needs the folder " + profiles + " (CULVERT_SHARED names another shared)";
      if (Boolean.getBoolean("culvert.strict")) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
  }

  @Test
  void whatOpenVpnTakesIsImportedAndSaysTheSame() throws Exception {
    int imported = 0;
    for (Path file : files()) {
      Optional<PlannedImport> plan = plan(file);
      assertThat(plan.isPresent() || !isAccepted(file)).as("%s is imported", file).isTrue();
      if (plan.isPresent()) {
        imported++;
        assertThat(plan.get().refusals()).as("%s", file).isEmpty();
        assertThat(words(plan.get().content(), file)).as("%s", file).isEqualTo(original(file));
        assertThat(verdict(plan.get().content()))
            .as("%s", file)
            .isEqualTo(verdict(Bytes.copyOf(Files.readAllBytes(file))));
      }
    }
    assertThat(imported).isEqualTo(134);
  }

  @Test
  void noSecretOfAnyProfileIsShown() throws Exception {
    Set<String> secrets = secrets();
    assertThat(secrets).hasSizeGreaterThan(100);
    for (Path file : files()) {
      Optional<PlannedImport> plan = plan(file);
      if (plan.isPresent()) {
        for (String row : MaskedText.masked("x", plan.get().content())) {
          assertThat(secrets).as("%s: %s", file, row).noneMatch(row::contains);
        }
      }
    }
  }

  /** Rows of private keys and passwords of the material that all profiles use. */
  private Set<String> secrets() throws IOException {
    Set<String> secrets = new HashSet<>(Set.of("testpass"));
    Path material = profiles.resolveSibling("material");
    try (Stream<Path> keys = Files.list(material)) {
      for (Path key : keys.filter(k -> k.toString().endsWith(".key")).toList()) {
        Files.readString(key)
            .lines()
            .filter(row -> row.length() >= 32 && !row.startsWith("-") && !row.startsWith("#"))
            .forEach(secrets::add);
      }
    }
    return secrets;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(profiles)) {
      return files.sorted().toList();
    }
  }

  /** Everything allowed, passwords stored. */
  private Optional<PlannedImport> plan(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    try {
      return Optional.of(
          new ImportPlanner(
                  new ProfileLibrary(List.of()), new ImportOptions(true, true, true, false))
              .plan(
                  new Candidate(
                      name, name, Bytes.copyOf(Files.readAllBytes(file)), this::material)));
    } catch (ProfileException _) {
      return Optional.empty();
    }
  }

  private Bytes material(String directory, String name) throws IOException {
    return Bytes.copyOf(Files.readAllBytes(profiles.resolve(directory).resolve(name)));
  }

  /** Every directive with its words and its content. */
  private static List<String> words(Bytes content, Path file) throws Exception {
    List<String> words = new ArrayList<>();
    for (Line line : Lexer.lines(file.toString(), content.toArray())) {
      String inline = String.valueOf(line.inline());
      // The rows of a PKCS#12 end as those of the profile.
      words.add(
          line.tokens() + " " + (line.name().equals("pkcs12") ? inline.replace("\r", "") : inline));
    }
    return words;
  }

  /** What an import should make of the original's lines, said another way than the import does. */
  private List<String> original(Path file) throws Exception {
    List<Line> lines = Lexer.lines(file.toString(), Files.readAllBytes(file));
    String directory =
        lines.stream()
            .filter(l -> l.name().equals("cd"))
            .map(l -> l.args().getFirst())
            .findFirst()
            .orElse("");
    List<String> words = new ArrayList<>();
    for (Line line : lines) {
      String name = line.name();
      List<String> args = line.args();
      boolean second = args.size() > 1;
      boolean held =
          (HELD.contains(name) && !second) || DIRECTED.contains(name) || name.equals("pkcs12");
      Optional<byte[]> content =
          args.isEmpty() || line.inline() != null
              ? Optional.empty()
              : read(directory, args.getFirst());
      if (name.equals("cd")) {
        continue;
      }
      if (name.equals("http-proxy") && args.size() > 2) {
        List<String> kept = new ArrayList<>(line.tokens());
        kept.set(3, "[inline]");
        words.add(kept + " null");
        words.add("[http-proxy-user-pass] " + text(read(directory, args.get(2)).orElseThrow()));
      } else if (held && content.isPresent()) {
        words.add(
            "["
                + name
                + "] "
                + (name.equals("pkcs12") ? base64(content.get()) : text(content.get())));
        if (DIRECTED.contains(name) && second) {
          words.add("[key-direction, " + args.get(1) + "] null");
        }
      } else if (name.equals("askpass")) {
        words.add("[askpass] null");
      } else {
        words.add(line.tokens() + " " + line.inline());
      }
    }
    return words;
  }

  private static final Set<String> HELD =
      Set.of(
          "ca",
          "cert",
          "key",
          "extra-certs",
          "dh",
          "crl-verify",
          "tls-crypt",
          "tls-crypt-v2",
          "auth-user-pass");
  private static final Set<String> DIRECTED = Set.of("tls-auth", "secret");

  private Optional<byte[]> read(String directory, String name) {
    try {
      return Optional.of(Files.readAllBytes(profiles.resolve(directory).resolve(name)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static String text(byte[] content) {
    String text = ProfileText.decode(content);
    return text.endsWith("\n") ? text : text + "\n";
  }

  private static String base64(byte[] content) {
    return java.util.Base64.getEncoder().encodeToString(content).replaceAll("(.{64})(?=.)", "$1\n")
        + "\n";
  }

  /** Whether our own reader takes it, and what is against it, without the line. */
  private String verdict(Bytes content) {
    try {
      new ProfileReader(
              (directory, name) -> ProfileText.decode(material(directory, name).toArray()))
          .read("x", ProfileText.decode(content.toArray()));
      return "runs";
    } catch (ProfileException e) {
      return e.directive() + ": " + e.reason();
    }
  }

  private boolean isAccepted(Path file) throws IOException {
    Path truth = profiles.resolveSibling("truth").resolve(file.getFileName() + ".json");
    Map<?, ?> versions =
        (Map<?, ?>) requireNonNull(JSON.std.mapFrom(Files.readString(truth)).get("versions"));
    return versions.values().stream()
        .anyMatch(said -> Boolean.TRUE.equals(((Map<?, ?>) said).get("accepted")));
  }
}
