// SPDX-License-Identifier: Apache-2.0
package dev.culvert.testing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.directive.FileResolver;
import dev.culvert.runtime.ProfileFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The real-life profiles in the folder {@code shared} beside the checkout, where that is. */
public final class CorpusFolder {
  private CorpusFolder() {}

  /** The folder; skips the test where there is none, or fails it under strict rules. */
  public static Path root() {
    String named = System.getenv("CULVERT_SHARED");
    // Tests run in the folder of their module.
    Path shared = named == null ? Path.of("../../shared") : Path.of(named);
    Path corpus = shared.resolve("corpus").toAbsolutePath().normalize();
    if (!Files.isDirectory(corpus)) {
      String reason =
          "corpus: needs the folder " + corpus + " (CULVERT_SHARED names another shared)";
      if (Boolean.getBoolean("culvert.strict")) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    return corpus;
  }

  public static Path profiles() {
    return root().resolve("profiles");
  }

  /** What the two versions said, one object for each profile. */
  public static Stream<Map<String, Object>> truth() throws IOException {
    List<Map<String, Object>> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(profiles().resolveSibling("truth"))) {
      for (Path file : files.sorted().toList()) {
        found.add(JSON.std.mapFrom(Files.readString(file)));
      }
    }
    return found.stream();
  }

  /** By version: {@code 2.6}, {@code 2.7}. */
  public static Map<String, Map<?, ?>> versions(Map<String, Object> truth) {
    Map<String, Map<?, ?>> versions = new LinkedHashMap<>();
    ((Map<?, ?>) requireNonNull(truth.get("versions")))
        .forEach((version, said) -> versions.put((String) version, (Map<?, ?>) said));
    return versions;
  }

  /** Reads the files that the profiles name, from where they are. */
  public static FileResolver files() {
    ProfileFiles files = new ProfileFiles();
    Path folder = profiles();
    return (directory, name) -> files.read(folder.resolve(directory).toString(), name);
  }
}
