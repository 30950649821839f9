// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.Statement;
import java.util.List;
import java.util.Optional;

/** The words of {@code dns}. */
final class DnsRules {
  private static final int MOST_ADDRESSES = 8;

  private DnsRules() {}

  static Optional<String> problem(Statement statement) {
    List<String> words = statement.line().args();
    boolean fits =
        switch (words.get(0)) {
          case "search-domains" -> words.size() > 1;
          case "server" -> server(words);
          default -> false;
        };
    return fits
        ? Optional.empty()
        : ValueRules.wrong(
            String.join(" ", words), "search-domains or server with number, setting and values");
  }

  /** The first line about a server that no line gives an address. */
  static Optional<Statement> withoutAddress(List<Statement> lines) {
    return lines.stream()
        .filter(line -> line.arg(0, "").equals("server"))
        .filter(
            line ->
                lines.stream()
                    .noneMatch(
                        other ->
                            other.arg(1, "").equals(line.arg(1, ""))
                                && other.arg(2, "").equals("address")))
        .findFirst();
  }

  private static boolean server(List<String> words) {
    if (words.size() < 4 || !priority(words.get(1))) {
      return false;
    }
    List<String> values = words.subList(3, words.size());
    return switch (words.get(2)) {
      case "address" ->
          values.size() <= MOST_ADDRESSES && values.stream().allMatch(DnsRules::address);
      case "resolve-domains", "domain-suffix" -> true;
      case "dnssec" -> one(values, List.of("yes", "no", "optional"));
      case "transport" -> one(values, List.of("plain", "DoH", "DoT"));
      case "sni" -> values.size() == 1;
      default -> false;
    };
  }

  private static boolean one(List<String> values, List<String> words) {
    return values.size() == 1 && words.contains(values.getFirst());
  }

  private static boolean priority(String word) {
    int value = Numbers.lenient(word);
    return Numbers.isInteger(word) && value >= -128 && value <= 127;
  }

  /** {@code address}, {@code v4:port} or {@code [v6]:port}. */
  private static boolean address(String word) {
    String host = word;
    if (word.startsWith("[") && word.indexOf(']') > 0) {
      host = word.substring(1, word.indexOf(']'));
    } else if (word.chars().filter(c -> c == ':').count() == 1) {
      host = word.substring(0, word.indexOf(':'));
    }
    return AddressRules.isV4(host) || AddressRules.isV6(host);
  }
}
