// SPDX-License-Identifier: Apache-2.0
package dev.culvert.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the demo found.
 *
 * @param negotiation the diagnostic line, the same at both ends
 * @param roundTripMicros median of the pings
 * @param clientToServerMbits megabits of IP packets per second
 * @param sent bulk packets, both directions
 * @param renegotiations under traffic that ended with the new key in use at both ends
 * @param recovered traffic flowed again after an end was restarted
 * @param problem what went wrong beside lost packets
 */
record Report(
    String tlsVersion,
    String negotiation,
    int pings,
    int pingsAnswered,
    long roundTripMicros,
    double clientToServerMbits,
    double serverToClientMbits,
    long sent,
    long received,
    int renegotiations,
    boolean recovered,
    List<String> events,
    Optional<String> problem) {
  Report {
    events = List.copyOf(events);
  }

  long lost() {
    return sent - received;
  }

  /** Why this is no success; empty when it is one. */
  Optional<String> failure() {
    if (problem.isPresent()) {
      return problem;
    }
    if (lost() > 0) {
      return Optional.of(lost() + " of " + sent + " packets were lost across the renegotiations");
    }
    if (pingsAnswered < pings) {
      return Optional.of((pings - pingsAnswered) + " of " + pings + " pings were not answered");
    }
    return recovered ? Optional.empty() : Optional.of("traffic did not flow after the restart");
  }

  int exitCode() {
    return failure().isPresent() ? 1 : 0;
  }

  /** The fields of the JSON document, in order. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ok", failure().isEmpty());
    document.put("reason", failure().orElse(""));
    document.put("tlsVersion", tlsVersion);
    document.put("negotiation", negotiation);
    document.put("pings", Map.of("sent", pings, "answered", pingsAnswered));
    document.put("roundTripMicroseconds", roundTripMicros);
    document.put(
        "megabitsPerSecond",
        Map.of("clientToServer", clientToServerMbits, "serverToClient", serverToClientMbits));
    document.put("packets", Map.of("sent", sent, "received", received, "lost", lost()));
    document.put("renegotiations", renegotiations);
    document.put("recoveredAfterRestart", recovered);
    document.put("events", events);
    return document;
  }
}
