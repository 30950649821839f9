// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Statement;
import java.util.List;

/**
 * Everything a profile says, checked, with helpers expanded and defaults filled in (openvpn-config
 * 1.5, 1.6). Files it names are read already.
 *
 * @param name the file's name, or "command line"
 * @param statements everything it says, includes resolved: for questions that the records do not
 *     answer
 * @param notices what was accepted with a word about it
 */
public record Profile(
    String name,
    Mode mode,
    LinkOptions link,
    TunnelOptions tunnel,
    TlsOptions tls,
    DataOptions data,
    LoginOptions login,
    ProcessOptions process,
    List<Statement> statements,
    List<Notice> notices) {
  public Profile {
    statements = List.copyOf(statements);
    notices = List.copyOf(notices);
  }

  /** Whether it has such a line: for what is no setting of ours. */
  boolean says(String directive) {
    return statements.stream().anyMatch(line -> line.name().equals(directive));
  }

  /** What this end is to its peer. */
  public enum Mode {
    /** {@code client} or {@code pull}: the server decides. */
    CLIENT,
    /** Both ends have their own settings. */
    POINT_TO_POINT
  }
}
