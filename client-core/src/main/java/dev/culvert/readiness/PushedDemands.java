// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.directive.Line;
import dev.culvert.directive.Source;
import dev.culvert.directive.Statement;
import dev.culvert.driver.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a server's options ask of the data channel. */
final class PushedDemands {
  private static final Fix OLD_SERVER =
      new Fix.Advice("update the server to 2.4.5 or newer, or connect with disable-dco");

  private PushedDemands() {}

  static List<Demand> of(List<String> options) {
    Source pushed = new Source.Pushed();
    List<Statement> lines =
        options.stream()
            .map(option -> Arrays.asList(option.strip().split("\\s+", -1)))
            .filter(words -> !words.getFirst().isEmpty())
            .map(words -> new Statement(new Line(pushed, words, null), "", false, -1))
            .toList();
    ProfileLines reply = new ProfileLines("", lines);
    List<Demand> found = new ArrayList<>();
    if (!reply.has("peer-id")) {
      found.add(
          new Demand.OfFeature(
              Feature.DATA_V1,
              "peer-id",
              Mention.absent(pushed, "no peer-id"),
              Optional.of(OLD_SERVER)));
    }
    for (String name : List.of("comp-lzo", "compress")) {
      // stub-v2 changes no packet that would be sent.
      reply
          .last(name)
          .filter(line -> !ProfileLines.argument(line, 1, "").equals("stub-v2"))
          .ifPresent(line -> found.add(compression(line)));
    }
    reply
        .last("cipher")
        .ifPresent(
            line ->
                found.add(
                    new Demand.OfCiphers(
                        List.of(ProfileLines.argument(line, 1, "").toUpperCase(Locale.ROOT)),
                        Mention.of(line))));
    return found;
  }

  private static Demand compression(Statement line) {
    return new Demand.OfFeature(
        Feature.COMPRESSION,
        "allow-compression",
        Mention.of(line),
        Optional.of(new Fix.Advice("take it out of the server's configuration")));
  }
}
