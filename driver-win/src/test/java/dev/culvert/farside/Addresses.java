// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as the log writes them: {@code 10.1.2.3:1194}, {@code [::]:0}. */
final class Addresses {
  private Addresses() {}

  static String text(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (!(host instanceof Inet6Address)) {
      return host.getHostAddress() + ":" + address.getPort();
    }
    return "[" + shortened(host.getHostAddress()) + "]:" + address.getPort();
  }

  /** The first of the longest runs of zero groups becomes {@code ::}, as RFC 5952 has it. */
  private static String shortened(String groups) {
    for (int zeros = 8; zeros >= 2; zeros--) {
      String run = ":" + "0:".repeat(zeros);
      String padded = ":" + groups + ":";
      int at = padded.indexOf(run);
      if (at >= 0) {
        return trimmed(padded.substring(0, at) + "::" + padded.substring(at + run.length()));
      }
    }
    return groups;
  }

  private static String trimmed(String padded) {
    String text = padded.startsWith("::") ? padded : padded.substring(1);
    return text.endsWith("::") ? text : text.substring(0, text.length() - 1);
  }
}
