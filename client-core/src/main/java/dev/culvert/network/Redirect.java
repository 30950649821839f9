// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.util.EnumSet;
import java.util.Set;

/** {@code redirect-gateway} or {@code redirect-private} with its flags. */
public record Redirect(Kind kind, Set<Flag> flags) {
  /** Which of the two directives. */
  public enum Kind {
    GATEWAY("redirect-gateway"),
    /** The host route to the server, and no change to the default route. */
    PRIVATE("redirect-private");

    private final String directive;

    Kind(String directive) {
      this.directive = directive;
    }

    public String directive() {
      return directive;
    }
  }

  /** Flags of either directive. */
  public enum Flag {
    /** The server is on our own link: it needs no host route. */
    LOCAL("local"),
    /** The same, if the system says so. */
    AUTOLOCAL("autolocal"),
    /** Two halves over the default route, instead of replacing it. */
    DEF1("def1"),
    BYPASS_DHCP("bypass-dhcp"),
    BYPASS_DNS("bypass-dns"),
    BLOCK_LOCAL("block-local"),
    IPV6("ipv6"),
    NOT_IPV4("!ipv4");

    private final String word;

    Flag(String word) {
      this.word = word;
    }

    /** As it is written. */
    public String word() {
      return word;
    }
  }

  public Redirect {
    flags = flags.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(flags));
  }

  boolean has(Flag flag) {
    return flags.contains(flag);
  }
}
