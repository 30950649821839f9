// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.library.StoredProfile;
import dev.culvert.runtime.OwnFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a stored profile to a file, keys and all. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Write a stored profile to a file that only you can read: its keys are in it.",
    footer = {
      "",
      "Examples:",
      "  culvert export work               # to work.ovpn in this folder",
      "  culvert export work - > /mnt/usb/work.ovpn"
    })
final class ExportVerb implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "the profile, or how its name starts")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "where to; - for standard output; NAME.ovpn in this folder if left out")
  private @Nullable String file;

  @Option(names = "--force", description = "overwrite the file")
  private boolean force;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  ExportVerb() {}

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec);
    try {
      Optional<StoredProfile> found = Profiles.find(Profiles.folder().read(), name, terminal);
      if (found.isEmpty()) {
        return ExitCode.INVALID;
      }
      StoredProfile profile = found.get();
      if ("-".equals(file)) {
        System.out.write(profile.content().toArray());
        System.out.flush();
        return ExitCode.OK;
      }
      Path to = Path.of(file == null ? profile.name() + ".ovpn" : file);
      OwnFile.write(to, profile.content(), force);
      terminal.line("\"" + profile.name() + "\" written to " + to + "; its keys are in it");
      return ExitCode.OK;
    } catch (FileAlreadyExistsException e) {
      terminal.error(e.getFile() + ": there already; --force overwrites it");
      return ExitCode.FAILED;
    } catch (InvalidPathException e) {
      terminal.error(file + ": this is no file name");
      return ExitCode.FAILED;
    } catch (IOException e) {
      terminal.error(Profiles.reason(e));
      return ExitCode.FAILED;
    }
  }
}
