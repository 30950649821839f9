// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

/** What this program calls itself. */
final class Version {
  static final String NUMBER = "0.1.0";

  private Version() {}
}
