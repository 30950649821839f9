// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.driver.Transport;
import dev.culvert.proxy.ProxyServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How the peer is reached. */
final class LinkReader {
  private static final int DEFAULT_PORT = 1194;
  private static final int MAX_SECONDS = 86400;
  private static final Duration CLIENT_PING_TIMEOUT = Duration.ofMinutes(2);

  private final Settings settings;
  private final Profile.Mode mode;
  private final boolean client;

  private LinkReader(Settings settings, Profile.Mode mode) {
    this.settings = settings;
    this.mode = mode;
    this.client = mode == Profile.Mode.CLIENT;
  }

  static LinkOptions read(Settings settings, Profile.Mode mode) throws ProfileException {
    return new LinkReader(settings, mode).read();
  }

  private LinkOptions read() throws ProfileException {
    Transport transport = transport();
    Optional<Setting> retry = settings.last(Directive.CONNECT_RETRY);
    Optional<Setting> notify = settings.last(Directive.EXPLICIT_EXIT_NOTIFY);
    List<Remote> remotes = remotes(transport);
    return new LinkOptions(
        transport,
        family(),
        remotes,
        settings.has(Directive.REMOTE_RANDOM),
        local(),
        localPort(remotes, transport),
        ipv6Only(),
        settings.has(Directive.FLOAT),
        resolveRetry(),
        retry.isEmpty() ? Duration.ofSeconds(1) : Values.seconds(retry.get(), 0, 65535),
        retry.isEmpty() || retry.get().args().size() < 2
            ? Duration.ofSeconds(300)
            : Values.seconds(retry.get(), 1, 65535),
        optional(Directive.CONNECT_RETRY_MAX, 0),
        Duration.ofSeconds(optional(Directive.SERVER_POLL_TIMEOUT, 120)),
        notify.isEmpty() ? OptionalInt.empty() : exitNotify(notify.get()),
        ping(),
        pingTimeout(remotes),
        settings.position(Directive.PING_EXIT) > restartPosition());
  }

  private int optional(Directive directive, int absent) throws ProfileException {
    Optional<Setting> setting = settings.last(directive);
    return setting.isEmpty() ? absent : Values.integer(setting.get(), 0, "number", 0, MAX_SECONDS);
  }

  /** Every {@code proto} line must make sense; the last one counts. */
  private Transport transport() throws ProfileException {
    Transport transport = Transport.UDP;
    for (Setting proto : settings.each(Directive.PROTO)) {
      transport = TransportWord.read(proto, 0, client);
    }
    return transport;
  }

  /** Lines outside blocks do not count as soon as there is a block. */
  private List<Remote> remotes(Transport transport) throws ProfileException {
    if (settings.blocks().isEmpty()) {
      return withProxy(each(settings.each(Directive.REMOTE), transport));
    }
    List<Remote> remotes = new ArrayList<>();
    for (Settings.Block block : settings.blocks()) {
      LinkReader inside = new LinkReader(settings.within(block), mode);
      Optional<Setting> last = inside.settings.last(Directive.REMOTE);
      if (last.isPresent()) {
        remotes.addAll(inside.withProxy(inside.each(List.of(last.get()), inside.transport())));
      }
    }
    return remotes;
  }

  private List<Remote> each(List<Setting> lines, Transport transport) throws ProfileException {
    int port = remotePort();
    List<Remote> remotes = new ArrayList<>();
    for (Setting remote : lines) {
      boolean own = remote.args().size() > 2;
      remotes.add(
          new Remote(
              remote.arg(0, ""),
              remote.args().size() > 1 ? Values.port(remote, 1) : port,
              own ? TransportWord.read(remote, 2, client) : transport,
              own ? Family.of(remote.arg(2, "")) : family(),
              Optional.empty(),
              remote.source()));
    }
    return remotes;
  }

  private List<Remote> withProxy(List<Remote> plain) throws ProfileException {
    List<Transport> transports = plain.stream().map(Remote::transport).toList();
    Optional<ProxyServer> proxy = ProxyReader.read(settings, transports);
    return plain.stream()
        .map(r -> new Remote(r.host(), r.port(), r.transport(), r.family(), proxy, r.source()))
        .toList();
  }

  private Family family() {
    return settings
        .last(Directive.PROTO)
        .map(proto -> Family.of(proto.arg(0, "")))
        .orElse(Family.ANY);
  }

  /** {@code bind [ipv6only]}. */
  private boolean ipv6Only() throws ProfileException {
    Optional<Setting> bind = settings.last(Directive.BIND);
    if (bind.isEmpty() || bind.get().args().isEmpty()) {
      return false;
    }
    Values.oneOf(bind.get(), 0, List.of("ipv6only"));
    return true;
  }

  private int remotePort() throws ProfileException {
    int port = DEFAULT_PORT;
    for (Setting setting : settings.all()) {
      if (setting.directive() == Directive.PORT || setting.directive() == Directive.RPORT) {
        port = Values.port(setting, 0);
      }
    }
    return port;
  }

  private Optional<String> local() throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.LOCAL);
    if (setting.isEmpty() || setting.get().arg(0, "").equals("*")) {
      return Optional.empty();
    }
    return Optional.of(Values.address(setting.get(), setting.get().arg(0, "")).getHostAddress());
  }

  /**
   * Nothing is bound by a client, by what connects over TCP and before SOCKS, unless it is told to
   * (openvpn-config 1.5); another point-to-point end binds its port.
   */
  private OptionalInt localPort(List<Remote> remotes, Transport transport) throws ProfileException {
    if (settings.has(Directive.NOBIND)) {
      return OptionalInt.empty();
    }
    boolean told =
        settings.has(Directive.LPORT)
            || settings.has(Directive.BIND)
            || settings.has(Directive.LOCAL);
    boolean connects =
        transport == Transport.TCP_CLIENT || remotes.stream().anyMatch(r -> r.proxy().isPresent());
    if ((client || connects) && !told) {
      return OptionalInt.empty();
    }
    int port = DEFAULT_PORT;
    for (Setting setting : settings.all()) {
      if (setting.directive() == Directive.PORT) {
        port = Values.port(setting, 0);
      } else if (setting.directive() == Directive.LPORT) {
        port = Values.integer(setting, 0, "port", 0, 65535);
      }
    }
    return OptionalInt.of(port);
  }

  private Optional<Duration> resolveRetry() throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.RESOLV_RETRY);
    if (setting.isEmpty() || setting.get().arg(0, "").equals("infinite")) {
      return Optional.empty();
    }
    return Optional.of(Values.seconds(setting.get(), 0, MAX_SECONDS));
  }

  /** {@code explicit-exit-notify [n]}: 0 is off. */
  static OptionalInt exitNotify(Setting setting) throws ProfileException {
    int times =
        setting.args().isEmpty() ? 1 : Values.integer(setting, 0, "number of attempts", 0, 60);
    return times == 0 ? OptionalInt.empty() : OptionalInt.of(times);
  }

  private Duration ping() throws ProfileException {
    return later(Directive.PING, 0, 0).orElse(Duration.ZERO);
  }

  /** The time-out that nobody asked for is for UDP: a TCP peer that goes away ends the stream. */
  private Duration pingTimeout(List<Remote> remotes) throws ProfileException {
    if (settings.position(Directive.PING_EXIT) > restartPosition()) {
      return Duration.ofSeconds(optional(Directive.PING_EXIT, 0));
    }
    boolean datagrams = remotes.stream().anyMatch(r -> r.transport() == Transport.UDP);
    return later(Directive.PING_RESTART, 0, 1)
        .orElse(client && datagrams ? CLIENT_PING_TIMEOUT : Duration.ZERO);
  }

  /** The value of a directive, or of keepalive where that comes later. */
  private Optional<Duration> later(Directive directive, int index, int keepaliveIndex)
      throws ProfileException {
    Optional<Setting> keepalive = settings.last(Directive.KEEPALIVE);
    if (settings.position(Directive.KEEPALIVE) > settings.position(directive)) {
      Setting both = keepalive.orElseThrow();
      Duration interval = Values.seconds(both, 0, MAX_SECONDS);
      Duration timeout = Values.seconds(both, 1, MAX_SECONDS);
      if (timeout.compareTo(interval.multipliedBy(2)) < 0) {
        throw ProfileException.value(
            both, "time-out", both.arg(1, ""), "at least twice the interval");
      }
      return Optional.of(keepaliveIndex == 0 ? interval : timeout);
    }
    Optional<Setting> setting = settings.last(directive);
    return setting.isEmpty()
        ? Optional.empty()
        : Optional.of(Values.seconds(setting.get(), index, MAX_SECONDS));
  }

  private int restartPosition() {
    return Math.max(
        settings.position(Directive.PING_RESTART), settings.position(Directive.KEEPALIVE));
  }
}
