// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.demo.DemoView;
import java.io.PrintWriter;

/** Lines for people; on a terminal the last one is rewritten while something is under way. */
final class TerminalView implements DemoView {
  private static final int PROGRESS_WIDTH = 60;

  private final PrintWriter out;
  private final boolean live;
  private final long start = System.nanoTime();
  private boolean progressShown;

  TerminalView(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  @Override
  public synchronized void line(String who, String text) {
    clearProgress();
    double seconds = (System.nanoTime() - start) / 1e9;
    out.println("%6.2f s  %-7s %s".formatted(seconds, who, text));
    out.flush();
  }

  @Override
  public synchronized void progress(String text) {
    if (live) {
      out.print("\r" + text);
      out.print(" ".repeat(Math.max(0, PROGRESS_WIDTH - text.length())));
      out.flush();
      progressShown = true;
    }
  }

  private void clearProgress() {
    if (progressShown) {
      out.print("\r" + " ".repeat(PROGRESS_WIDTH) + "\r");
      progressShown = false;
    }
  }
}
