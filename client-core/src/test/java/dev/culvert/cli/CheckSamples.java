// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.directive.Source;
import dev.culvert.profile.ProfileVerdict.NamedRemote;
import dev.culvert.profile.Refusal;
import dev.culvert.readiness.Offload;
import dev.culvert.readiness.ProfileReport;
import dev.culvert.readiness.Remark;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Reports that no profile of these tests gives. */
final class CheckSamples {
  private CheckSamples() {}

  static ProfileReport refused() {
    Remark remark = new Remark(OptionalInt.of(2), "x", "no-effect", "passed over");
    return new ProfileReport(
        "a.ovpn",
        true,
        List.of(new Refusal(new Source.FileLine("a.ovpn", 3), "secret", "no", "use TLS")),
        List.of(remark),
        List.of(remark),
        List.of(remark),
        List.of(new NamedRemote("h", "1194", "udp")),
        List.of("AES-256-GCM"),
        new Offload(List.of()),
        List.of(),
        Instant.EPOCH);
  }
}
