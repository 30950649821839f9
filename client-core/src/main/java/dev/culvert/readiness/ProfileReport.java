// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that {@code culvert check} says about one profile.
 *
 * @param file the name it was given under
 * @param accepted whether OpenVPN's own parser takes it
 * @param refused why Culvert would not connect with it; empty when it would, or when nobody would
 * @param ignored options that are passed over
 * @param ciphers that may be agreed on, in their order
 * @param at the time the certificates were looked at
 */
public record ProfileReport(
    String file,
    boolean accepted,
    Optional<Refusal> refused,
    List<Remark> errors,
    List<Remark> warnings,
    List<Remark> ignored,
    List<RemoteReport> remotes,
    List<String> ciphers,
    Offload dco,
    List<CertificateReport> certificates,
    Instant at) {
  public ProfileReport {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    ignored = List.copyOf(ignored);
    remotes = List.copyOf(remotes);
    ciphers = List.copyOf(ciphers);
    certificates = List.copyOf(certificates);
  }

  /**
   * Where a peer is.
   *
   * @param port 1 to 65535
   * @param proto {@code udp}, {@code tcp-client} or {@code tcp-server}
   */
  public record RemoteReport(String host, int port, String proto) {}

  /** Whether Culvert would connect with it. */
  public boolean runs() {
    return accepted && refused.isEmpty();
  }
}
