// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import dev.culvert.event.TunnelEvent;
import dev.culvert.event.TunnelEvent.LinkToOpen;
import dev.culvert.event.TunnelEvent.MessageFromServer;
import dev.culvert.event.TunnelEvent.TextChallenge;
import java.util.Arrays;
import java.util.List;

/** What the text of an {@code INFO_PRE} asks of the user (openvpn-protocol 6.8). */
public final class LoginNote {
  private LoginNote() {}

  /** Reads it; a link that is none of the web is only a message. */
  public static TunnelEvent parse(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length == 3 && parts[0].equals("CR_TEXT")) {
      List<String> flags = Arrays.asList(parts[1].split(",", -1));
      return new TextChallenge(parts[2], flags.contains("R"), flags.contains("E"));
    }
    if (parts.length == 3 && parts[0].equals("WEB_AUTH") && isWeb(parts[2])) {
      boolean hidden = Arrays.asList(parts[1].split(",", -1)).contains("hidden");
      return new LinkToOpen(parts[2], hidden);
    }
    String link = parts[0].equals("OPEN_URL") ? text.substring(text.indexOf(':') + 1) : "";
    return isWeb(link) ? new LinkToOpen(link, false) : new MessageFromServer(text);
  }

  private static boolean isWeb(String link) {
    return link.startsWith("https://") || link.startsWith("http://");
  }
}
