// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import static dev.culvert.readiness.ProfileLines.argument;

import dev.culvert.directive.FileResolver;
import dev.culvert.directive.Statement;
import dev.culvert.readiness.CertificateReport.OwnKey;
import dev.culvert.tls.CertificateFacts;
import dev.culvert.tls.KeyMatch;
import dev.culvert.tls.Pem;
import dev.culvert.tls.PemException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the certificates that a profile has in it or names. Nothing is asked for. */
final class CertificateReader {
  /** More than any chain; a bundle of all public roots is not listed in full. */
  private static final int MOST = 20;

  private final ProfileLines profile;
  private final FileResolver files;
  private final List<CertificateReport> found = new ArrayList<>();

  private CertificateReader(ProfileLines profile, FileResolver files) {
    this.profile = profile;
    this.files = files;
  }

  static List<CertificateReport> read(ProfileLines profile, FileResolver files) {
    CertificateReader reader = new CertificateReader(profile, files);
    for (String directive : List.of("ca", "cert", "extra-certs")) {
      reader.given(directive).ifPresent(line -> reader.certificates(directive, line));
    }
    reader.given("pkcs12").ifPresent(reader::store);
    return List.copyOf(reader.found);
  }

  /** The last line of that name; {@code ca [inline]} only announces the block beside it. */
  private Optional<Statement> given(String directive) {
    return profile.each(directive).stream()
        .filter(line -> line.line().inline() != null || !argument(line, 1, "").equals("[inline]"))
        .reduce((_, b) -> b);
  }

  private void certificates(String directive, Statement line) {
    Mention mention = Mention.of(line);
    try {
      List<X509Certificate> chain = Pem.certificates(text(line));
      for (int i = 0; i < Math.min(MOST, chain.size()); i++) {
        X509Certificate certificate = chain.get(i);
        boolean own = directive.equals("cert") && i == 0;
        found.add(
            new CertificateReport(
                directive,
                mention,
                Optional.of(CertificateFacts.of(certificate)),
                own ? key(certificate) : Optional.empty(),
                Optional.empty()));
      }
      if (chain.size() > MOST) {
        String rest = "and " + (chain.size() - MOST) + " more that are not listed";
        found.add(CertificateReport.unreadable(directive, mention, rest));
      }
    } catch (PemException | IOException e) {
      found.add(CertificateReport.unreadable(directive, mention, String.valueOf(e.getMessage())));
    }
  }

  private Optional<OwnKey> key(X509Certificate certificate) {
    Optional<Statement> line = given("key");
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Mention mention = Mention.of(line.get());
    try {
      return Optional.of(new OwnKey(mention, KeyMatch.of(certificate, text(line.get()))));
    } catch (IOException e) {
      return Optional.of(new OwnKey(mention, KeyMatch.UNREADABLE));
    }
  }

  /** Such a file is one encrypted lump as a rule, and its password is not asked for here. */
  private void store(Statement line) {
    found.add(
        CertificateReport.unreadable(
            "pkcs12", Mention.of(line), "not looked into: it is behind a password"));
  }

  private String text(Statement line) throws IOException {
    String inline = line.line().inline();
    if (inline != null) {
      return inline;
    }
    return files.read(line.directory(), argument(line, 1, ""));
  }
}
