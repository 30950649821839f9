// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.driver.KernelDriver;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a profile's data can go through the kernel, as far as its options decide it: the same
 * answer on every machine, with or without a driver.
 *
 * @param drivers every kernel driver there is, judged
 */
public record Offload(List<Candidate> drivers) {
  public Offload {
    drivers = List.copyOf(drivers);
  }

  /** Judges the drivers that are known. */
  public static Offload of(List<Demand> demands) {
    return new Offload(
        Arrays.stream(KernelDriver.values())
            .map(driver -> Candidate.judge(Backend.known(driver), demands))
            .toList());
  }

  /** Whether some driver can carry it. */
  public boolean isPossible() {
    return drivers.stream().anyMatch(Candidate::isPossible);
  }

  /** What must go so that some driver can: everything against the one that asks for least. */
  public List<Obstacle> reasons() {
    return drivers.stream()
        .map(Candidate::against)
        .reduce((a, b) -> b.size() < a.size() ? b : a)
        .orElse(List.of());
  }
}
