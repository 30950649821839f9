// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import static dev.culvert.readiness.ProfileLines.argument;

import dev.culvert.directive.Statement;
import dev.culvert.readiness.Concern.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of a profile that make its tunnel less safe than it could be. */
final class Weaknesses {
  private static final Set<String> BROKEN_DIGESTS =
      Set.of("NONE", "MD4", "MD5", "RSA-MD4", "RSA-MD5", "MDC2");

  /** Ciphers with blocks of 64 bits (SWEET32), and none at all. */
  private static final Pattern BROKEN_CIPHER =
      Pattern.compile("(BF|DES|DES-EDE3?|DESX|CAST5|RC2|RC2-40|RC2-64|IDEA)(-.*)?|NONE");

  private static final Pattern AEAD = Pattern.compile(".*-GCM|CHACHA20-POLY1305");
  private static final Pattern WEAK_SUITE =
      Pattern.compile("(?i).*(NULL|EXP|RC4|MD5|(^|[-_:])DES|3DES|SEED|LOW|SECLEVEL=0).*");

  private final ProfileLines profile;
  private final List<Concern> found = new ArrayList<>();

  private Weaknesses(ProfileLines profile) {
    this.profile = profile;
  }

  static List<Concern> of(ProfileLines profile) {
    Weaknesses weaknesses = new Weaknesses(profile);
    weaknesses.serverVerification();
    weaknesses.tls();
    weaknesses.digest();
    weaknesses.ciphers();
    weaknesses.compression();
    weaknesses.keys();
    weaknesses.passwords();
    return List.copyOf(weaknesses.found);
  }

  private void serverVerification() {
    boolean checks =
        profile.has(
            "remote-cert-tls",
            "remote-cert-eku",
            "remote-cert-ku",
            "ns-cert-type",
            "verify-x509-name",
            "peer-fingerprint",
            "verify-hash",
            "tls-verify");
    if (profile.has("client", "tls-client") && !checks) {
      found.add(
          new Concern(
              Code.NO_SERVER_VERIFICATION,
              "remote-cert-tls",
              Mention.absent(profile.whole(), "no remote-cert-tls"),
              "any certificate of the same CA passes as the server's; add: remote-cert-tls server"));
    }
    profile
        .last("verify-hash")
        .filter(line -> !argument(line, 2, "SHA1").equalsIgnoreCase("SHA256"))
        .ifPresent(
            line ->
                add(Code.WEAK_DIGEST, line, "SHA1 can be forged; use peer-fingerprint instead"));
  }

  private void tls() {
    profile
        .last("tls-version-min")
        .filter(line -> argument(line, 1, "").matches("1\\.[01]"))
        .ifPresent(
            line ->
                add(
                    Code.OLD_TLS,
                    line,
                    "TLS "
                        + argument(line, 1, "")
                        + " is out of use (RFC 8996); remove it, 1.2 is the default"));
    profile
        .last("tls-version-max")
        .filter(line -> argument(line, 1, "").matches("1\\.[01]"))
        .ifPresent(line -> add(Code.OLD_TLS, line, "nothing newer can be agreed on; remove it"));
    profile
        .last("tls-cert-profile")
        .filter(line -> argument(line, 1, "").equals("insecure"))
        .ifPresent(
            line -> add(Code.WEAK_TLS_CIPHER, line, "lets certificates with MD5 pass; remove it"));
    profile
        .last("tls-cipher")
        .filter(line -> enabled(argument(line, 1, "")).anyMatch(WEAK_SUITE.asMatchPredicate()))
        .ifPresent(
            line ->
                add(
                    Code.WEAK_TLS_CIPHER,
                    line,
                    "names broken suites; remove it, the default is good"));
  }

  /** The words of an OpenSSL list that switch something on. */
  private static Stream<String> enabled(String list) {
    return Arrays.stream(list.split(":", -1)).filter(w -> !w.matches("[!-].*"));
  }

  private void digest() {
    Optional<Statement> auth = profile.last("auth");
    String name = auth.map(line -> upper(argument(line, 1, ""))).orElse("");
    if (BROKEN_DIGESTS.contains(name)) {
      add(
          Code.WEAK_DIGEST,
          auth.orElseThrow(),
          "packets could be forged where no AEAD cipher protects them; use SHA256 on both ends");
    } else if (name.equals("SHA1") || name.equals("SHA") || name.equals("RSA-SHA1")) {
      add(
          Code.WEAK_DIGEST,
          auth.orElseThrow(),
          "still holds as HMAC, but SHA256 is the better choice for both ends");
    }
  }

  private void ciphers() {
    for (String directive : List.of("cipher", "data-ciphers-fallback", "data-ciphers")) {
      Optional<Statement> line = profile.last(directive);
      if (line.isPresent()) {
        ciphers(line.get());
      }
    }
  }

  private void ciphers(Statement line) {
    List<String> names = CipherNames.list(argument(line, 1, ""));
    List<String> broken = names.stream().filter(BROKEN_CIPHER.asMatchPredicate()).toList();
    List<String> old =
        names.stream().filter(n -> !broken.contains(n) && !AEAD.matcher(n).matches()).toList();
    if (!broken.isEmpty()) {
      add(
          Code.OLD_CIPHER,
          line,
          (broken.contains("NONE")
                  ? "leaves data readable by everybody: "
                  : "blocks of 64 bits leak after some gigabytes (SWEET32): ")
              + String.join(", ", broken)
              + "; use AES-256-GCM");
    }
    // What OpenVPN says of a client's cipher is enough: it is not negotiated any more.
    boolean unused = line.name().equals("cipher") && profile.isClient();
    if (!old.isEmpty() && !unused) {
      add(
          Code.OLD_CIPHER,
          line,
          "from before AEAD, slower, and never in the kernel: "
              + String.join(", ", old)
              + "; use AES-256-GCM");
    }
  }

  private void compression() {
    for (String directive : List.of("comp-lzo", "compress", "allow-compression")) {
      Optional<Statement> line = profile.last(directive);
      String value = line.map(l -> argument(l, 1, "")).orElse("");
      boolean compresses =
          switch (directive) {
            case "comp-lzo" -> !value.equals("no");
            case "compress" -> !Set.of("", "stub", "stub-v2", "migrate").contains(value);
            default -> value.equals("yes") || value.equals("asym");
          };
      if (line.isPresent() && compresses) {
        add(
            Code.COMPRESSION,
            line.get(),
            "the size of compressed packets tells what is in them (VORACLE); remove it on both"
                + " ends");
      }
    }
  }

  private void keys() {
    profile
        .last("secret")
        .ifPresent(
            line ->
                add(
                    Code.STATIC_KEY,
                    line,
                    "who learns this key once can read all that was ever sent; use TLS"));
    profile
        .last("no-replay")
        .ifPresent(line -> add(Code.NO_REPLAY_PROTECTION, line, "packets can be repeated"));
    profile
        .last("replay-window")
        .filter(line -> argument(line, 1, "").equals("0"))
        .ifPresent(line -> add(Code.NO_REPLAY_PROTECTION, line, "packets can be repeated"));
    profile
        .last("reneg-sec")
        .filter(line -> argument(line, 1, "").equals("0"))
        .ifPresent(
            line ->
                add(
                    Code.NO_RENEGOTIATION,
                    line,
                    "keys are not renewed by time; leave it out unless passwords are used once"));
  }

  private void passwords() {
    profile
        .last("auth-user-pass")
        .filter(line -> line.line().inline() != null)
        .ifPresent(
            line -> add(Code.PASSWORD_IN_PROFILE, line, "whoever has this file has the password"));
    profile
        .last("script-security")
        .filter(line -> argument(line, 1, "").equals("3"))
        .ifPresent(
            line ->
                add(
                    Code.PASSWORDS_TO_SCRIPTS,
                    line,
                    "passwords stand in the environment of scripts; 2 is enough for most"));
    profile
        .last("management")
        .filter(line -> argument(line, 3, "").isEmpty() && !argument(line, 2, "").equals("unix"))
        .ifPresent(
            line ->
                add(
                    Code.OPEN_MANAGEMENT,
                    line,
                    "any program that reaches this port steers the tunnel; give a password file or"
                        + " a unix socket"));
  }

  private void add(Code code, Statement line, String message) {
    found.add(new Concern(code, line.name(), Mention.of(line), message));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
