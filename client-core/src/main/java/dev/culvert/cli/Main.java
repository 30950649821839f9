// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code culvert}: verbs, or OpenVPN's own command line when there is none. */
@Command(
    name = "culvert",
    mixinStandardHelpOptions = true,
    version = "Culvert " + Version.NUMBER,
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "culvert FILE.ovpn",
      "       culvert --config FILE.ovpn [--directive arguments]...",
      "       culvert VERB"
    },
    description = "Connects to an OpenVPN server or point-to-point peer.",
    subcommands = {
      DemoVerb.class,
      CheckVerb.class,
      ImportVerb.class,
      ExportVerb.class,
      ListVerb.class,
      ShowVerb.class,
      RemoveVerb.class,
      CleanupVerb.class,
      DiagVerb.class
    })
public final class Main {
  private static final Set<String> VERBS =
      Set.of(
          "demo",
          "check",
          "import",
          "export",
          "list",
          "show",
          "remove",
          "cleanup",
          "diag",
          "help",
          "--help",
          "-h",
          "--version",
          "-V");

  private Main() {}

  /** Runs the program and exits with its code. */
  public static void main(String[] arguments) throws InterruptedException {
    addressesInTheSystemsOrder();
    System.exit(run(arguments));
  }

  /**
   * Java puts IPv4 first unless it is told to keep the resolver's order (RFC 6724). It looks once,
   * when the first address is made.
   */
  private static void addressesInTheSystemsOrder() {
    String property = "java.net.preferIPv6Addresses";
    if (System.getProperty(property) == null) {
      System.setProperty(property, "system");
    }
  }

  private static int run(String[] arguments) throws InterruptedException {
    if (arguments.length == 0 || VERBS.contains(arguments[0])) {
      return verbs().execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }
    return new ConnectVerb(System.out, System.err).run(List.of(arguments));
  }

  static CommandLine verbs() {
    return new CommandLine(new Main());
  }
}
