// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an end says of itself in its key-method-2 message: lines {@code KEY=VALUE} in sending order
 * (openvpn-protocol 4.3).
 */
public record PeerInfo(Map<String, String> lines) {
  private static final int MAX_LINES = 64;

  public PeerInfo {
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
  }

  /** The lines of a peer's text; lines that are none, and any past the 64th, are left out. */
  public static PeerInfo parse(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : text.split("\n", MAX_LINES + 1)) {
      int equals = line.indexOf('=');
      if (equals > 0 && lines.size() < MAX_LINES) {
        lines.putIfAbsent(line.substring(0, equals), line.substring(equals + 1).strip());
      }
    }
    return new PeerInfo(lines);
  }

  /** The text as it is sent. */
  public String text() {
    return lines.entrySet().stream()
        .map(line -> line.getKey() + "=" + line.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** What the peer can do; a missing or broken {@code IV_PROTO} is nothing at all. */
  public Set<ProtocolFeature> features() {
    return ProtocolFeature.ofBits(number("IV_PROTO").orElse(0L));
  }

  /**
   * The ciphers the peer offers, in its order. A peer that only says {@code IV_NCP=2} has the two
   * AES-GCM ciphers.
   */
  public List<String> ciphers() {
    String list = lines.get("IV_CIPHERS");
    if (list != null) {
      return Arrays.stream(list.split(":")).filter(name -> !name.isEmpty()).toList();
    }
    return number("IV_NCP").orElse(0L) >= 2 ? List.of("AES-256-GCM", "AES-128-GCM") : List.of();
  }

  private Optional<Long> number(String key) {
    String value = lines.get(key);
    if (value == null || !value.matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(Long.valueOf(value));
  }
}
