// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code culvert check} does not need it does not load: it starts as fast as it can. */
@Tag("posix")
class CheckStartTest {
  @TempDir private Path folder;

  @Test
  void neitherTlsNorNativeCodeNorTheEnginesAreLoaded() throws Exception {
    Path profile =
        Files.writeString(folder.resolve("a.ovpn"), "client\nremote h\nauth-user-pass\n");
    Path log = folder.resolve("classes.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                classPath(),
                "dev.culvert.cli.Main",
                "check",
                "--json",
                profile.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("out.txt"))).startsWith("{\"schema\":1,");
    List<String> loaded = Files.readAllLines(log);
    assertThat(loaded).anyMatch(line -> line.contains(" dev.culvert.readiness.ProfileCheck "));
    assertThat(loaded)
        .noneMatch(
            line ->
                line.contains(" org.bouncycastle.tls.")
                    || line.contains(" com.sun.jna.")
                    || line.contains(" javax.net.ssl.")
                    || line.contains(" dev.culvert.session.")
                    || line.contains(" dev.culvert.datapath.")
                    || line.contains(" dev.culvert.client."));
  }

  /** The product and what it needs, as the build wrote it down for driver-win. */
  private static String classPath() throws IOException {
    return Path.of("target/classes").toAbsolutePath()
        + File.pathSeparator
        + Files.readString(Path.of("target/test-classpath.txt")).strip();
  }
}
