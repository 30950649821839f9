// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import dev.culvert.wire.TlsRole;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Two engines and the wire between them, cut into pieces. */
final class TlsPair {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final Validity YEAR = Validity.around(NOW, Duration.ofDays(365));
  static final SecureRandom RANDOM = new SecureRandom();

  final TlsEngine client;
  final TlsEngine server;
  private final int piece;

  TlsPair(TlsSettings client, TlsSettings server, int piece) {
    this.client = TlsEngines.open(client, RANDOM, NOW);
    this.server = TlsEngines.open(server, RANDOM, NOW);
    this.piece = piece;
  }

  static TlsSettings end(TlsRole role, Identity own, PeerCheck check, TlsVersion version) {
    return new TlsSettings(role, own, check, version, version);
  }

  /** Carries everything both ways until both are silent. */
  void run() throws TlsFailure {
    boolean moved = true;
    while (moved) {
      boolean toServer = carry(client, server);
      moved = carry(server, client) || toServer;
    }
  }

  private boolean carry(TlsEngine from, TlsEngine to) throws TlsFailure {
    byte[] bytes = from.takeCiphertext();
    for (int at = 0; at < bytes.length; at += piece) {
      int end = Math.min(bytes.length, at + piece);
      to.onCiphertext(Arrays.copyOfRange(bytes, at, end));
    }
    return bytes.length > 0;
  }
}
