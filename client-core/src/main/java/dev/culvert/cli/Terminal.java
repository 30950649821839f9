// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Lines for people: results on standard output, problems on standard error. */
record Terminal(PrintWriter out, PrintWriter err) {
  static Terminal of(CommandSpec spec) {
    return new Terminal(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  void line(String text) {
    out.println(text);
  }

  void error(String text) {
    out.flush();
    err.println(text);
    err.flush();
  }
}
