// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A directive that names a file, and what an import does with the file (openvpn-config 1.2). */
enum FileDirective {
  CA("ca", 1, Treatment.BLOCK),
  CERT("cert", 1, Treatment.BLOCK),
  KEY("key", 1, Treatment.BLOCK),
  EXTRA_CERTS("extra-certs", 1, Treatment.BLOCK),
  DH("dh", 1, Treatment.BLOCK),
  PKCS12("pkcs12", 1, Treatment.BASE64),
  CRL_VERIFY("crl-verify", 1, Treatment.BLOCK),
  TLS_AUTH("tls-auth", 1, Treatment.BLOCK_WITH_DIRECTION),
  SECRET("secret", 1, Treatment.BLOCK_WITH_DIRECTION),
  TLS_CRYPT("tls-crypt", 1, Treatment.BLOCK),
  TLS_CRYPT_V2("tls-crypt-v2", 1, Treatment.BLOCK),
  AUTH_GEN_TOKEN_SECRET("auth-gen-token-secret", 1, Treatment.BLOCK),
  HTTP_PROXY_USER_PASS("http-proxy-user-pass", 1, Treatment.BLOCK),
  HTTP_PROXY("http-proxy", 3, Treatment.PROXY_PASSWORD),
  AUTH_USER_PASS("auth-user-pass", 1, Treatment.PASSWORD),
  ASKPASS("askpass", 1, Treatment.PASSPHRASE),
  CONFIG("config", 1, Treatment.INCLUDE),
  CD("cd", 1, Treatment.FOLDER),
  CAPATH("capath", 1, Treatment.OUTSIDE),
  SOCKS_PROXY("socks-proxy", 3, Treatment.OUTSIDE),
  MANAGEMENT("management", 3, Treatment.OUTSIDE);

  /** What becomes of the file and of the line. */
  enum Treatment {
    /** The file's text takes the line's place. */
    BLOCK,
    /** The same; the second argument becomes {@code key-direction}. */
    BLOCK_WITH_DIRECTION,
    /** The file's bytes as base64 take the line's place. */
    BASE64,
    /** A block follows; the line keeps its other arguments. */
    PROXY_PASSWORD,
    /** As a block if the user wants it stored; otherwise the line loses its file. */
    PASSWORD,
    /** Has no form within a profile: the line loses its file, and the user is asked. */
    PASSPHRASE,
    /** The file's lines take the line's place, and are looked at themselves. */
    INCLUDE,
    /** Where later names are looked up; needed no more afterwards. */
    FOLDER,
    /** Has no form within a profile: stays as it is. */
    OUTSIDE
  }

  /** Words that need no quotes. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:%-]+");

  private static final Map<String, FileDirective> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(d -> d.text, Function.identity()));

  private final String text;
  private final int position;
  private final Treatment treatment;

  FileDirective(String text, int position, Treatment treatment) {
    this.text = text;
    this.position = position;
    this.treatment = treatment;
  }

  static Optional<FileDirective> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * What happens to the file of a line with these tokens. Other arguments that the new lines cannot
   * carry keep the file outside: {@code crl-verify folder dir}, {@code tls-crypt-v2 key
   * force-cookie}, and words that were written in quotes.
   */
  Treatment treatment(List<String> tokens) {
    List<String> others = new ArrayList<>(tokens.subList(1, tokens.size()));
    if (position < tokens.size()) {
      others.remove(position - 1);
    }
    boolean carried =
        switch (treatment) {
          case BLOCK -> others.isEmpty();
          case BLOCK_WITH_DIRECTION ->
              others.isEmpty() || others.equals(List.of("0")) || others.equals(List.of("1"));
          case PROXY_PASSWORD -> others.stream().allMatch(word -> PLAIN.matcher(word).matches());
          default -> true;
        };
    return carried ? treatment : Treatment.OUTSIDE;
  }

  /** The file that the tokens name; empty where there is none or a word stands in its place. */
  Optional<String> file(List<String> tokens) {
    if (tokens.size() <= position || isWord(tokens.get(position))) {
      return Optional.empty();
    }
    return Optional.of(tokens.get(position));
  }

  int position() {
    return position;
  }

  private boolean isWord(String word) {
    return word.isEmpty()
        || word.equals("[inline]")
        || switch (this) {
          case DH -> word.equals("none");
          case AUTH_USER_PASS -> word.equals("username-only") || word.equals("stdin");
          case ASKPASS, HTTP_PROXY_USER_PASS, SOCKS_PROXY, MANAGEMENT -> word.equals("stdin");
          case HTTP_PROXY -> List.of("stdin", "auto", "auto-nct", "none").contains(word);
          default -> false;
        };
  }

  @Override
  public String toString() {
    return text;
  }
}
