// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import dev.culvert.keys.DataCipher;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a driver can do on this machine, so that the choice of a backend can be made, and explained,
 * before anything is opened.
 *
 * @param ciphers data channel ciphers that it encrypts with here
 * @param refusals what it cannot do, each with the clause that says so: "cannot listen on TCP"
 */
public record Capabilities(Set<DataCipher> ciphers, Map<Feature, String> refusals) {
  public Capabilities {
    ciphers = Set.copyOf(ciphers);
    refusals = Map.copyOf(refusals);
  }

  /** Why it cannot do that; empty when it can. */
  public Optional<String> refusal(Feature feature) {
    return Optional.ofNullable(refusals.get(feature));
  }
}
