// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.library.Deed.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from a profile's lines what it may do. Used once for each profile. */
final class PreviewReader {
  private static final Map<String, Kind> KINDS = new HashMap<>();

  static {
    put(Kind.DEFAULT_ROUTE, "redirect-gateway");
    put(Kind.ROUTE, "redirect-private", "ifconfig", "ifconfig-ipv6", "server", "server-ipv6");
    put(Kind.DNS, "dhcp-option", "dns", "block-outside-dns", "register-dns");
    put(Kind.SERVER_DECIDES, "client", "pull");
    put(Kind.SCRIPT_SECURITY, "script-security");
    put(Kind.SCRIPT, "up", "down", "route-up", "route-pre-down", "ipchange", "tls-verify");
    put(Kind.SCRIPT, "auth-user-pass-verify", "client-connect", "client-disconnect");
    put(Kind.SCRIPT, "client-crresponse", "learn-address", "tls-crypt-v2-verify");
    put(Kind.SCRIPT, "dns-updown", "iproute");
    put(Kind.PLUGIN, "plugin", "engine", "providers", "pkcs11-providers");
    put(Kind.WRITES, "log", "log-append", "status", "writepid", "replay-persist", "tmp-dir");
    put(Kind.WRITES, "tls-export-cert", "ifconfig-pool-persist", "chroot");
    put(Kind.LISTENS, "management");
    put(Kind.PROXY, "http-proxy", "socks-proxy");
  }

  /** Words of these that stand where a program could, and are none. */
  private static final Set<String> BUILT_IN = Set.of("disable", "force");

  /** Shared objects that come with the TLS library. */
  private static final Set<String> LIBRARY_PROVIDERS = Set.of("default", "legacy", "base", "fips");

  private static final Set<String> DEFAULT_ROUTES = Set.of("0.0.0.0", "128.0.0.0", "default");
  private static final Set<String> HALVES = Set.of("0.0.0.0", "128.0.0.0");
  private static final Set<String> DEFAULT_ROUTES_6 =
      Set.of("::/0", "::/1", "8000::/1", "2000::/3");

  private final List<Deed> deeds = new ArrayList<>();
  private Optional<String> ownName = Optional.empty();

  private PreviewReader() {}

  private static void put(Kind kind, String... names) {
    for (String name : names) {
      KINDS.put(name, kind);
    }
  }

  static Preview read(List<SeenLine> lines, boolean withPasswords) {
    PreviewReader reader = new PreviewReader();
    lines.forEach(line -> reader.take(line, withPasswords));
    return new Preview(RemotesReader.read(lines), reader.deeds, reader.ownName);
  }

  private void take(SeenLine line, boolean withPasswords) {
    switch (line.name()) {
      case "setenv", "setenv-safe" -> setenv(line);
      case "auth-user-pass" -> userPass(line, withPasswords);
      case "askpass" -> add(Kind.ASKS, line, "askpass");
      case "http-proxy-user-pass" -> add(Kind.HOLDS_PASSWORD, line, line.name());
      case "script-security" -> {
        if (!line.arg(1).equals("0") && !line.arg(1).equals("1")) {
          add(Kind.SCRIPT_SECURITY, line, line.shown());
        }
      }
      case "route", "route-ipv6" ->
          add(isDefault(line) ? Kind.DEFAULT_ROUTE : Kind.ROUTE, line, line.shown());
      case "dns-updown" -> {
        if (!BUILT_IN.contains(line.arg(1))) {
          add(Kind.SCRIPT, line, line.shown());
        }
      }
      case "providers" -> {
        List<String> all = line.line().tokens();
        if (!LIBRARY_PROVIDERS.containsAll(all.subList(1, all.size()))) {
          add(Kind.PLUGIN, line, line.shown());
        }
      }
      default -> {
        Kind kind = KINDS.get(line.name());
        if (kind != null) {
          add(kind, line, line.shown());
        }
      }
    }
  }

  /** A default route in the words of an ordinary one, whole or as its two halves. */
  private static boolean isDefault(SeenLine line) {
    return (DEFAULT_ROUTES.contains(line.arg(1)) && HALVES.contains(line.arg(2)))
        || DEFAULT_ROUTES_6.contains(line.arg(1));
  }

  private void userPass(SeenLine line, boolean withPasswords) {
    boolean file = FileDirective.AUTH_USER_PASS.file(line.line().tokens()).isPresent();
    String block = line.line().inline();
    boolean held = (block != null && block.strip().contains("\n")) || (file && withPasswords);
    add(held ? Kind.HOLDS_PASSWORD : Kind.ASKS, line, "user name and password");
  }

  /** Some names are settings of other programs and never reach an environment. */
  private void setenv(SeenLine line) {
    String name = line.arg(1);
    switch (name.toUpperCase(Locale.ROOT)) {
      case "FRIENDLY_NAME", "PROFILE_NAME" -> ownName = Optional.of(Words.plain(line.arg(2)));
      case "OPT", "FORWARD_COMPATIBLE", "PUSH_PEER_INFO", "SERVER_POLL_TIMEOUT", "CLIENT_CERT" -> {}
      default -> add(Kind.ENVIRONMENT, line, line.name() + " " + Words.plain(name));
    }
  }

  private void add(Kind kind, SeenLine line, String text) {
    deeds.add(new Deed(kind, line.line().source(), text));
  }
}
