// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.driver.PlatformProvider;
import dev.culvert.network.Cleanup;
import dev.culvert.runtime.JournalFolder;
import dev.culvert.runtime.Platforms;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Undoes what crashed connections left in the system. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    description = "Undo what a crashed connection left: routes, addresses, journals.")
final class CleanupVerb implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  CleanupVerb() {}

  @Override
  public Integer call() {
    Optional<PlatformProvider> platform = Platforms.here();
    if (platform.isEmpty()) {
      print("there is no driver module for " + System.getProperty("os.name"));
      return 1;
    }
    try {
      if (!Files.isDirectory(platform.get().stateDirectory())) {
        print("nothing to clean up");
        return 0;
      }
      return report(
          JournalFolder.open(platform.get().stateDirectory()).cleanUp(platform.get().network()));
    } catch (IOException e) {
      print("cleanup failed: " + e.getMessage());
      return 1;
    }
  }

  private int report(List<Cleanup> cleanups) {
    if (cleanups.isEmpty()) {
      print("nothing to clean up");
    }
    boolean complete = true;
    for (Cleanup cleanup : cleanups) {
      lines(cleanup).forEach(this::print);
      complete &= cleanup.failures().isEmpty();
    }
    return complete ? 0 : 1;
  }

  /** What a cleanup did, in words. */
  static List<String> lines(Cleanup cleanup) {
    List<String> lines = new ArrayList<>();
    lines.add("left by a crash: " + cleanup.journal());
    cleanup.undone().forEach(change -> lines.add("  undone: " + change));
    cleanup.failures().forEach(failure -> lines.add("  could not be undone: " + failure));
    return lines;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }
}
