// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Finding;
import dev.culvert.directive.Lexer;
import dev.culvert.directive.LexicalException;
import dev.culvert.directive.Line;
import dev.culvert.wire.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads what a server pushes. Each option is checked on its own, so that a bad one is passed over
 * and the others count.
 */
final class PushedReader {
  private static final int MAX_SECONDS = 86400;

  /** What decides whether a driver of the kernel can carry the data (openvpn-protocol 7.2). */
  private static final Set<String> OF_DATA = Set.of("peer-id", "cipher", "compress", "comp-lzo");

  private final List<Setting> accepted = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final List<String> dataLines = new ArrayList<>();

  PushedOptions read(List<String> options) {
    options.forEach(this::take);
    Settings settings = new Settings(accepted);
    try {
      return values(settings);
    } catch (ProfileException e) {
      throw new IllegalStateException("every setting was checked when it was taken", e);
    }
  }

  private void take(String option) {
    if (OF_DATA.contains(option.strip().split("\\s", 2)[0])) {
      dataLines.add(option.strip());
    }
    try {
      for (Line line : Lexer.pushed(option.stripLeading())) {
        Optional<Setting> setting = Directive.checkPushed(line);
        if (setting.isPresent()) {
          // Reads it alone: whatever is wrong with it is thrown here, not later.
          values(new Settings(List.of(setting.get())));
          accepted.add(setting.get());
        }
      }
    } catch (LexicalException e) {
      Finding finding = e.finding();
      notices.add(new Notice(finding.source(), finding.directive(), finding.message()));
    } catch (ProfileException e) {
      notices.add(new Notice(e.source(), e.directive(), e.reason()));
    }
  }

  private PushedOptions values(Settings settings) throws ProfileException {
    return new PushedOptions(
        TunnelReader.ifconfig(settings),
        TunnelReader.ifconfigIpv6(settings),
        TunnelReader.topology(settings),
        TunnelReader.routes(settings),
        TunnelReader.routeGateway(settings),
        TunnelReader.routeMetric(settings),
        TunnelReader.redirect(settings),
        peerId(settings),
        settings.last(Directive.CIPHER).map(cipher -> cipher.arg(0, "")),
        protocolFlags(settings),
        keyDerivation(settings),
        seconds(settings, Directive.PING),
        pingTimeout(settings),
        pingExit(settings),
        TunnelReader.mtu(settings),
        exitNotify(settings),
        settings.has(Directive.PERSIST_TUN),
        Compression.framing(settings),
        Compression.compresses(settings),
        dhcp(settings),
        notices,
        dataLines);
  }

  private static Optional<PeerId> peerId(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.PEER_ID);
    if (setting.isEmpty() || setting.get().arg(0, "").equals("-1")) {
      return Optional.empty();
    }
    return Optional.of(
        new PeerId(Values.integer(setting.get(), 0, "peer id", 0, PeerId.NONE.value() - 1)));
  }

  private static Set<String> protocolFlags(Settings settings) {
    Set<String> flags = new HashSet<>();
    settings.each(Directive.PROTOCOL_FLAGS).forEach(line -> flags.addAll(line.args()));
    return flags;
  }

  private static boolean keyDerivation(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.KEY_DERIVATION);
    if (setting.isEmpty()) {
      return false;
    }
    Values.oneOf(setting.get(), 0, List.of("tls-ekm"));
    return true;
  }

  private static Optional<Duration> seconds(Settings settings, Directive directive)
      throws ProfileException {
    Optional<Setting> setting = settings.last(directive);
    return setting.isEmpty()
        ? Optional.empty()
        : Optional.of(Values.seconds(setting.get(), 0, MAX_SECONDS));
  }

  /** Of ping-restart and ping-exit the later one counts. */
  private static Optional<Duration> pingTimeout(Settings settings) throws ProfileException {
    Optional<Duration> restart = seconds(settings, Directive.PING_RESTART);
    Optional<Duration> exit = seconds(settings, Directive.PING_EXIT);
    return exitIsLater(settings) ? exit : restart;
  }

  private static Optional<Boolean> pingExit(Settings settings) {
    return settings.has(Directive.PING_RESTART) || settings.has(Directive.PING_EXIT)
        ? Optional.of(exitIsLater(settings))
        : Optional.empty();
  }

  private static boolean exitIsLater(Settings settings) {
    return settings.position(Directive.PING_EXIT) > settings.position(Directive.PING_RESTART);
  }

  private static OptionalInt exitNotify(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.EXPLICIT_EXIT_NOTIFY);
    return setting.isEmpty() ? OptionalInt.empty() : LinkReader.exitNotify(setting.get());
  }

  private static List<List<String>> dhcp(Settings settings) {
    return settings.all().stream()
        .filter(s -> s.directive() == Directive.DHCP_OPTION || s.directive() == Directive.DNS)
        .map(Setting::args)
        .toList();
  }
}
