// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What carries a profile's data, and everything against what would have been better. The log, the
 * document of {@code check --json} and windows are made from this one value.
 *
 * @param profile its name, for messages
 * @param candidates best first
 */
public record BackendVerdict(String profile, List<Candidate> candidates) {
  public BackendVerdict {
    candidates = List.copyOf(candidates);
  }

  /** Judges the backends in their order. */
  public static BackendVerdict of(String profile, List<Demand> demands, List<Backend> backends) {
    return new BackendVerdict(
        profile, backends.stream().map(backend -> Candidate.judge(backend, demands)).toList());
  }

  /** The first that fits; empty when nothing here can carry the data. */
  public Optional<Candidate> carrier() {
    return candidates.stream().filter(Candidate::fits).findFirst();
  }

  /**
   * The verdict with what the server pushed laid over it: reasons that no profile shows
   * (openvpn-protocol 7.2).
   *
   * @param pushed the options as they stood between the commas
   */
  public BackendVerdict withPushed(List<String> pushed) {
    List<Demand> demands = PushedDemands.of(pushed);
    return new BackendVerdict(
        profile,
        candidates.stream()
            .map(
                candidate -> {
                  Candidate late = Candidate.judge(candidate.backend(), demands);
                  return new Candidate(
                      candidate.backend(),
                      joined(candidate.against(), late.against()),
                      joined(candidate.withoutEffect(), late.withoutEffect()));
                })
            .toList());
  }

  private static List<Obstacle> joined(List<Obstacle> first, List<Obstacle> second) {
    List<Obstacle> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  /** For the log: OpenVPN's lines, which scripts look for, each with ours after it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    Optional<Candidate> carrier = carrier();
    for (Candidate candidate : candidates) {
      if (carrier.filter(candidate::equals).isPresent()) {
        lines.add(chosen(candidate));
        candidate.withoutEffect().forEach(o -> lines.add("Note: without effect: " + o));
        return lines;
      }
      candidate
          .against()
          .forEach(obstacle -> refused(candidate.backend(), obstacle).forEach(lines::add));
      candidate.backend().absence().ifPresent(why -> missing(candidate.backend(), why, lines));
    }
    lines.add("ERROR: nothing here can carry the data of " + profile);
    return lines;
  }

  private String chosen(Candidate candidate) {
    String text = "Data channel: " + candidate.backend();
    return candidate.backend().kernel().isPresent()
        ? text + ": nothing in " + profile + " is against it"
        : text;
  }

  private static List<String> refused(Backend backend, Obstacle obstacle) {
    if (backend.kernel().isEmpty()) {
      return List.of("ERROR: " + obstacle);
    }
    List<String> lines = new ArrayList<>();
    obstacle.note().ifPresent(lines::add);
    lines.add("Note: " + obstacle);
    return lines;
  }

  private static void missing(Backend backend, String why, List<String> lines) {
    if (backend.kernel().isPresent()) {
      lines.add(OffloadNotes.missing(backend.kernel()));
      lines.add("Note: " + backend.name() + ": " + why);
    } else {
      lines.add("ERROR: " + why);
    }
  }
}
