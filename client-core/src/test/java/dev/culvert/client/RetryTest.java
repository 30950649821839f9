// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.Source;
import dev.culvert.driver.Transport;
import dev.culvert.profile.Family;
import dev.culvert.profile.Remote;
import dev.culvert.proxy.ProxyServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");
  private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::6");
  private static final Remote FIRST = remote("first", 1194);
  private static final Remote SECOND = remote("second", 443);

  @Test
  void thePauseDoublesAfterFourAttemptsAndEndsAtTheLongest() {
    RetryPause pause = new RetryPause(Duration.ofSeconds(1), Duration.ofSeconds(10), 1);
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      seconds.add(pause.failed().toSeconds());
    }

    assertThat(seconds).containsExactly(1L, 1L, 1L, 1L, 2L, 4L, 8L, 10L, 10L);
    pause.succeeded();
    assertThat(pause.failed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void attemptsCountPerRemote() {
    RetryPause pause = new RetryPause(Duration.ofSeconds(1), Duration.ofSeconds(10), 2);
    pause.failed();
    assertThat(pause.exhausted(1)).isFalse();
    pause.failed();

    assertThat(pause.exhausted(1)).isTrue();
    assertThat(pause.exhausted(0)).as("no limit").isFalse();
  }

  @Test
  void eachAddressOfAnEntryComesOnceThenTheNextEntry() {
    Remotes remotes = new Remotes(List.of(FIRST, SECOND), false, new Random(1));

    assertThat(remotes.nextAddress()).isEmpty();
    assertThat(remotes.nextEntry()).isEqualTo(FIRST);
    assertThat(remotes.resolved(List.of(ONE, TWO), Optional.empty())).isTrue();
    assertThat(remotes.nextAddress().orElseThrow().getAddress()).isEqualTo(ONE);
    assertThat(remotes.nextAddress().orElseThrow().getPort()).isEqualTo(1194);
    assertThat(remotes.nextAddress()).isEmpty();
    assertThat(remotes.nextEntry()).isEqualTo(SECOND);
    assertThat(remotes.nextEntry()).isEqualTo(FIRST);
  }

  @Test
  void aRemoteThatWorkedIsTriedAgainFirst() {
    Remotes remotes = new Remotes(List.of(FIRST, SECOND), false, new Random(1));
    remotes.nextEntry();
    remotes.worked();

    assertThat(remotes.nextEntry()).isEqualTo(FIRST);
    assertThat(remotes.nextEntry()).as("once").isEqualTo(SECOND);
  }

  @Test
  void theFamiliesOfProtoAndLocalLeaveOutAddressesAndKeepTheOrder() {
    List<InetAddress> found = List.of(SIX, ONE, TWO);

    assertThat(usable(Family.ANY, "name", found, Optional.empty())).containsExactly(SIX, ONE, TWO);
    assertThat(usable(Family.IPV4, "name", found, Optional.empty())).containsExactly(ONE, TWO);
    assertThat(usable(Family.IPV6, "name", found, Optional.empty())).containsExactly(SIX);
    assertThat(usable(Family.ANY, "name", found, Optional.of("192.0.2.9")))
        .containsExactly(ONE, TWO);
    assertThat(usable(Family.IPV6, "name", List.of(ONE), Optional.empty())).isEmpty();
    // Java takes the mapping off; what was written is an IPv6 address.
    InetAddress mapped = InetAddress.ofLiteral("::ffff:192.0.2.1");
    assertThat(usable(Family.IPV6, "::ffff:192.0.2.1", List.of(mapped), Optional.empty()))
        .containsExactly(ONE);
  }

  private static List<InetAddress> usable(
      Family family, String host, List<InetAddress> found, Optional<String> local) {
    Remotes remotes =
        new Remotes(
            List.of(remote(host, 1194, Transport.UDP, family, Optional.empty())),
            false,
            new Random(1));
    remotes.nextEntry();
    remotes.resolved(found, local);
    return Stream.generate(remotes::nextAddress)
        .takeWhile(Optional::isPresent)
        .map(address -> address.orElseThrow().getAddress())
        .toList();
  }

  @Test
  void beforeATcpRemoteTheProxyIsLookedUpAndBeforeAUdpOneTheRemote() {
    Optional<ProxyServer> socks =
        Optional.of(new ProxyServer.Socks("proxy", 1080, Optional.empty()));
    Remotes remotes =
        new Remotes(
            List.of(
                remote("tcp", 443, Transport.TCP_CLIENT, Family.ANY, socks),
                remote("udp", 1194, Transport.UDP, Family.ANY, socks),
                remote("plain", 443, Transport.TCP_CLIENT, Family.ANY, Optional.empty())),
            false,
            new Random(1));
    remotes.nextEntry();
    assertThat(remotes.hostToLookUp()).isEqualTo("proxy");
    remotes.resolved(List.of(SIX), Optional.empty());
    assertThat(remotes.nextAddress().orElseThrow().getPort()).isEqualTo(1080);

    remotes.nextEntry();
    assertThat(remotes.hostToLookUp()).isEqualTo("udp");
    assertThat(remotes.resolved(List.of(SIX), Optional.empty())).as("a relay is IPv4").isFalse();
    remotes.resolved(List.of(ONE), Optional.empty());
    assertThat(remotes.nextAddress().orElseThrow().getPort()).isEqualTo(1194);

    remotes.nextEntry();
    assertThat(remotes.hostToLookUp()).isEqualTo("plain");
    remotes.through(socks.get());
    assertThat(remotes.hostToLookUp()).isEqualTo("proxy");
  }

  @Test
  void randomOrderIsMadeOnceAndHasEveryRemote() {
    List<Remote> entries = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      entries.add(remote("host" + i, i));
    }
    Remotes remotes = new Remotes(entries, true, new Random(7));
    List<Remote> first = Stream.generate(remotes::nextEntry).limit(8).toList();
    List<Remote> second = Stream.generate(remotes::nextEntry).limit(8).toList();

    assertThat(first).containsExactlyInAnyOrderElementsOf(entries).isNotEqualTo(entries);
    assertThat(second).isEqualTo(first);
  }

  private static Remote remote(String host, int port) {
    return remote(host, port, Transport.UDP, Family.ANY, Optional.empty());
  }

  private static Remote remote(
      String host, int port, Transport transport, Family family, Optional<ProxyServer> proxy) {
    return new Remote(host, port, transport, family, proxy, new Source.FileLine("test.ovpn", 1));
  }
}
