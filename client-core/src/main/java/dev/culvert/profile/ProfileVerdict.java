// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Finding;
import dev.culvert.directive.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Everything there is to say about a profile without connecting: what OpenVPN makes of it, and what
 * Culvert does.
 *
 * @param file its name
 * @param accepted OpenVPN 2.6 or 2.7 takes it
 * @param errors what OpenVPN refuses, in the order in which it comes upon it; empty if accepted
 * @param warnings what OpenVPN, or Culvert, warns of
 * @param ignored what either passes over
 * @param refusals what Culvert refuses; empty if it runs
 * @param remotes servers in order, as far as they can be read
 * @param ciphers of {@code data-ciphers}, as written, or by default
 * @param statements its lines as far as they are some, includes resolved
 * @param profile what Culvert would connect with; present if it runs
 */
public record ProfileVerdict(
    String file,
    boolean accepted,
    List<Finding> errors,
    List<Finding> warnings,
    List<Finding> ignored,
    List<Refusal> refusals,
    List<NamedRemote> remotes,
    List<String> ciphers,
    List<Statement> statements,
    Optional<Profile> profile) {
  public ProfileVerdict {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    ignored = List.copyOf(ignored);
    refusals = List.copyOf(refusals);
    remotes = List.copyOf(remotes);
    ciphers = List.copyOf(ciphers);
    statements = List.copyOf(statements);
  }

  /**
   * One server as the profile names it.
   *
   * @param port a number or the name of a service
   * @param proto as OpenVPN writes it: udp, tcp-client, tcp4-server...
   */
  public record NamedRemote(String host, String port, String proto) {}

  /** Whether Culvert would connect with it. */
  public boolean runs() {
    return profile.isPresent();
  }
}
