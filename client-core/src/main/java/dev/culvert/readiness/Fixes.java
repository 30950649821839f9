// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.directive.Statement;

/** Shorter ways to say what to change. */
final class Fixes {
  static final Fix TLS =
      new Fix.Advice(
          "use tls-client and tls-server with certificates or peer-fingerprint instead of a static"
              + " key");

  private Fixes() {}

  static Fix remove(Statement line, String beside) {
    return new Fix.Remove(Mention.of(line), beside);
  }

  static Fix replace(Statement line, String by, String beside) {
    return new Fix.Replace(Mention.of(line), by, beside);
  }
}
