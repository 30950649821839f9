// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.driver.DeviceId;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.Feature;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.Link;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.ProxyRefusedException;
import dev.culvert.driver.TrafficCounters;
import dev.culvert.driver.TransportLostException;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.ProxyRefused;
import dev.culvert.event.ProxyProblem;
import dev.culvert.event.TunnelEvent;
import dev.culvert.event.TunnelEvent.Ended;
import dev.culvert.event.TunnelEvent.Restarting;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.network.AppliedPlan;
import dev.culvert.network.NetworkPlan;
import dev.culvert.network.SystemRoutes;
import dev.culvert.profile.Profile;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.ProfileReader;
import dev.culvert.profile.Remote;
import dev.culvert.proxy.ProxyRoute;
import dev.culvert.proxy.ProxyServer;
import dev.culvert.session.Protection;
import dev.culvert.simnet.Ends;
import dev.culvert.simnet.World;
import dev.culvert.time.EventLoop;
import dev.culvert.time.Moment;
import dev.culvert.time.WallClock;
import dev.culvert.wire.TlsRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which address is tried when, in virtual time, on a machine whose network is a table. */
class AttemptsTest {
  private static final Duration A_DAY = Duration.ofDays(1);

  private final World world = new World();
  private final Map<String, List<String>> names = new HashMap<>();
  private final Map<String, Consumer<LinkListener>> answers = new HashMap<>();

  /** What happened, each with the second it happened in. */
  private final List<String> log = new ArrayList<>();

  private final List<LinkRequest> requests = new ArrayList<>();
  private final List<DisconnectCause> causes = new ArrayList<>();
  private Optional<ProxyServer> systemProxy = Optional.empty();
  private boolean ended;

  @Test
  void everyAddressOfEveryRemoteComesInTurnAndThePauseGrows() throws ProfileException {
    names.put("both", List.of("2001:db8::1", "192.0.2.1"));
    names.put("one", List.of("192.0.2.2"));
    run("proto tcp\nremote both\nremote one\nconnect-retry 1 6\nconnect-retry-max 6");

    assertThat(log)
        .containsExactly(
            "0 look up both",
            "0 2001:db8::1",
            "1 192.0.2.1",
            "2 look up one",
            "2 192.0.2.2",
            "3 look up both",
            "3 2001:db8::1",
            "4 192.0.2.1",
            "5 look up one",
            "5 192.0.2.2",
            "6 look up both",
            "6 2001:db8::1",
            "7 192.0.2.1",
            "8 look up one",
            "8 192.0.2.2",
            "9 look up both",
            // Four attempts a remote, then twice as long for each one more (openvpn-protocol 8.3).
            "9 2001:db8::1",
            "11 192.0.2.1",
            "13 look up one",
            "13 192.0.2.2",
            "13 ended connection-reset");
  }

  @Test
  void aSilentRemoteIsGivenUpAndTheNextTriedWithoutAPause() throws ProfileException {
    names.put("silent", List.of("192.0.2.1"));
    names.put("refusing", List.of("192.0.2.2"));
    answers.put("192.0.2.1", listener -> {});
    run(
        "proto tcp\nremote silent\nremote refusing\nserver-poll-timeout 7\nconnect-retry-max 1\n"
            + "connect-retry 3");

    assertThat(log)
        .containsExactly(
            "0 look up silent",
            "0 192.0.2.1",
            "7 closed",
            "7 look up refusing",
            "7 192.0.2.2",
            "7 ended connection-reset");
    assertThat(causes.getFirst().shortName()).isEqualTo("server_poll");
  }

  @Test
  void aConnectionWithoutAnAnswerIsSilentToo() throws ProfileException {
    names.put("silent", List.of("192.0.2.1"));
    answers.put("192.0.2.1", LinkListener::onOpen);
    run("proto tcp\nremote silent\nserver-poll-timeout 7\nconnect-retry-max 1");

    assertThat(log).contains("7 closed", "7 ended server_poll");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 look up gone, 0 ended connection-failed",
        "11 | 0 look up gone, 5 look up gone, 10 look up gone, 11 look up one, 11 192.0.2.2",
        "infinite | 0 look up gone, 1 look up one, 1 192.0.2.2"
      })
  void aNameWithoutAddressIsLookedUpAsLongAsResolvRetrySays(String patience, String expected)
      throws ProfileException {
    names.put("one", List.of("192.0.2.2"));
    run("proto tcp\nremote gone\nremote one\nconnect-retry-max 1\nresolv-retry " + patience);

    List<String> wanted = new ArrayList<>(List.of(expected.split(", ", -1)));
    if (wanted.size() > 2) {
      String second = wanted.getLast().substring(0, wanted.getLast().indexOf(' '));
      wanted.add(second + " ended connection-reset");
    }
    assertThat(log).isEqualTo(wanted);
  }

  @Test
  void aNameWithoutAnAddressOfThatFamilySaysSo() throws ProfileException {
    names.put("four", List.of("192.0.2.2"));
    run("proto tcp6\nremote four\nconnect-retry-max 1");

    assertThat(causes.getLast().message())
        .isEqualTo("p.ovpn:3: remote: the name \"four\" has no address that proto and local allow");
  }

  @Test
  void stoppingEndsAnAttemptAtOnce() throws ProfileException {
    names.put("silent", List.of("192.0.2.1"));
    answers.put("192.0.2.1", listener -> {});
    Connection connection = connection("proto tcp\nremote silent");
    connection.start();
    world.runUntil(() -> false, Duration.ofSeconds(3));
    connection.stop();

    assertThat(log).containsExactly("0 look up silent", "0 192.0.2.1", "3 closed", "3 ended exit");
  }

  @Test
  void stoppingWhileANameIsLookedUpMakesNoLink() throws ProfileException {
    Connection connection = connection("proto tcp\nremote never");
    names.put("never", List.of());
    connection.start();
    connection.stop();
    world.runUntil(() -> false, A_DAY);

    assertThat(log).containsExactly("0 look up never", "0 ended exit");
  }

  @Test
  void beforeAProxyOverTcpOnlyTheProxyIsLookedUpAndItsRefusalIsTheCause() throws ProfileException {
    names.put("proxy", List.of("192.0.2.8"));
    ProxyRefused refusal = new ProxyRefused(ProxyProblem.FORBIDDEN, "the HTTP proxy answered 403");
    answers.put("192.0.2.8", listener -> listener.onFailed(new ProxyRefusedException(refusal)));
    run("proto tcp\nremote secret.example 443\nhttp-proxy proxy 3128\nconnect-retry-max 1");

    assertThat(log).containsExactly("0 look up proxy", "0 192.0.2.8", "0 ended proxy-error");
    assertThat(causes).containsExactly(refusal);
    LinkRequest request = requests.getFirst();
    assertThat(request.remote()).isEqualTo(address("192.0.2.8", 3128));
    ProxyRoute route = requireNonNull(request.proxy());
    assertThat(route.host() + " " + route.port()).isEqualTo("secret.example 443");
  }

  @Test
  void beforeASocksRelayBothAreLookedUpAndThePeerIsIpv4() throws ProfileException {
    names.put("proxy", List.of("2001:db8::8"));
    names.put("peer", List.of("2001:db8::1", "192.0.2.1"));
    run("remote peer\nsocks-proxy proxy\nconnect-retry-max 1");

    assertThat(log)
        .containsExactly(
            "0 look up peer", "0 look up proxy", "0 192.0.2.1", "0 ended connection-reset");
    assertThat(requests.getFirst().remote()).isEqualTo(address("192.0.2.1", 1194));
    assertThat(requireNonNull(requests.getFirst().proxy()).address())
        .isEqualTo(address("2001:db8::8", 1080));
  }

  @Test
  void theSystemsProxyIsForTcpRemotesThatNameNone() throws ProfileException {
    names.put("system", List.of("192.0.2.9"));
    names.put("own", List.of("192.0.2.8"));
    names.put("udp", List.of("192.0.2.1"));
    systemProxy = Optional.of(new ProxyServer.Socks("system", 1080, Optional.empty()));
    run("proto tcp\nremote hidden\nremote udp 1194 udp\nconnect-retry-max 1");
    assertThat(log).contains("0 look up system", "0 192.0.2.9", "1 look up udp", "1 192.0.2.1");

    log.clear();
    ended = false;
    run("proto tcp\nremote hidden\nhttp-proxy own 8080\nconnect-retry-max 1");
    assertThat(log)
        .anyMatch(line -> line.endsWith("look up own"))
        .noneMatch(l -> l.contains("system"));
  }

  @Test
  void anEndThatListensGivesUpAStrangerButNotTheWaiting() throws ProfileException {
    names.put("peer", List.of("192.0.2.1"));
    answers.put("192.0.2.1", listener -> world.after(Duration.ofHours(1), listener::onOpen));
    Connection connection =
        connection("tls-server", "proto tcp-server\nremote peer\nhand-window 30");
    connection.start();
    world.runUntil(() -> !causes.isEmpty(), A_DAY);

    assertThat(log).containsExactly("0 look up peer", "0 192.0.2.1", "3630 closed");
    assertThat(requests.getFirst().local()).isEqualTo(address("0.0.0.0", 1194));
  }

  @ParameterizedTest
  @CsvSource({
    "udp, ::, false",
    "udp4, 0.0.0.0, false",
    "udp6, ::, false",
    "udp6 ipv6only, ::, true"
  })
  void anEndThatWaitsBindsTheFamiliesThatProtoNames(String proto, String local, boolean ipv6Only)
      throws ProfileException {
    String[] words = proto.split(" ", -1);
    String bind = words.length > 1 ? "bind " + words[1] : "bind";
    connection("tls-server", "proto " + words[0] + "\n" + bind).start();

    assertThat(requests.getFirst().local()).isEqualTo(address(local, 1194));
    assertThat(requests.getFirst().ipv6Only()).isEqualTo(ipv6Only);
  }

  private void run(String lines) throws ProfileException {
    connection(lines).start();
    world.runUntil(() -> ended, A_DAY);
  }

  private Connection connection(String lines) throws ProfileException {
    return connection("client", lines);
  }

  private Connection connection(String mode, String lines) throws ProfileException {
    Profile profile =
        new ProfileReader((directory, name) -> name)
            .read("p.ovpn", mode + "\n" + lines + "\nca c\ncert c\nkey k\nmssfix 0\n");
    TlsRole role = mode.equals("client") ? TlsRole.CLIENT : TlsRole.SERVER;
    return new Connection(
        new WorldLoop(),
        new SessionPlan(
            profile,
            new Credentials(Ends.tls(role), new Protection.None()),
            List.of(DataCipher.AES_256_GCM),
            "test",
            "test"),
        new Table(),
        new SecureRandom(),
        new WallClock(Ends.TODAY, new Moment(0)),
        this::hear);
  }

  private void hear(TunnelEvent event) {
    if (event instanceof Restarting(DisconnectCause cause, String _, Duration _)) {
      causes.add(cause);
    }
    if (event instanceof Ended(DisconnectCause cause)) {
      causes.add(cause);
      note("ended " + cause.shortName());
      ended = true;
    }
  }

  private void note(String what) {
    log.add(Duration.ofNanos(world.now().nanos()).toSeconds() + " " + what);
  }

  private static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  /** Virtual time as an event loop. */
  private final class WorldLoop implements EventLoop {
    @Override
    public Moment now() {
      return world.now();
    }

    @Override
    public void execute(Runnable task) {
      world.at(world.now(), task);
    }

    @Override
    public Timer at(Moment when, Runnable task) {
      boolean[] cancelled = {false};
      if (!when.equals(Moment.NEVER)) {
        world.at(
            when,
            () -> {
              if (!cancelled[0]) {
                task.run();
              }
            });
      }
      return () -> cancelled[0] = true;
    }
  }

  /** Names, addresses and a device; an address without an answer of its own refuses. */
  private final class Table implements Surroundings {
    @Override
    public void resolve(String host, Consumer<List<InetAddress>> answer) {
      note("look up " + host);
      List<InetAddress> found =
          names.getOrDefault(host, List.of()).stream().map(InetAddress::ofLiteral).toList();
      world.at(world.now(), () -> answer.accept(found));
    }

    @Override
    public void systemProxy(Remote remote, Consumer<Optional<ProxyServer>> answer) {
      answer.accept(systemProxy);
    }

    @Override
    public String backend() {
      return "table";
    }

    @Override
    public Optional<String> refusal(Feature feature) {
      return Optional.empty();
    }

    @Override
    public TunnelDevice openDevice(DeviceRequest request) {
      return new Device();
    }

    @Override
    public SystemRoutes routes(@Nullable InetAddress server) {
      return SystemRoutes.NONE;
    }

    @Override
    public AppliedPlan apply(NetworkPlan plan) throws IOException {
      throw new IOException("nobody gets that far");
    }
  }

  private final class Device implements TunnelDevice {
    @Override
    public DeviceId id() {
      return new DeviceId("table0", 1);
    }

    @Override
    public Link link(LinkRequest request, LinkListener listener) {
      requests.add(request);
      InetSocketAddress remote = request.remote();
      if (remote != null) {
        note(host(remote));
        answers.getOrDefault(host(remote), AttemptsTest::refuse).accept(listener);
      }
      // Only what waits is worth a line when it is closed.
      boolean[] failed = {
        remote == null || request.proxy() != null || !answers.containsKey(host(remote))
      };
      return new Link() {
        @Override
        public void send(byte[] packet, InetSocketAddress to) {}

        @Override
        public InetSocketAddress local() {
          return address("0.0.0.0", 0);
        }

        @Override
        public Optional<InetSocketAddress> hop() {
          return Optional.ofNullable(remote);
        }

        @Override
        public void close() {
          if (!failed[0]) {
            failed[0] = true;
            note("closed");
          }
        }
      };
    }

    @Override
    public void activate() {}

    @Override
    public void setPeer(PeerSettings settings) {}

    @Override
    public void installKey(KeySlot slot, DataKey key) {}

    @Override
    public void swapKeys() {}

    @Override
    public void dropKey(KeySlot slot) {}

    @Override
    public void onControlHeard() {}

    @Override
    public TrafficCounters counters() {
      return TrafficCounters.ZERO;
    }

    @Override
    public boolean usable() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static String host(InetSocketAddress address) {
    return address.getAddress().getHostAddress().replace(":0:0:0:0:0:", "::");
  }

  private static void refuse(LinkListener listener) {
    listener.onFailed(new TransportLostException("refused"));
  }
}
