// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.diag.SelfTest;
import dev.culvert.diag.Step;
import java.io.PrintWriter;

/** A line for each step of the self-test: its name while it runs, then what came of it. */
final class SelfTestView implements SelfTest.View {
  private final PrintWriter out;

  SelfTestView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begins(String step) {
    out.print("  %-52s ".formatted(step));
    out.flush();
  }

  @Override
  public void ended(Step step) {
    String why = step.reason().isEmpty() ? "" : ": " + step.reason();
    out.println("%s, %d ms%s".formatted(step.result(), step.millis(), why));
    out.flush();
  }
}
