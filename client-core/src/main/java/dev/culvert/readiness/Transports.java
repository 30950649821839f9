// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import static dev.culvert.readiness.ProfileLines.argument;

import dev.culvert.directive.Statement;
import dev.culvert.driver.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the remotes of a profile ask of the transport. */
final class Transports {
  private static final int PROTO = 3;

  private Transports() {}

  static List<Demand> of(ProfileLines profile) {
    List<Demand> found = new ArrayList<>();
    List<Statement> remotes = profile.remotes();
    if (remotes.isEmpty() && !profile.isServer()) {
      found.add(
          new Demand.OfFeature(
              Feature.NO_REMOTE,
              "remote",
              Mention.absent(profile.whole(), "no remote"),
              Optional.of(new Fix.Add("remote HOST PORT", "on one end at least"))));
    }
    if (remotes.isEmpty()) {
      found.add(ofProto(profile, profile.last("proto")));
    }
    for (Statement remote : remotes) {
      found.add(
          remote.count() >= PROTO
              ? demand(argument(remote, PROTO, "udp"), "remote", Mention.of(remote), false)
              : ofProto(profile, profile.last("proto", remote)));
    }
    return found.stream().distinct().toList();
  }

  private static Demand ofProto(ProfileLines profile, Optional<Statement> proto) {
    Mention mention =
        proto.map(Mention::of).orElseGet(() -> Mention.absent(profile.whole(), "proto udp"));
    String word = proto.map(line -> argument(line, 1, "udp")).orElse("udp");
    return demand(word, "proto", mention, profile.isServer());
  }

  private static Demand demand(String word, String option, Mention mention, boolean server) {
    Feature feature = Feature.UDP;
    if (word.startsWith("tcp")) {
      boolean listens = word.endsWith("-server") || (server && !word.endsWith("-client"));
      feature = listens ? Feature.TCP_SERVER : Feature.TCP_CLIENT;
    }
    return new Demand.OfFeature(feature, option, mention, Optional.empty());
  }
}
