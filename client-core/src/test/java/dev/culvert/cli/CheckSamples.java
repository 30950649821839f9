// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.readiness.Offload;
import dev.culvert.readiness.ProfileReport;
import dev.culvert.readiness.Refusal;
import dev.culvert.readiness.Remark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reports that no profile of these tests gives. */
final class CheckSamples {
  private CheckSamples() {}

  static ProfileReport refused() {
    Remark remark = new Remark(OptionalInt.of(2), "x", "no-effect", "passed over");
    return new ProfileReport(
        "a.ovpn",
        true,
        Optional.of(new Refusal("secret", OptionalInt.of(3), "no", "use TLS")),
        List.of(remark),
        List.of(remark),
        List.of(remark),
        List.of(new ProfileReport.RemoteReport("h", 1194, "udp")),
        List.of("AES-256-GCM"),
        new Offload(List.of()),
        List.of(),
        Instant.EPOCH);
  }
}
