// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A checkout with {@code culvert.cmd} and the built program, in a folder of its own: the installer,
 * which makes the folder of the real checkout, is built after this module. The modules are those of
 * this test run, found by what the program requires.
 */
record BuiltCheckout(Path folder) {
  private static final Set<String> ROOTS = Set.of("dev.culvert.core", "dev.culvert.driver.win");

  static BuiltCheckout in(Path folder) throws IOException {
    BuiltCheckout built = new BuiltCheckout(folder);
    Files.createDirectories(built.app());
    Files.copy(Checkout.root().resolve("culvert.cmd"), folder.resolve("culvert.cmd"));
    for (Path module : modules()) {
      copy(module, built.app().resolve(nameOf(module)));
    }
    return built;
  }

  /** The folder with the modules. */
  Path app() {
    return folder.resolve("installer/target/app");
  }

  private static List<Path> modules() {
    Path[] found =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.endsWith("test-classes") && !entry.isEmpty())
            .map(Path::of)
            .toArray(Path[]::new);
    return Configuration.resolve(
            ModuleFinder.of(found),
            List.of(ModuleLayer.boot().configuration()),
            ModuleFinder.of(),
            ROOTS)
        .modules()
        .stream()
        .map(resolved -> resolved.reference().location())
        .flatMap(Optional::stream)
        .map(Path::of)
        .toList();
  }

  /** A folder of classes goes by its module's folder: all are called {@code classes}. */
  private static String nameOf(Path module) {
    return Files.isDirectory(module)
        ? module.getName(module.getNameCount() - 3).toString()
        : String.valueOf(module.getFileName());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
