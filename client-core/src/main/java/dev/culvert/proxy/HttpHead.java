// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP answer, up to and with its empty line; collects a bounded number of bytes.
 */
final class HttpHead {
  /** How far the head has come. */
  enum Progress {
    INCOMPLETE,
    NOT_HTTP,
    TOO_LONG,
    COMPLETE
  }

  private static final int LONGEST_SHOWN = 120;
  private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})(?: .*)?");

  private final byte[] collected;
  private final byte[] beginning;
  private int length;

  /**
   * @param longest bytes that are collected at most
   * @param beginning what it must begin with
   */
  HttpHead(int longest, byte[] beginning) {
    this.collected = new byte[longest];
    this.beginning = beginning.clone();
  }

  void clear() {
    length = 0;
  }

  /** Takes bytes up to the end of the head and no further. */
  Progress take(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (length == collected.length) {
        return Progress.TOO_LONG;
      }
      byte next = in.get();
      collected[length++] = next;
      if (length <= beginning.length && next != beginning[length - 1]) {
        return Progress.NOT_HTTP;
      }
      if (next == '\n' && endsWithEmptyLine()) {
        return status() < 0 ? Progress.NOT_HTTP : Progress.COMPLETE;
      }
    }
    return Progress.INCOMPLETE;
  }

  /** LF and CR LF both end a line (RFC 9112 2.2). */
  private boolean endsWithEmptyLine() {
    int before = length - 2;
    if (before >= 0 && collected[before] == '\r') {
      before--;
    }
    return before >= 0 && collected[before] == '\n';
  }

  /** The status code, -1 when there is none. */
  int status() {
    Matcher line = STATUS.matcher(lines().isEmpty() ? "" : lines().getFirst());
    return line.matches() ? Integer.parseInt(line.group(1)) : -1;
  }

  /** The first line for people: no control characters, and not too long. */
  String start() {
    String first = lines().isEmpty() ? "" : lines().getFirst();
    String shown = first.replaceAll("[^\\x20-\\x7e]", "?").strip();
    return shown.length() <= LONGEST_SHOWN ? shown : shown.substring(0, LONGEST_SHOWN) + "...";
  }

  /** What all lines of that name say. */
  List<String> values(String name) {
    return lines().stream()
        .skip(1)
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  private List<String> lines() {
    return new String(collected, 0, length, ISO_8859_1).lines().toList();
  }
}
