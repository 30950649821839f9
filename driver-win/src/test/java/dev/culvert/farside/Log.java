// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.io.PrintStream;

/**
 * The lines that a test reads: requests, events, violations. Never a key. They end with LF on every
 * system. Any thread.
 */
final class Log {
  private final PrintStream out;

  /**
   * @param out borrowed; flushed after each line
   */
  Log(PrintStream out) {
    this.out = out;
  }

  synchronized void line(String text) {
    out.print(text + '\n');
    out.flush();
  }

  /** The client did what the documented driver does not allow, or what breaks a tunnel on it. */
  void violation(String text) {
    line("VIOLATION: " + text);
  }
}
