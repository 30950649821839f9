// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.Release;
import java.util.List;

/** What the control channel needs. */
final class TlsChecks {
  /** Directives that make no sense without TLS, in the order in which they are checked. */
  private static final List<String> TLS_ONLY =
      List.of(
          "ca",
          "capath",
          "cert",
          "key",
          "pkcs12",
          "tls-cipher",
          "tls-ciphersuites",
          "tls-cert-profile",
          "tls-verify",
          "tls-export-cert",
          "verify-x509-name",
          "tls-timeout",
          "reneg-bytes",
          "reneg-pkts",
          "reneg-sec",
          "hand-window",
          "tran-window",
          "tls-auth",
          "tls-crypt",
          "tls-crypt-v2",
          "single-session",
          "push-peer-info",
          "tls-exit",
          "crl-verify",
          "ns-cert-type",
          "remote-cert-ku",
          "remote-cert-eku",
          "pkcs11-providers",
          "pkcs11-id");

  private static final int DEFAULT_WINDOW = 64;
  private static final int DEFAULT_WINDOW_SECONDS = 15;

  private final Options options;
  private final Check check;

  TlsChecks(Options options, Check check) {
    this.options = options;
    this.check = check;
  }

  void check() {
    conflict(
        options.has("no-replay") && hasOtherWindow(),
        "replay-window",
        "replay-window and no-replay cannot be used together");
    int modes =
        (options.isTlsServer() ? 1 : 0)
            + (options.isTlsClient() ? 1 : 0)
            + (options.has("secret") ? 1 : 0);
    conflict(
        modes > 1,
        options.has("secret") ? "secret" : "tls-server",
        "only one of tls-client, tls-server and secret expected, more found");
    if (options.hasTls()) {
      peer();
      own();
      wrapping();
    } else {
      withoutTls();
    }
    conflict(
        options.has("auth-user-pass") && !options.pulls(),
        "auth-user-pass",
        "pull expected beside it, none found");
  }

  private boolean hasOtherWindow() {
    return options
        .last("replay-window")
        .filter(
            line ->
                Numbers.lenient(line.arg(0, "")) != DEFAULT_WINDOW
                    || Numbers.lenient(line.arg(1, "15")) != DEFAULT_WINDOW_SECONDS)
        .isPresent();
  }

  private void peer() {
    conflict(
        options.has("verify-hash") && options.has("peer-fingerprint"),
        "peer-fingerprint",
        "verify-hash and peer-fingerprint cannot be used together");
    missing(
        !options.hasAny("ca", "capath", "peer-fingerprint", "pkcs12")
            && !(options.has("verify-hash") && options.value("verify-hash").isEmpty()),
        "ca",
        "ca, capath or peer-fingerprint expected, none found");
    String min = options.value("tls-version-min");
    String max = options.value("tls-version-max");
    conflict(
        min.matches("1\\.[0-3]") && max.matches("1\\.[0-3]") && min.compareTo(max) > 0,
        "tls-version-min",
        "at most tls-version-max expected, more found");
  }

  private void own() {
    boolean cert = options.hasAny("cert", "management-external-cert");
    boolean key = options.hasAny("key", "management-external-key");
    if (options.hasAny("pkcs11-providers", "pkcs11-id", "pkcs11-id-management")) {
      smartCard();
      return;
    }
    conflict(
        options.has("key") && options.has("management-external-key"),
        "management-external-key",
        "key and management-external-key cannot be used together");
    conflict(
        options.has("cert") && options.has("management-external-cert"),
        "management-external-cert",
        "cert and management-external-cert cannot be used together");
    if (options.has("pkcs12")) {
      for (String name : List.of("capath", "cert", "key", "management-external-key")) {
        conflict(options.has(name), name, name + " and pkcs12 cannot be used together");
      }
    } else if (options.pulls()) {
      missing(
          !cert && !key && !options.has("auth-user-pass"),
          "cert",
          "cert and key, pkcs12 or auth-user-pass expected, none found");
      missing(cert != key, cert ? "key" : "cert", "cert and key expected, one found");
    } else {
      missing(!cert, "cert", "cert or pkcs12 expected, none found");
      missing(!key, "key", "key or pkcs12 expected, none found");
    }
  }

  private void smartCard() {
    conflict(
        options.has("pkcs11-id") && options.has("pkcs11-id-management"),
        "pkcs11-id",
        "pkcs11-id and pkcs11-id-management cannot be used together");
    missing(
        !options.hasAny("pkcs11-id", "pkcs11-id-management"),
        "pkcs11-id",
        "pkcs11-id expected with pkcs11-providers, none found");
    for (String name :
        List.of("cert", "key", "management-external-key", "management-external-cert", "pkcs12")) {
      conflict(options.has(name), name, name + " and pkcs11-providers cannot be used together");
    }
  }

  private void wrapping() {
    for (Connection connection : options.connections()) {
      boolean auth = connection.has("tls-auth");
      boolean crypt = connection.has("tls-crypt");
      check.error(
          auth && crypt,
          connection.at("tls-crypt"),
          "tls-crypt",
          Code.CONFLICT,
          "tls-auth and tls-crypt cannot be used together");
      check.error(
          options.isTlsClient() && connection.has("tls-crypt-v2") && (auth || crypt),
          connection.at("tls-crypt-v2"),
          "tls-crypt-v2",
          Code.CONFLICT,
          "tls-crypt-v2 cannot be used together with tls-auth or tls-crypt");
    }
  }

  private void withoutTls() {
    missing(
        options.release() == Release.V2_7
            && !options.has("allow-deprecated-insecure-static-crypto"),
        "tls-client",
        "client, tls-client or tls-server expected, none found");
    for (String name : TLS_ONLY) {
      conflict(options.has(name), name, "tls-client or tls-server expected beside it, none found");
    }
    conflict(options.pulls(), "pull", "tls-client expected beside it, none found");
  }

  private void conflict(boolean wrong, String directive, String message) {
    check.error(wrong, options.at(directive), directive, Code.CONFLICT, message);
  }

  private void missing(boolean wrong, String directive, String message) {
    check.error(wrong, options.whole(), directive, Code.MISSING, message);
  }
}
