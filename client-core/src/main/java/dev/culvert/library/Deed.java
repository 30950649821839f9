// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.directive.Source;

/**
 * One thing that a profile does to the computer or lets others do.
 *
 * @param text the directive as written, without secrets, fit for a terminal
 */
public record Deed(Kind kind, Source source, String text) {
  /** What kind of thing, with the words for it. */
  public enum Kind {
    DEFAULT_ROUTE("all traffic goes through the tunnel"),
    ROUTE("routes"),
    DNS("name servers and domains"),
    SERVER_DECIDES("the server may add routes, name servers and more"),
    ENVIRONMENT("environment variables"),
    SCRIPT_SECURITY("scripts are switched on"),
    SCRIPT("runs a program"),
    PLUGIN("loads a plug-in"),
    WRITES("writes files"),
    LISTENS("lets other programs control it"),
    PROXY("goes through a proxy"),
    ASKS("asks for a password"),
    HOLDS_PASSWORD("holds a password");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind as a person reads it. */
    public String words() {
      return words;
    }

    /** Whether an import refuses it unless it is allowed. */
    public boolean runsCode() {
      return this == SCRIPT || this == PLUGIN;
    }
  }

  @Override
  public String toString() {
    return source + ": " + text;
  }
}
