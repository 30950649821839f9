// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.ProfileText;
import dev.culvert.directive.Release;
import dev.culvert.directive.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What OpenVPN takes, and warns of. */
final class Warnings {
  private static final String DEFAULT_CIPHERS = "AES-256-GCM:AES-128-GCM:CHACHA20-POLY1305";

  /** Directives that OpenVPN calls deprecated whenever they are used. */
  private static final Map<String, String> DEPRECATED =
      Map.of(
          "secret",
              "static keys are going away; use tls-client or tls-server with peer-fingerprint",
          "verify-hash", "use ca with the one certificate, or peer-fingerprint",
          "ns-cert-type", "use remote-cert-tls",
          "ecdh-curve", "use tls-groups",
          "link-mtu", "use tun-mtu",
          "disable-occ", "it does nothing for TLS");

  private final Options options;
  private final Check check;

  Warnings(Options options, Check check) {
    this.options = options;
    this.check = check;
  }

  void check() {
    DEPRECATED.forEach((name, text) -> warning(options.has(name), name, Code.DEPRECATED, text));
    renamed();
    compression();
    cipher();
    peer();
    warning(
        options.isTlsClient() && options.has("dh"), "dh", Code.NO_EFFECT, "only a server needs it");
    warning(
        options.release() == Release.V2_6 && !options.hasTls() && !options.has("secret"),
        "tls-client",
        Code.DEPRECATED,
        "OpenVPN 2.7 no longer connects without TLS");
    Optional<Statement> management = options.last("management");
    warning(
        management.isPresent()
            && management.get().count() < 3
            && !management.get().arg(1, "").equals("unix"),
        "management",
        Code.INSECURE,
        "a TCP port without a password is open to every program of this machine");
    for (Statement line : options.each("explicit-exit-notify")) {
      check.warning(
          options.connections().stream().noneMatch(Connection::isUdp),
          line.source(),
          line.name(),
          Code.NO_EFFECT,
          "it only works with proto udp");
    }
  }

  private void renamed() {
    for (Statement line : options.each("data-ciphers")) {
      check.warning(
          line.name().equals("ncp-ciphers"),
          line.source(),
          line.name(),
          Code.DEPRECATED,
          "it was renamed to data-ciphers in OpenVPN 2.5");
    }
  }

  private void compression() {
    for (String name : List.of("comp-lzo", "compress")) {
      String word = options.value(name);
      boolean safe = name.equals("compress") && List.of("migrate", "stub-v2").contains(word);
      warning(
          options.has(name) && !safe && !word.equals("no"),
          name,
          Code.INSECURE,
          "compression has been used to break encryption; leave it out on both sides");
    }
    warning(
        options.value("allow-compression").equals("yes"),
        "allow-compression",
        Code.INSECURE,
        "compression has been used to break encryption");
  }

  private void cipher() {
    if (!options.pulls()) {
      return;
    }
    String list = options.has("data-ciphers") ? options.value("data-ciphers") : DEFAULT_CIPHERS;
    String cipher = options.value("cipher");
    boolean listed =
        List.of(list.toUpperCase(Locale.ROOT).replace("?", "").split(":", -1))
            .contains(cipher.toUpperCase(Locale.ROOT));
    warning(
        options.has("cipher") && !listed,
        "cipher",
        Code.NO_EFFECT,
        "cipher "
            + ProfileText.quote(cipher)
            + " is not in data-ciphers, so it has no part in the negotiation");
  }

  private void peer() {
    boolean checked =
        options.hasAny(
            "remote-cert-tls",
            "remote-cert-eku",
            "verify-x509-name",
            "ns-cert-type",
            "peer-fingerprint",
            "verify-hash",
            "tls-verify");
    check.warning(
        options.isTlsClient() && !checked,
        options.whole(),
        "remote-cert-tls",
        Code.INSECURE,
        "nothing tells the server's certificate from another client's; use remote-cert-tls server");
    warning(
        List.of("none").contains(options.value("auth").toLowerCase(Locale.ROOT)),
        "auth",
        Code.INSECURE,
        "packets are not authenticated with ciphers that need a digest");
    warning(
        List.of("MD5", "SHA1").contains(options.value("auth").toUpperCase(Locale.ROOT))
            && options.hasAny("tls-auth"),
        "auth",
        Code.INSECURE,
        "a weak digest; SHA256 or better");
    warning(
        List.of("none").contains(options.value("cipher").toLowerCase(Locale.ROOT)),
        "cipher",
        Code.INSECURE,
        "packets are not encrypted where it counts");
  }

  private void warning(boolean wrong, String directive, Code code, String message) {
    check.warning(wrong, options.at(directive), directive, code, message);
  }
}
