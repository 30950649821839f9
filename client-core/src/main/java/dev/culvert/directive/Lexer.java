// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import dev.culvert.directive.Finding.Code;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Turns a profile's bytes into lines with tokens and inline blocks (openvpn-config 1.1, 1.2).
 *
 * <p>The reference reads at most 256 bytes of a line, its end included, and 255 within a block.
 * That makes a longer line an error outside blocks, and within a block lets an end tag begin after
 * each 255 bytes of a long line.
 */
public final class Lexer {
  private static final int CHUNK = 255;
  private static final int LONGEST = 256;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String file;
  private final byte[] content;
  private int at;
  private int row;
  private int chunkRow;

  private Lexer(String file, byte[] content, int firstRow) {
    this.file = file;
    this.content = content;
    this.row = firstRow;
  }

  /**
   * A lexer over a whole file; a UTF-8 mark at its start is passed over.
   *
   * @param file the name for messages
   */
  public static Lexer of(String file, byte[] content) {
    Lexer lexer = new Lexer(file, content, 1);
    if (Arrays.equals(content, 0, Math.min(content.length, MARK.length), MARK, 0, MARK.length)) {
      lexer.at = MARK.length;
    }
    return lexer;
  }

  /** A lexer over the content of a block, whose lines are lines of the file around it. */
  static Lexer ofBlock(Source start, String content) {
    return start instanceof Source.FileLine(String file, int line)
        ? new Lexer(file, ProfileText.encode(content), line + 1)
        : new Lexer(start.toString(), ProfileText.encode(content), 1);
  }

  /** Reads one option of a push reply; empty for a blank one. */
  public static List<Line> pushed(String option) throws LexicalException {
    Source source = new Source.Pushed();
    List<String> tokens = Tokenizer.split(option, source);
    return tokens.isEmpty() ? List.of() : List.of(new Line(source, tokens, null));
  }

  /** Lines up to the end or the first error. */
  public static List<Line> lines(String file, byte[] content) throws LexicalException {
    Lexer lexer = of(file, content);
    List<Line> lines = new ArrayList<>();
    for (Optional<Line> line = lexer.next(); line.isPresent(); line = lexer.next()) {
      lines.add(line.get());
    }
    return lines;
  }

  /**
   * The next line with a directive on it, empty at the end.
   *
   * @throws LexicalException for a bad line, which is then behind: the next call goes on after it
   */
  public Optional<Line> next() throws LexicalException {
    while (at < content.length) {
      byte[] chunk = chunk(LONGEST);
      Source source = new Source.FileLine(file, chunkRow);
      if (chunk.length >= LONGEST) {
        skipRow();
        throw new LexicalException(
            source,
            "line",
            Code.LINE_TOO_LONG,
            "at most 254 bytes were expected, a longer line was found");
      }
      List<String> tokens = new ArrayList<>(Tokenizer.split(ProfileText.decode(chunk), source));
      if (!tokens.isEmpty()) {
        return Optional.of(line(tokens, source));
      }
    }
    return Optional.empty();
  }

  /** How many bytes are read: the end of what {@link #next} gave, its line break included. */
  public int offset() {
    return at;
  }

  private Line line(List<String> tokens, Source source) throws LexicalException {
    String first = tokens.get(0);
    if (first.length() > 2 && first.startsWith("--")) {
      first = first.substring(2);
      tokens.set(0, first);
    }
    if (tokens.size() == 1 && first.startsWith("<") && first.endsWith(">")) {
      String name = first.substring(1, first.length() - 1);
      return new Line(source, List.of(name), block(name, source));
    }
    return new Line(source, tokens, null);
  }

  private String block(String name, Source start) throws LexicalException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    while (at < content.length) {
      byte[] chunk = chunk(CHUNK);
      if (afterBlanks(ProfileText.decode(chunk)).startsWith("</" + name + ">")) {
        return ProfileText.decode(block.toByteArray());
      }
      block.writeBytes(chunk);
    }
    throw new LexicalException(
        start, name, Code.END_TAG, "the end tag was expected, the end of the file was found");
  }

  /** The next bytes, so many at most, up to and with a line break; a NUL hides the rest of them. */
  private byte[] chunk(int most) {
    int start = at;
    chunkRow = row;
    int end = start;
    while (end < content.length && end < start + most && content[end] != '\n') {
      end++;
    }
    if (end < content.length && end < start + most) {
      end++;
      row++;
    }
    at = end;
    int length = 0;
    while (start + length < end && content[start + length] != 0) {
      length++;
    }
    return Arrays.copyOfRange(content, start, start + length);
  }

  private void skipRow() {
    if (content[at - 1] == '\n') {
      return;
    }
    while (at < content.length && content[at] != '\n') {
      at++;
    }
    if (at < content.length) {
      at++;
      row++;
    }
  }

  private static String afterBlanks(String text) {
    int at = 0;
    while (at < text.length() && Tokenizer.isBlank(text.charAt(at))) {
      at++;
    }
    return text.substring(at);
  }
}
