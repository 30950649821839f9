// SPDX-License-Identifier: Apache-2.0
package dev.culvert.simnet;

import java.time.Duration;

/**
 * What a wire does to packets; each figure is a probability from 0 to 1.
 *
 * @param delay shortest way from end to end; a reordered packet takes up to ten times as long
 */
public record Noise(double loss, double duplicate, double reorder, double corrupt, Duration delay) {
  public static final Noise NONE = new Noise(0, 0, 0, 0, Duration.ofMillis(10));

  /** The wire of the seeds: one packet in five lost, some repeated, late or damaged. */
  public static final Noise HEAVY = new Noise(0.2, 0.05, 0.1, 0.02, Duration.ofMillis(10));

  /** The same, but what arrives is what was sent. */
  public Noise withoutDamage() {
    return new Noise(loss, duplicate, reorder, 0, delay);
  }
}
