// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.util.List;

/**
 * Changes for one tunnel device, in the order in which they are made.
 *
 * @param device the tunnel's own device
 * @param deviceIndex the system's number for it, which tells it from a later device of the same
 *     name; 0 when the system does not know it
 * @param omissions what was asked for and left out
 */
public record NetworkPlan(
    String device, int deviceIndex, List<NetChange> changes, List<Omission> omissions) {
  public NetworkPlan {
    changes = List.copyOf(changes);
    omissions = List.copyOf(omissions);
  }

  /**
   * Something that was asked for and is not in the plan.
   *
   * @param directive as the profile or the peer wrote it
   * @param reason a clause for the log
   */
  public record Omission(String directive, String reason) {
    @Override
    public String toString() {
      return directive + ": " + reason;
    }
  }
}
