// SPDX-License-Identifier: Apache-2.0
package dev.culvert.control;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the plaintext of a control channel into messages: each ends with NUL, several may arrive at
 * once, one may arrive in pieces.
 */
public final class MessageStream {
  /** Longest message kept, in bytes; a peer's bundle holds 1024. */
  public static final int MAX_MESSAGE = 4096;

  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private boolean overflown;

  public MessageStream() {}

  /**
   * Takes the next bytes.
   *
   * @return the messages they complete, in order; text with control characters is made printable,
   *     and a message longer than {@link #MAX_MESSAGE} is left out
   */
  public List<String> push(byte[] plaintext) {
    List<String> messages = new ArrayList<>();
    for (byte b : plaintext) {
      if (b == 0) {
        complete(messages);
      } else if (pending.size() < MAX_MESSAGE) {
        pending.write(b);
      } else {
        overflown = true;
      }
    }
    return messages;
  }

  private void complete(List<String> messages) {
    if (pending.size() > 0 && !overflown) {
      messages.add(printable(pending.toString(StandardCharsets.UTF_8).stripTrailing()));
    }
    pending.reset();
    overflown = false;
  }

  private static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? '_' : c));
    return safe.toString();
  }
}
