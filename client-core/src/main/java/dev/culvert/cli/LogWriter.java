// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Log lines with OpenVPN's time stamp; whole lines from any thread. */
final class LogWriter {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final PrintStream out;

  LogWriter(PrintStream out) {
    this.out = out;
  }

  void line(String text) {
    out.println(LocalDateTime.now(java.time.ZoneId.systemDefault()).format(TIME) + " " + text);
    out.flush();
  }
}
