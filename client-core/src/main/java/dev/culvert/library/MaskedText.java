// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.bytes.Bytes;
import dev.culvert.directive.Line;
import dev.culvert.directive.Source;
import dev.culvert.profile.ProfileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A profile as it may be shown to whoever looks over the shoulder, or in a report. */
public final class MaskedText {
  private static final int SHORTEST_SECRET_ROW = 32;

  /** Blocks without a secret; what is in any other one is hidden. */
  private static final Set<String> PUBLIC =
      Set.of("ca", "cert", "extra-certs", "dh", "crl-verify", "peer-fingerprint", "verify-hash");

  /** Labels of PEM that are hidden wherever they stand, in comments too. */
  private static final Pattern SECRET_PEM =
      Pattern.compile("-----BEGIN [^-]*(PRIVATE KEY|Static key|tls-crypt-v2|PKCS12)");

  private static final Pattern SECRET_NAME =
      Pattern.compile("pass|secret|token|auth|cookie|key|pin", Pattern.CASE_INSENSITIVE);

  /** Keys of OpenVPN and base64 in comments. */
  private static final Pattern KEY_ROW = Pattern.compile("[#;\\s]*[0-9A-Za-z+/=]{32,}\\s*");

  private final String file;
  private final List<String> out = new ArrayList<>();

  private MaskedText(String file) {
    this.file = file;
  }

  /**
   * The rows without their line ends; secrets are replaced by {@code [n lines hidden]}.
   *
   * @throws ProfileException if it cannot be told what is a block and what is not
   */
  public static List<String> masked(String file, Bytes content) throws ProfileException {
    MaskedText text = new MaskedText(file);
    text.take(Rows.of(content), 0);
    return List.copyOf(text.out);
  }

  /** The rows without their line ends, secrets and all, fit for a terminal. */
  public static List<String> whole(Bytes content) {
    return Rows.of(content).rows().stream().map(MaskedText::shown).toList();
  }

  private void take(Rows rows, int before) throws ProfileException {
    for (Piece piece : Piece.of(file, rows.joined(), before)) {
      Line line = piece.line();
      if (line == null) {
        comments(piece.rows());
      } else if (line.inline() == null) {
        out.add(masked(line, piece.rows().getFirst()));
      } else {
        block(line, piece);
      }
    }
  }

  /** What follows the end tag on its row is not shown: it is nothing, or the end of a long key. */
  private void block(Line line, Piece piece) throws ProfileException {
    List<String> body = piece.body();
    out.add(shown(piece.rows().getFirst()));
    if (line.name().equals("connection")) {
      take(new Rows("", body), ((Source.FileLine) line.source()).line());
    } else if (PUBLIC.contains(line.name()) && body.stream().noneMatch(MaskedText::isSecretPem)) {
      body.forEach(row -> out.add(shown(row)));
    } else {
      hide(body.size());
    }
    out.add("</" + Words.plain(line.name()) + ">");
  }

  private void hide(int rows) {
    if (rows > 0) {
      out.add("[" + Words.count(rows, "line") + " hidden]");
    }
  }

  /** Rows between directives: blank ones and comments, where people leave old keys. */
  private void comments(List<String> rows) {
    int hidden = 0;
    for (String row : rows) {
      if (isSecretPem(row) || isKeyRow(row)) {
        hidden++;
      } else {
        hide(hidden);
        hidden = 0;
        out.add(shown(row));
      }
    }
    hide(hidden);
  }

  private static boolean isSecretPem(String row) {
    return SECRET_PEM.matcher(row).find();
  }

  private static boolean isKeyRow(String row) {
    return row.length() > SHORTEST_SECRET_ROW && KEY_ROW.matcher(row).matches();
  }

  private static String masked(Line line, String row) {
    List<String> words = line.tokens();
    int shown =
        switch (line.name().toLowerCase(Locale.ROOT)) {
          case "auth-token", "static-key" -> 1;
          case "setenv", "setenv-safe" -> secretName(words, 1) ? 2 : words.size();
          case "http-proxy-option" -> secretName(words, 2) ? 3 : words.size();
          case "echo" -> 1;
          default -> words.size();
        };
    return shown >= words.size() || (words.size() > 2 && words.get(1).equals("opt"))
        ? shown(row)
        : shown(Rows.encoded(String.join(" ", words.subList(0, shown)))) + " [hidden]";
  }

  private static boolean secretName(List<String> words, int index) {
    return index < words.size() && SECRET_NAME.matcher(words.get(index)).find();
  }

  /** Characters that a terminal obeys are shown as a question mark. */
  private static String shown(String row) {
    return Rows.decoded(Rows.withoutEnd(row)).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}&&[^\\t]]", "?");
  }
}
