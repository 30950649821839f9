// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Digest login (RFC 7616, and RFC 2069 where the proxy offers no quality of protection): the
 * password is proven and not sent.
 *
 * @param algorithm as the proxy wrote it, empty for its default
 * @param opaque goes back as it came
 * @param stale the login of before was right and only its nonce too old
 */
record DigestChallenge(
    String realm,
    String nonce,
    String algorithm,
    boolean qualityOffered,
    Optional<String> opaque,
    boolean stale) {
  private static final String FIRST_USE = "00000001";

  /** The challenge in our terms; empty when it is another scheme, or one we cannot answer. */
  static Optional<DigestChallenge> of(AuthChallenge challenge) {
    List<String> qualities = List.of(challenge.parameter("qop").split("[\\s,]+", -1));
    boolean offered = challenge.parameters().containsKey("qop");
    if (!challenge.is("Digest")
        || digestName(challenge.parameter("algorithm")).isEmpty()
        || (offered && qualities.stream().noneMatch("auth"::equalsIgnoreCase))) {
      return Optional.empty();
    }
    return Optional.of(
        new DigestChallenge(
            challenge.parameter("realm"),
            challenge.parameter("nonce"),
            challenge.parameter("algorithm"),
            offered,
            Optional.ofNullable(challenge.parameters().get("opaque")),
            challenge.parameter("stale").equalsIgnoreCase("true")));
  }

  private static Optional<String> digestName(String algorithm) {
    return switch (algorithm.toUpperCase(Locale.ROOT)) {
      case "", "MD5", "MD5-SESS" -> Optional.of("MD5");
      case "SHA-256", "SHA-256-SESS" -> Optional.of("SHA-256");
      default -> Optional.empty();
    };
  }

  /**
   * What the Authorization line says.
   *
   * @param clientNonce ours, letters and digits
   */
  String answer(ProxyLogin login, String method, String uri, String clientNonce) {
    String proof = proof(login, method, uri, clientNonce);
    StringBuilder line =
        new StringBuilder("Digest username=")
            .append(quoted(login.user()))
            .append(", realm=")
            .append(quoted(realm))
            .append(", nonce=")
            .append(quoted(nonce))
            .append(", uri=")
            .append(quoted(uri));
    if (!algorithm.isEmpty()) {
      line.append(", algorithm=").append(algorithm);
    }
    if (qualityOffered) {
      line.append(", qop=auth, nc=" + FIRST_USE + ", cnonce=").append(quoted(clientNonce));
    }
    line.append(", response=").append(quoted(proof));
    opaque.ifPresent(text -> line.append(", opaque=").append(quoted(text)));
    return line.toString();
  }

  private String proof(ProxyLogin login, String method, String uri, String clientNonce) {
    byte[] password = login.password().toArray();
    MessageDigest digest = digest();
    digest.update((login.user() + ":" + realm + ":").getBytes(UTF_8));
    digest.update(password);
    Arrays.fill(password, (byte) 0);
    String secret = hex(digest.digest());
    if (algorithm.toUpperCase(Locale.ROOT).endsWith("-SESS")) {
      secret = hash(secret + ":" + nonce + ":" + clientNonce);
    }
    String quality = qualityOffered ? FIRST_USE + ":" + clientNonce + ":auth:" : "";
    return hash(secret + ":" + nonce + ":" + quality + hash(method + ":" + uri));
  }

  private String hash(String text) {
    return hex(digest().digest(text.getBytes(UTF_8)));
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(digestName(algorithm).orElseThrow());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5 and SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
