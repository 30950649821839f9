// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

/** The exit code of a verb that goes on after a problem: the worst counts. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int INVALID = 3;

  private boolean failed;
  private boolean invalid;

  ExitCode() {}

  /** The system refused something. */
  void failed() {
    failed = true;
  }

  /** A profile is bad, or not found. */
  void invalid() {
    invalid = true;
  }

  int code() {
    return failed ? FAILED : invalid ? INVALID : OK;
  }
}
