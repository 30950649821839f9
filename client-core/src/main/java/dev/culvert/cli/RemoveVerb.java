// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.library.ProfileLibrary;
import dev.culvert.library.StoredProfile;
import dev.culvert.runtime.ProfileFolder;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes a stored profile. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = "Delete a stored profile for good, with the keys in it. Takes its whole name.",
    footer = {"", "Example:", "  culvert remove work"})
final class RemoveVerb implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "the profile's whole name")
  private String name = "";

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  RemoveVerb() {}

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec);
    ProfileFolder folder = Profiles.folder();
    try {
      ProfileLibrary library = folder.read();
      Optional<StoredProfile> profile = library.named(name);
      if (profile.isEmpty()) {
        terminal.error(name + ": there is no profile of exactly that name; nothing was removed");
        return ExitCode.INVALID;
      }
      folder.remove(profile.get().name());
      terminal.line("\"" + profile.get().name() + "\" removed");
      return ExitCode.OK;
    } catch (IOException e) {
      terminal.error(Profiles.reason(e));
      return ExitCode.FAILED;
    }
  }
}
