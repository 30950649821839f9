// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.bytes.Bytes;
import dev.culvert.client.Credentials;
import dev.culvert.directive.FileResolver;
import dev.culvert.directive.ProfileText;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.ProfileReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stored profile at a glance.
 *
 * @param reason why it does not run, with file and line; empty when it does
 * @param passwords what it asks for before it connects
 * @param expires the end of the client's certificate; empty when it has none that can be read
 *     without a password
 */
public record ProfileSummary(
    String name,
    State state,
    String reason,
    List<String> remotes,
    List<String> passwords,
    Optional<Instant> expires) {
  public ProfileSummary {
    remotes = List.copyOf(remotes);
    passwords = List.copyOf(passwords);
  }

  /** Whether Culvert can run it. */
  public enum State {
    VALID("valid"),
    /** It runs once the passwords are there. */
    NEEDS_PASSWORD("asks for a password"),
    DOES_NOT_RUN("does not run");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** The state as a person reads it. */
    public String words() {
      return words;
    }
  }

  /**
   * Reads a profile as a connection would.
   *
   * @param files what it names outside itself
   * @param now what its certificate must be valid at
   */
  public static ProfileSummary of(StoredProfile profile, FileResolver files, Instant now) {
    String file = profile.name() + ".ovpn";
    Bytes content = profile.content();
    List<SeenLine> lines = List.of();
    Preview preview = new Preview(List.of(), List.of(), Optional.empty());
    String reason = "";
    try {
      Candidate candidate =
          new Candidate(file, file, content, NearbyFiles.none("it is not looked for"));
      lines = Inliner.inline(candidate, ImportOptions.CAREFUL).lines();
      preview = PreviewReader.read(lines, false);
      Credentials.of(
          new ProfileReader(files).read(file, ProfileText.decode(content.toArray())).tls(), now);
    } catch (ProfileException e) {
      reason = String.valueOf(e.getMessage());
    }
    List<String> asks = preview.each(Deed.Kind.ASKS).stream().map(Deed::text).distinct().toList();
    State state = asks.isEmpty() ? State.VALID : State.NEEDS_PASSWORD;
    return new ProfileSummary(
        profile.name(),
        reason.isEmpty() ? state : State.DOES_NOT_RUN,
        reason,
        preview.remotes(),
        asks,
        OwnCertificate.in(lines).map(OwnCertificate::until));
  }
}
