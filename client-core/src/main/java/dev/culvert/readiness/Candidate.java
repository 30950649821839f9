// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.directive.Source;
import dev.culvert.driver.Feature;
import dev.culvert.keys.DataCipher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One backend, judged by what a profile asks for.
 *
 * @param against each line that rules it out, in OpenVPN's order
 * @param withoutEffect each line that does nothing with it
 */
public record Candidate(Backend backend, List<Obstacle> against, List<Obstacle> withoutEffect) {
  public Candidate {
    against = List.copyOf(against);
    withoutEffect = List.copyOf(withoutEffect);
  }

  static Candidate judge(Backend backend, List<Demand> demands) {
    return new Judge(backend, demands).judge();
  }

  /** Whether nothing in the profile is against it; it may be missing here all the same. */
  public boolean isPossible() {
    return against.isEmpty();
  }

  /** Whether it can carry the data on this machine. */
  public boolean fits() {
    return isPossible() && backend.absence().isEmpty();
  }

  private static final class Judge {
    private final Backend backend;
    private final List<Demand> demands;
    private final List<Obstacle> against = new ArrayList<>();
    private final List<Obstacle> withoutEffect = new ArrayList<>();

    Judge(Backend backend, List<Demand> demands) {
      this.backend = backend;
      this.demands = demands;
    }

    Candidate judge() {
      for (Demand demand : demands) {
        switch (demand) {
          case Demand.OfFeature feature -> feature(feature);
          case Demand.OfCiphers ciphers -> ciphers(ciphers);
          case Demand.OfFallback fallback -> fallback(fallback);
        }
      }
      return new Candidate(backend, against, withoutEffect);
    }

    private void feature(Demand.OfFeature demand) {
      Optional<String> refusal = backend.capabilities().refusal(demand.feature());
      if (refusal.isEmpty()) {
        return;
      }
      Optional<String> note =
          backend.kernel().flatMap(kernel -> OffloadNotes.of(demand, kernel, isServer()));
      Obstacle obstacle = obstacle(demand, refusal.get(), note, demand.fix());
      (demand.feature().isEssential() ? against : withoutEffect).add(obstacle);
    }

    /**
     * OpenVPN leaves the kernel as soon as one cipher of the list is none of the driver's, since
     * the server could choose it. User space offers those that it has.
     */
    private void ciphers(Demand.OfCiphers demand) {
      List<String> able = demand.names().stream().filter(this::has).toList();
      if (backend.kernel().isEmpty()) {
        if (able.isEmpty()) {
          against.add(
              obstacle(
                  demand,
                  "has only " + ciphers(),
                  Optional.empty(),
                  Optional.of(fix(demand, able))));
        }
        return;
      }
      List<String> lacking = demand.names().stream().filter(name -> !has(name)).toList();
      if (lacking.isEmpty()) {
        return;
      }
      boolean pushed = demand.mention().source() instanceof Source.Pushed;
      against.add(
          obstacle(
              demand,
              "does not have " + String.join(", ", lacking),
              Optional.of(OffloadNotes.ofCipher(lacking.getFirst())).filter(_ -> !pushed),
              Optional.of(fix(demand, able)).filter(_ -> !pushed)));
    }

    private Fix fix(Demand.OfCiphers demand, List<String> able) {
      List<String> list =
          able.isEmpty() ? CipherNames.DEFAULT.stream().filter(this::has).toList() : able;
      return new Fix.Replace(
          demand.mention(),
          "data-ciphers " + String.join(":", list),
          "if the peer has one of them; 2.4 and newer do");
    }

    /** In user space too it must be ours, but for a peer that negotiates it is never used. */
    private void fallback(Demand.OfFallback demand) {
      if (backend.kernel().isPresent() && !has(demand.name())) {
        against.add(
            obstacle(
                demand,
                "does not have " + demand.name(),
                Optional.of(OffloadNotes.ofFallback(demand.name())),
                Optional.of(demand.fix())));
      }
    }

    private Obstacle obstacle(
        Demand demand, String clause, Optional<String> note, Optional<Fix> fix) {
      return new Obstacle(
          demand.option(), demand.mention(), backend.name() + " " + clause, note, fix);
    }

    private boolean has(String cipher) {
      return DataCipher.named(cipher)
          .filter(backend.capabilities().ciphers()::contains)
          .isPresent();
    }

    private String ciphers() {
      return backend.capabilities().ciphers().stream()
          .sorted()
          .map(DataCipher::toString)
          .collect(Collectors.joining(":"));
    }

    private boolean isServer() {
      return demands.stream()
          .anyMatch(d -> d instanceof Demand.OfFeature f && f.feature() == Feature.MANY_PEERS);
    }
  }
}
