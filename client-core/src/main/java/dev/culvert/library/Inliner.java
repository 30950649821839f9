// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.bytes.Bytes;
import dev.culvert.directive.Line;
import dev.culvert.directive.Source;
import dev.culvert.library.FileDirective.Treatment;
import dev.culvert.library.FileFinding.Outcome;
import dev.culvert.profile.ProfileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the files that a profile names into the profile. A line that changes stays as a comment
 * before what takes its place; every other byte stays as it is. Used once for each profile.
 */
final class Inliner {
  private static final int MAX_INCLUDES = 10;

  /** Longer lines are an error even as comments (openvpn-config 1.1). */
  private static final int MAX_LINE_BYTES = 254;

  private final Candidate candidate;
  private final ImportOptions options;
  private final List<FileFinding> files = new ArrayList<>();
  private final List<SeenLine> lines = new ArrayList<>();
  private String directory = "";
  private int connections;
  private long size;

  private Inliner(Candidate candidate, ImportOptions options) {
    this.candidate = candidate;
    this.options = options;
  }

  /**
   * What comes out.
   *
   * @param text the profile with its files
   * @param lines every directive, those of includes in their place
   */
  record Inlined(Bytes text, List<FileFinding> files, List<SeenLine> lines) {}

  /**
   * Reads the profile and its files.
   *
   * @throws ProfileException if the text is no list of directives, or too large with its files
   */
  static Inlined inline(Candidate candidate, ImportOptions options) throws ProfileException {
    Inliner inliner = new Inliner(candidate, options);
    Rows rows = Rows.of(candidate.content());
    inliner.enterDirectory(Piece.of(candidate.place(), rows.joined(), 0));
    String text = inliner.text(candidate.place(), rows, 0, 0, 0);
    return new Inlined(
        Rows.bytes(rows.mark() + text), List.copyOf(inliner.files), List.copyOf(inliner.lines));
  }

  /** Files are opened after the whole profile is read: the last {@code cd} is for all of them. */
  private void enterDirectory(List<Piece> all) {
    for (Piece piece : all) {
      Line line = piece.line();
      if (line != null && line.name().equals("cd") && line.tokens().size() > 1) {
        String next = line.tokens().get(1);
        directory = directory.isEmpty() || isAbsolute(next) ? next : directory + "/" + next;
      }
    }
  }

  private static boolean isAbsolute(String name) {
    return name.startsWith("/") || name.startsWith("\\") || name.matches("[A-Za-z]:.*");
  }

  /**
   * The rows with their files.
   *
   * @param before rows of the same file that stand above these
   * @param depth of includes
   */
  private String text(String file, Rows rows, int before, int depth, int connection)
      throws ProfileException {
    StringBuilder out = new StringBuilder();
    for (Piece piece : Piece.of(file, rows.joined(), before)) {
      Line line = piece.line();
      out.append(
          line == null
              ? piece.raw()
              : changed(withoutOpt(line), new Place(piece, rows.lineEnd(), depth, connection)));
    }
    return out.toString();
  }

  /** Where a line stands: its own rows, and what is around them. */
  private record Place(Piece piece, String lineEnd, int depth, int connection) {
    String original() {
      return piece.raw();
    }

    String indent() {
      String row = piece.rows().getFirst();
      return row.substring(0, row.length() - row.stripLeading().length());
    }

    /** The line as a comment, if it is not too long for one. */
    String comment() {
      String row = Rows.withoutEnd(piece.rows().getFirst());
      return row.length() < MAX_LINE_BYTES ? "#" + row + lineEnd : "";
    }

    String line(String text) {
      return indent() + text + lineEnd;
    }
  }

  private static Line withoutOpt(Line line) {
    List<String> words = line.tokens();
    return words.size() > 2 && line.name().equals("setenv") && words.get(1).equals("opt")
        ? new Line(line.source(), words.subList(2, words.size()), line.inline())
        : line;
  }

  private String changed(Line line, Place place) throws ProfileException {
    if (line.inline() != null && line.name().equals("connection")) {
      return connection(line, place);
    }
    Optional<FileDirective> directive = FileDirective.named(line.name());
    Optional<String> file = directive.flatMap(d -> d.file(line.tokens()));
    if (line.inline() != null || directive.isEmpty() || file.isEmpty()) {
      lines.add(new SeenLine(line, place.connection()));
      return place.original();
    }
    if (directive.get() != FileDirective.CONFIG) {
      lines.add(new SeenLine(line, place.connection()));
    }
    return changed(line, directive.get(), file.get(), place);
  }

  private String connection(Line line, Place place) throws ProfileException {
    connections++;
    Source.FileLine source = (Source.FileLine) line.source();
    List<String> rows = place.piece().rows();
    if (rows.size() < 2) {
      return place.original();
    }
    return rows.getFirst()
        + text(
            source.file(),
            new Rows("", place.piece().body()),
            source.line(),
            place.depth(),
            connections)
        + rows.getLast();
  }

  private String changed(Line line, FileDirective directive, String file, Place place)
      throws ProfileException {
    Treatment treatment = directive.treatment(line.tokens());
    return switch (treatment) {
      case OUTSIDE ->
          kept(line, file, Outcome.OUTSIDE, "stays where it is, a profile cannot hold it", place);
      case FOLDER -> {
        found(line, file, Outcome.DROPPED, "commented out, as the files are in the profile now");
        yield place.comment();
      }
      case PASSPHRASE -> {
        found(line, file, Outcome.DROPPED, "left out, you are asked for the passphrase");
        yield place.comment() + place.line(directive.toString());
      }
      case PASSWORD -> {
        if (options.passwords()) {
          yield withFile(line, directive, file, place);
        }
        found(
            line,
            file,
            Outcome.DROPPED,
            "left out, you are asked for user name and password (--with-passwords stores them)");
        yield place.comment() + place.line(directive.toString());
      }
      default -> withFile(line, directive, file, place);
    };
  }

  private String withFile(Line line, FileDirective directive, String file, Place place)
      throws ProfileException {
    try {
      Found found = read(file);
      String text = replacement(line, directive, found.content(), place);
      limit(line, text.length());
      found(line, file, Outcome.INLINED, found.note());
      return text;
    } catch (IOException e) {
      return kept(line, file, Outcome.MISSING, String.valueOf(e.getMessage()), place);
    }
  }

  /** A file's bytes, and where they were if that is not what the profile says. */
  private record Found(Bytes content, String note) {}

  /** As the profile names it, or of that name beside the profile: many were written elsewhere. */
  private Found read(String file) throws IOException {
    try {
      return found(candidate.files().read(directory, file), "");
    } catch (IOException e) {
      String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
      if (name.isEmpty() || (name.equals(file) && directory.isEmpty())) {
        throw e;
      }
      try {
        return found(candidate.files().read("", name), ", found beside the profile");
      } catch (IOException _) {
        throw e;
      }
    }
  }

  private static Found found(Bytes content, String where) throws IOException {
    if (content.isEmpty()) {
      throw new IOException("it is empty");
    }
    return new Found(content, Words.count(content.length(), "byte") + where);
  }

  private String replacement(Line line, FileDirective directive, Bytes content, Place place)
      throws IOException, ProfileException {
    return switch (directive.treatment(line.tokens())) {
      case INCLUDE -> included(line, content, place);
      case BASE64 -> place.comment() + Block.base64(directive.toString(), content, place::line);
      case BLOCK_WITH_DIRECTION -> {
        String direction =
            line.tokens().size() > 2 ? place.line("key-direction " + line.tokens().get(2)) : "";
        yield place.comment() + Block.text(directive.toString(), content, place::line) + direction;
      }
      case PROXY_PASSWORD -> proxyPassword(line, directive, content, place);
      default -> place.comment() + Block.text(directive.toString(), content, place::line);
    };
  }

  /** OpenVPN 2.6 takes the block's words over a file's, if the line has a word in its place. */
  private static String proxyPassword(
      Line line, FileDirective directive, Bytes content, Place place) throws IOException {
    if (place.connection() > 0) {
      throw new IOException("a connection block cannot hold it");
    }
    List<String> words = new ArrayList<>(line.tokens());
    words.set(directive.position(), "[inline]");
    return place.comment()
        + place.line(Rows.encoded(String.join(" ", words)))
        + Block.text("http-proxy-user-pass", content, place::line);
  }

  private String included(Line line, Bytes content, Place place) throws ProfileException {
    if (place.depth() >= MAX_INCLUDES) {
      throw new ProfileException(
          line.source(), "config", "at most 10 files within each other expected, more found");
    }
    limit(line, content.length());
    String text =
        text(line.tokens().get(1), Rows.of(content), 0, place.depth() + 1, place.connection());
    return place.comment() + text + (text.endsWith("\n") ? "" : place.lineEnd());
  }

  private void limit(Line line, int more) throws ProfileException {
    size += more;
    if (size > Limits.MAX_BYTES) {
      throw new ProfileException(
          line.source(), line.name(), "at most 10 MB with all files expected, more found");
    }
  }

  private String kept(Line line, String file, Outcome outcome, String note, Place place) {
    found(line, file, outcome, note);
    return place.original();
  }

  private void found(Line line, String file, Outcome outcome, String note) {
    files.add(new FileFinding(line.source(), line.name(), file, outcome, note));
  }
}
