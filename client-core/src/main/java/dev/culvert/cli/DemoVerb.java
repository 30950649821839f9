// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.demo.Demo;
import dev.culvert.demo.DemoView;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a tunnel between two ends in this process. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Run a tunnel between two ends in this process: no root, no configuration, no network.",
      "Exit code 0 only if nothing was lost across the renegotiations."
    })
final class DemoVerb implements Callable<Integer> {
  @Option(names = "--json", description = "print one JSON document instead of lines")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  DemoVerb() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Demo.Result result = new Demo(DemoView.SILENT).run();
      out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(result.document()));
      return result.exitCode();
    }
    TerminalView view = new TerminalView(out, isTerminal());
    Demo.Result result = new Demo(view).run();
    view.line("", result.summary());
    return result.exitCode();
  }

  /** There is no console at all where both ends are redirected and its provider is switched off. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
