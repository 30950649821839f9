// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.bytes.Secret;
import dev.culvert.directive.ProfileText;
import dev.culvert.profile.LoginOptions.AuthRetry;
import dev.culvert.profile.LoginOptions.StaticChallenge;
import dev.culvert.tls.Fingerprint;
import dev.culvert.tls.NameRule;
import dev.culvert.tls.PeerUsage;
import dev.culvert.tls.TlsVersion;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.KeyDirection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a profile as text that reads as an equal one: helpers are expanded, what is the default is
 * left out, files stand inline.
 */
public final class ProfileWriter {
  /** What becomes of private keys and shared ones. */
  public enum Secrets {
    SHOWN,
    /** A line says that something is left out; the text then is for people only. */
    MASKED
  }

  static final String MASK = "[hidden]\n";

  private final Profile profile;
  private final Secrets secrets;
  private final ProfileLines out = new ProfileLines();

  private ProfileWriter(Profile profile, Secrets secrets) {
    this.profile = profile;
    this.secrets = secrets;
  }

  /** The profile's text; with shown secrets it belongs into an owner's hands only. */
  public static String write(Profile profile, Secrets secrets) {
    return new ProfileWriter(profile, secrets).write();
  }

  private String write() {
    mode();
    new TunnelLines(profile.tunnel(), out).write();
    new LinkLines(profile, secrets, out).write();
    times(profile.link());
    data(profile.data());
    login(profile.login());
    if (profile.says("disable-dco")) {
      out.line("disable-dco");
    }
    out.number("verb", profile.process().verb(), 1);
    out.number("mute", profile.process().mute(), 0);
    tls(profile.tls());
    return out.text();
  }

  private void mode() {
    if (profile.mode() == Profile.Mode.CLIENT) {
      out.line("client");
    } else {
      out.line(profile.tls().role() == TlsRole.SERVER ? "tls-server" : "tls-client");
    }
  }

  private void times(LinkOptions link) {
    link.resolveRetry().ifPresent(retry -> out.line("resolv-retry", seconds(retry)));
    out.line("connect-retry", seconds(link.retryPause()), seconds(link.retryPauseMax()));
    out.number("connect-retry-max", link.retryMax(), 0);
    out.line("server-poll-timeout", seconds(link.serverPoll()));
    link.exitNotify().ifPresent(times -> out.line("explicit-exit-notify", Integer.toString(times)));
    out.line("ping", seconds(link.ping()));
    out.line(link.pingExit() ? "ping-exit" : "ping-restart", seconds(link.pingTimeout()));
  }

  private void data(DataOptions data) {
    if (data.ciphersFrom().isPresent()) {
      out.line(
          "data-ciphers",
          data.ciphers().stream().map(Object::toString).collect(Collectors.joining(":")));
    }
    data.cipher().ifPresent(cipher -> out.line("cipher", cipher.toString()));
    out.line("auth", data.auth());
    out.line("reneg-sec", seconds(data.renegotiate()));
    out.number("reneg-bytes", data.renegotiateBytes(), 0);
    out.number("reneg-pkts", data.renegotiatePackets(), 0);
    switch (data.compression().framing()) {
      case NONE -> {}
      case BYTE -> out.line("comp-lzo", "no");
      case SWAP -> out.line("compress", "stub");
      case ESCAPE -> out.line("compress", "stub-v2");
    }
    if (data.compression().inflate()) {
      out.line("allow-compression", "asym");
    }
    out.line("replay-window", Integer.toString(data.replayWindow()), seconds(data.replayTime()));
  }

  private void login(LoginOptions login) {
    if (login.user().isPresent() && secrets == Secrets.MASKED) {
      out.block("auth-user-pass", MASK);
    } else if (login.user().isPresent()) {
      String password = login.password().map(p -> text(p) + "\n").orElse("");
      out.block("auth-user-pass", login.user().get() + "\n" + password);
    } else if (login.usernameOnly()) {
      out.line("auth-user-pass", "username-only");
    } else if (login.wanted()) {
      out.line("auth-user-pass");
    }
    if (login.forget()) {
      out.line("auth-nocache");
    }
    if (login.retry() != AuthRetry.NONE) {
      out.line("auth-retry", login.retry().name().toLowerCase(Locale.ROOT));
    }
    if (login.challenge().isPresent()) {
      StaticChallenge asked = login.challenge().get();
      String echo = asked.echo() ? "1" : "0";
      if (asked.concatenated()) {
        out.line("static-challenge", asked.text(), echo, "concat");
      } else {
        out.line("static-challenge", asked.text(), echo);
      }
    }
  }

  private static String text(Secret secret) {
    return new String(secret.toArray(), StandardCharsets.UTF_8);
  }

  private void tls(TlsOptions tls) {
    tls.usage()
        .ifPresent(
            usage -> out.line("remote-cert-tls", usage == PeerUsage.SERVER ? "server" : "client"));
    tls.name().ifPresent(rule -> out.line("verify-x509-name", rule.expected(), word(rule.part())));
    out.line("tls-version-min", word(tls.min()));
    out.line("tls-version-max", word(tls.max()));
    out.line("hand-window", seconds(tls.handWindow()));
    out.line("tran-window", seconds(tls.tranWindow()));
    out.line("tls-timeout", seconds(tls.timeout()));
    if (!tls.fingerprints().isEmpty()) {
      String lines =
          tls.fingerprints().stream()
              .map(Fingerprint::toString)
              .sorted(Comparator.naturalOrder())
              .collect(Collectors.joining("\n", "", "\n"));
      out.block("peer-fingerprint", lines);
    }
    material("ca", tls.ca(), false);
    material("cert", tls.cert(), false);
    material("key", tls.key(), true);
    wrapping(tls.wrapping());
  }

  private void wrapping(WrappingOptions wrapping) {
    material("tls-auth", wrapping.tlsAuth(), true);
    if (wrapping.direction() != KeyDirection.BIDIRECTIONAL) {
      out.line("key-direction", wrapping.direction() == KeyDirection.NORMAL ? "0" : "1");
    }
    material("tls-crypt", wrapping.tlsCrypt(), true);
    if (wrapping.forceCookie() && wrapping.tlsCryptV2().isPresent()) {
      // A block has no second word.
      out.line("tls-crypt-v2", wrapping.tlsCryptV2().get().name(), "force-cookie");
    } else {
      material("tls-crypt-v2", wrapping.tlsCryptV2(), true);
    }
  }

  private void material(String name, Optional<Material> material, boolean secret) {
    if (material.isEmpty()) {
      return;
    }
    if (secret && secrets == Secrets.MASKED) {
      out.block(name, MASK);
    } else if (ProfileLines.fitsBlock(name, material.get().text())) {
      out.block(name, material.get().text());
    } else {
      // It was a file that no block can hold.
      out.line(name, material.get().name());
    }
  }

  private static String word(NameRule.Part part) {
    return switch (part) {
      case SUBJECT -> "subject";
      case NAME -> "name";
      case NAME_PREFIX -> "name-prefix";
    };
  }

  private static String word(TlsVersion version) {
    return version == TlsVersion.TLS_1_3 ? "1.3" : "1.2";
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  /** Names the profile only: its text may hold a private key. */
  @Override
  public String toString() {
    return "writer of " + ProfileText.quote(profile.name());
  }
}
