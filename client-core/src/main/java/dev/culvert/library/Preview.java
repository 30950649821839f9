// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import java.util.List;
import java.util.Optional;

/**
 * What a profile may do, read from its lines: it need not be one that Culvert can run.
 *
 * @param remotes {@code host:port proto} in their order
 * @param ownName what the profile calls itself ({@code setenv FRIENDLY_NAME} and its like)
 */
public record Preview(List<String> remotes, List<Deed> deeds, Optional<String> ownName) {
  public Preview {
    remotes = List.copyOf(remotes);
    deeds = List.copyOf(deeds);
  }

  /** All of that kind, in their order. */
  public List<Deed> each(Deed.Kind kind) {
    return deeds.stream().filter(deed -> deed.kind() == kind).toList();
  }

  /** What an import refuses unless it is allowed. */
  public List<Deed> code() {
    return deeds.stream().filter(deed -> deed.kind().runsCode()).toList();
  }
}
