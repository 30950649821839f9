// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.library.MaskedText;
import dev.culvert.library.ProfileLibrary;
import dev.culvert.library.StoredProfile;
import dev.culvert.profile.ProfileException;
import dev.culvert.runtime.OwnFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a profile without its secrets. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Print a profile. Keys and passwords are hidden unless --secrets asks for them.",
    footer = {"", "Examples:", "  culvert show work", "  culvert show ./download/new.ovpn"})
final class ShowVerb implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "NAME|FILE",
      description = "a stored profile, or how its name starts, or a file")
  private String name = "";

  @Option(names = "--secrets", description = "with keys and passwords")
  private boolean secrets;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  ShowVerb() {}

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec);
    try {
      Optional<StoredProfile> found = found(terminal);
      if (found.isEmpty()) {
        return ExitCode.INVALID;
      }
      StoredProfile profile = found.get();
      List<String> rows =
          secrets
              ? MaskedText.whole(profile.content())
              : MaskedText.masked(profile.name(), profile.content());
      rows.forEach(terminal::line);
      return ExitCode.OK;
    } catch (ProfileException e) {
      terminal.error(Profiles.reason(e));
      return ExitCode.INVALID;
    } catch (IOException e) {
      terminal.error(Profiles.reason(e));
      return ExitCode.FAILED;
    }
  }

  /** A stored profile of exactly that name comes first, then a file, then how a name starts. */
  private Optional<StoredProfile> found(Terminal terminal) throws IOException {
    ProfileLibrary library = Profiles.folder().read();
    Optional<StoredProfile> exact = library.named(name);
    if (exact.isPresent()) {
      return exact;
    }
    if (OwnFile.isThere(name)) {
      return Optional.of(new StoredProfile(name, OwnFile.read(name)));
    }
    return Profiles.find(library, name, terminal);
  }
}
