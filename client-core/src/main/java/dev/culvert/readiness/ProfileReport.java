// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.profile.ProfileVerdict.NamedRemote;
import dev.culvert.profile.Refusal;
import java.time.Instant;
import java.util.List;

/**
 * Everything that {@code culvert check} says about one profile.
 *
 * @param file the name it was given under
 * @param accepted whether OpenVPN's own parser takes it
 * @param refusals why Culvert would not connect with it
 * @param ignored options that are passed over
 * @param ciphers that may be agreed on, in their order
 * @param at the time the certificates were looked at
 */
public record ProfileReport(
    String file,
    boolean accepted,
    List<Refusal> refusals,
    List<Remark> errors,
    List<Remark> warnings,
    List<Remark> ignored,
    List<NamedRemote> remotes,
    List<String> ciphers,
    Offload dco,
    List<CertificateReport> certificates,
    Instant at) {
  public ProfileReport {
    refusals = List.copyOf(refusals);
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    ignored = List.copyOf(ignored);
    remotes = List.copyOf(remotes);
    ciphers = List.copyOf(ciphers);
    certificates = List.copyOf(certificates);
  }

  /** Whether Culvert would connect with it. */
  public boolean runs() {
    return accepted && refusals.isEmpty();
  }
}
