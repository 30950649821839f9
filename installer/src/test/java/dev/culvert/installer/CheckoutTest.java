// SPDX-License-Identifier: Apache-2.0
package dev.culvert.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a newcomer does first: {@code ./culvert demo} in a checkout where nothing was built. Its
 * build leaves the tests out, which no other build does.
 */
@Tag("posix")
class CheckoutTest {
  private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "bench");

  @TempDir Path checkout;

  @Test
  void theDemoRunsInACheckoutThatWasNeverBuilt() throws IOException, InterruptedException {
    copySources(Path.of("..").toAbsolutePath().normalize());
    Path log = checkout.resolve("demo.log");
    ProcessBuilder demo =
        new ProcessBuilder("./culvert", "demo")
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // Everything that the build needs was there for the build that runs this test.
    demo.environment().put("CULVERT_MAVEN_ARGS", "-o");
    Process process = demo.start();
    process.getOutputStream().close();

    boolean ended = process.waitFor(5, TimeUnit.MINUTES);

    assertThat(ended).as("ended within 5 minutes").isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    assertThat(log).content().contains("0 lost through 2 renegotiations and a restart");
  }

  private void copySources(Path from) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_SOURCES.contains(String.valueOf(folder.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(checkout.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, checkout.resolve(from.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
