// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessRightsTest {
  @Test
  void bit12OfTheEffectiveSetIsWhatCounts() {
    assertThat(ProcessRights.mayChangeNetwork(List.of("Name:\tjava", "CapEff:\t000001ffffffffff")))
        .isTrue();
    assertThat(ProcessRights.mayChangeNetwork(List.of("CapEff:\t0000000000001000"))).isTrue();
    assertThat(ProcessRights.mayChangeNetwork(List.of("CapEff:\t000001ffffffefff"))).isFalse();
    assertThat(
            ProcessRights.mayChangeNetwork(
                List.of("CapPrm:\t000001ffffffffff", "CapEff:\t0000000000000000")))
        .isFalse();
    assertThat(ProcessRights.mayChangeNetwork(List.of())).isFalse();
  }
}
