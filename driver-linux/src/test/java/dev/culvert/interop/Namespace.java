// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One network namespace by its name. */
record Namespace(String name) {

  /** Runs {@code ip} on this namespace, its arguments given as one line without quoted blanks. */
  String ip(String arguments) {
    List<String> words = new ArrayList<>(List.of("ip", "-n", name));
    words.addAll(List.of(arguments.split(" ", -1)));
    return Command.run(words.toArray(String[]::new));
  }

  /** What {@code /etc/hosts} says to programs that start in here from now on. */
  void hosts(String text) {
    try {
      Files.createDirectories(etc());
      Files.writeString(etc().resolve("hosts"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where {@code ip netns exec} takes files of /etc from. */
  Path etc() {
    return Path.of("/etc/netns", name);
  }

  void sysctl(String setting) {
    Command.run("ip", "netns", "exec", name, "sysctl", "-qw", setting);
  }

  /**
   * {@code words} as a command line inside this namespace. The words replace {@code ip} and {@code
   * env}, so the process has the pid that we start and gets our signals; {@code env} undoes an
   * ignored SIGINT, which a shell hands to what it starts in the background.
   */
  List<String> inside(List<String> words) {
    List<String> command =
        new ArrayList<>(
            List.of("ip", "netns", "exec", name, "env", "--default-signal=INT,TERM,HUP,USR1"));
    command.addAll(words);
    return command;
  }
}
