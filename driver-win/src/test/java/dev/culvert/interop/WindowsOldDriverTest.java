// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Culvert on a Windows with a driver that has holes. */
@Tag("wine")
final class WindowsOldDriverTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  @RegisterExtension
  @Order(1)
  final Rig rig = new Rig();

  @RegisterExtension
  @Order(2)
  final WindowsRig windows = new WindowsRig(rig, "2.8.1");

  @Test
  void refusesItByNameAndSaysWhichOneIsNeeded() {
    Program culvert = windows.culvert(ClientProfile.withFiles(Pki.Kind.EC));

    assertThat(culvert.awaitExit(SOON)).isNotZero();
    assertThat(
            culvert.log.count(
                "ovpn-dco-win: driver version 2\\.8\\.1 is too old: .* install 2\\.8\\.2"))
        .isEqualTo(1);
    assertThat(windows.farSide().log.count("^OPEN")).isZero();
  }
}
