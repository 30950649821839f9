// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import static dev.culvert.readiness.ProfileLines.argument;

import dev.culvert.directive.Statement;
import dev.culvert.driver.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that a profile asks of its data channel, read from its lines: also from those that the
 * reader of profiles refuses so far. In the order in which OpenVPN looks (openvpn-protocol 7.1), so
 * that the first obstacle is the one of its log. Of its rows two are not here: {@code user} without
 * the capability to keep its rights, which Culvert does not give up, and TCP on FreeBSD.
 */
public final class Demands {
  private static final int LARGEST_USUAL_MTU = 1500;

  private final ProfileLines profile;
  private final Compatibility compatibility;
  private final List<Demand> found = new ArrayList<>();

  private Demands(ProfileLines profile) {
    this.profile = profile;
    this.compatibility = Compatibility.of(profile);
  }

  /**
   * Reads the demands.
   *
   * @param file the profile's name
   * @param lines all its lines in order, includes resolved
   */
  public static List<Demand> of(String file, List<Statement> lines) {
    Demands demands = new Demands(new ProfileLines(file, lines));
    demands.wholeProfile();
    demands.device();
    demands.connections();
    demands.server();
    demands.onlyHere();
    demands.withoutEffect();
    return List.copyOf(demands.found);
  }

  private void wholeProfile() {
    profile
        .last("disable-dco")
        .ifPresent(line -> add(Feature.USER_SPACE, line, Fixes.remove(line, "")));
    fallback();
    compression();
    ciphers();
    if (!profile.has("tls-client", "tls-server", "client") && !profile.isServer()) {
      Optional<Statement> secret = profile.last("secret");
      found.add(
          new Demand.OfFeature(
              Feature.STATIC_KEY,
              "tls-client",
              secret
                  .map(Mention::of)
                  .orElse(Mention.absent(profile.whole(), "no tls-client or tls-server")),
              Optional.of(Fixes.TLS)));
    }
  }

  private void fallback() {
    Optional<Statement> fallback = profile.last("data-ciphers-fallback");
    if (fallback.isPresent()) {
      Statement line = fallback.get();
      found.add(
          new Demand.OfFallback(
              upper(argument(line, 1, "")),
              Mention.of(line),
              Fixes.remove(line, "only a peer that does not negotiate ciphers needs it")));
      return;
    }
    Optional<Statement> cipher = profile.last("cipher");
    boolean pointToPoint = !profile.isClient() && !profile.isServer();
    boolean falls = pointToPoint || compatibility.isBefore(2, 4, 0);
    if (falls && cipher.isPresent()) {
      found.add(
          new Demand.OfFallback(
              upper(argument(cipher.get(), 1, "")),
              Mention.of(cipher.get()),
              Fixes.replace(cipher.get(), "cipher AES-256-GCM", "on both ends")));
    } else if (compatibility.isBefore(2, 4, 0)) {
      Statement line = compatibility.line().orElseThrow();
      found.add(
          new Demand.OfFallback(
              "BF-CBC", Mention.of(line), Fixes.remove(line, "with a peer of 2.4 or newer")));
    }
  }

  private void compression() {
    for (String name : List.of("comp-lzo", "compress")) {
      Optional<Statement> line = profile.last(name);
      if (line.isPresent() && !argument(line.get(), 1, "").equals("migrate")) {
        compressed(line.get(), Fixes.remove(line.get(), "on both ends"));
      }
    }
    Optional<Statement> allow = profile.last("allow-compression");
    if (allow.isPresent() && !argument(allow.get(), 1, "").equals("no")) {
      compressed(allow.get(), Fixes.replace(allow.get(), "allow-compression no", ""));
    }
  }

  private void compressed(Statement line, Fix fix) {
    found.add(
        new Demand.OfFeature(
            Feature.COMPRESSION, "allow-compression", Mention.of(line), Optional.of(fix)));
  }

  private void ciphers() {
    Optional<Statement> list = profile.last("data-ciphers");
    if (list.isEmpty()) {
      return;
    }
    List<String> names = CipherNames.list(argument(list.get(), 1, ""));
    Optional<Statement> cipher = profile.last("cipher");
    if (compatibility.isBefore(2, 5, 0) && cipher.isPresent()) {
      names.add(upper(argument(cipher.get(), 1, "")));
    }
    found.add(new Demand.OfCiphers(names, Mention.of(list.get())));
  }

  private void device() {
    Optional<Statement> dev = profile.last("dev");
    Optional<Statement> type = profile.last("dev-type");
    String name = dev.map(line -> argument(line, 1, "")).orElse("");
    String kind = type.map(line -> argument(line, 1, "")).orElse(name);
    if (name.equals("null")) {
      add(Feature.NULL_DEVICE, dev.get(), Fixes.replace(dev.get(), "dev tun", ""));
    } else if (kind.startsWith("tap")) {
      Statement line = type.orElseGet(dev::orElseThrow);
      found.add(
          new Demand.OfFeature(
              Feature.LAYER_2,
              "dev-type",
              Mention.of(line),
              Optional.of(
                  Fixes.replace(
                      line, line.name() + " tun", "on both ends, where routing is enough"))));
    }
    profile
        .last("dev-node")
        .filter(line -> argument(line, 1, "").startsWith("unix:"))
        .ifPresent(line -> add(Feature.UNIX_DEVICE, line, Fixes.remove(line, "")));
  }

  private void connections() {
    for (Statement line : profile.ofConnections("fragment")) {
      add(
          Feature.FRAGMENT,
          line,
          Fixes.replace(
              line, "mssfix " + argument(line, 1, "1400"), "and no fragment on the peer"));
    }
    for (String proxy : List.of("http-proxy", "socks-proxy")) {
      for (Statement line : profile.ofConnections(proxy)) {
        add(Feature.PROXY, line, Fixes.remove(line, "where the peer can be reached directly"));
      }
    }
    found.addAll(Transports.of(profile));
  }

  private void server() {
    if (profile.isServer()) {
      Statement line =
          profile
              .last("server")
              .or(() -> profile.last("server-ipv6"))
              .or(() -> profile.last("server-bridge"))
              .orElseGet(() -> profile.last("mode").orElseThrow());
      found.add(
          new Demand.OfFeature(Feature.MANY_PEERS, "mode", Mention.of(line), Optional.empty()));
      List<Statement> locals = profile.each("local");
      if (locals.size() > 1) {
        add(Feature.SEVERAL_LOCALS, locals.getLast(), Fixes.remove(locals.getLast(), ""));
      }
      profile
          .last("topology")
          .filter(topology -> !argument(topology, 1, "").equals("subnet"))
          .ifPresent(
              topology ->
                  add(
                      Feature.SERVER_WITHOUT_SUBNET,
                      topology,
                      Fixes.replace(topology, "topology subnet", "")));
    }
    profile
        .last("management-query-proxy")
        .ifPresent(line -> add(Feature.QUERY_PROXY, line, Fixes.remove(line, "")));
  }

  /** What OpenVPN does not look at, or looks at on one system only. */
  private void onlyHere() {
    profile
        .last("windows-driver")
        .filter(line -> !argument(line, 1, "").equals("ovpn-dco"))
        .ifPresent(line -> add(Feature.NAMED_WINDOWS_DRIVER, line, Fixes.remove(line, "")));
    profile
        .last("bind-dev")
        .ifPresent(
            line ->
                add(Feature.BIND_DEV, line, Fixes.remove(line, "with rules of policy routing")));
    profile
        .last("tun-mtu")
        .filter(line -> number(line) > LARGEST_USUAL_MTU)
        .ifPresent(
            line ->
                add(
                    Feature.MTU_OVER_1500,
                    line,
                    Fixes.replace(line, "tun-mtu 1500", "on both ends")));
  }

  private void withoutEffect() {
    for (WithoutEffect row : WithoutEffect.values()) {
      profile.last(row.directive()).ifPresent(line -> row.demand(line).ifPresent(found::add));
    }
    compatibility
        .line()
        .filter(_ -> compatibility.isBefore(2, 4, 0))
        .ifPresent(
            line ->
                add(
                    Feature.OLD_PEER,
                    line,
                    new Fix.Advice("update the peer to 2.4.5 or newer; its data has no peer id")));
  }

  private void add(Feature feature, Statement line, Fix fix) {
    found.add(new Demand.OfFeature(feature, line.name(), Mention.of(line), Optional.of(fix)));
  }

  private static int number(Statement line) {
    try {
      return Integer.parseInt(argument(line, 1, "0"));
    } catch (NumberFormatException e) {
      // Not a number: the reader of profiles says so.
      return 0;
    }
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
