// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.DriverException;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TunPort;
import dev.culvert.linux.net.LinuxNetwork;
import dev.culvert.linux.tun.TunDevice;
import dev.culvert.network.AppliedPlan;
import dev.culvert.network.Cleanup;
import dev.culvert.network.Ifconfig;
import dev.culvert.network.NetChange;
import dev.culvert.network.NetworkPlan;
import dev.culvert.network.NetworkPlanner;
import dev.culvert.network.Prefix;
import dev.culvert.network.Redirect;
import dev.culvert.network.SystemRoutes;
import dev.culvert.network.TunnelNetwork;
import dev.culvert.network.TunnelRoute;
import dev.culvert.runtime.JournalFolder;
import dev.culvert.testing.Needs;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Needs Linux, root, /dev/net/tun and the program ip. */
@Tag("native-linux")
@Timeout(30)
class TunnelOnLinuxTest {
  private static final LinuxNetwork NETWORK = new LinuxNetwork();
  private static final InetAddress SERVER = InetAddress.ofLiteral("203.0.113.7");

  @TempDir Path folder;
  private NetNamespace namespace;

  @BeforeEach
  void enter() throws IOException {
    Needs.systemRights("native-linux");
    namespace = new NetNamespace();
    namespace.ip("link add eth9 type veth peer name eth8");
    // Otherwise link-local addresses come and change on their own while we compare.
    namespace.ip("link set eth8 addrgenmode none");
    namespace.ip("link set eth9 addrgenmode none");
    namespace.ip("link set eth8 up");
    namespace.ip("link set eth9 up");
    namespace.ip("addr add 192.0.2.10/24 dev eth9");
    namespace.ip("-6 addr add 2001:db8:9::10/64 dev eth9 nodad");
    namespace.ip("route add default via 192.0.2.1 dev eth9 proto dhcp src 192.0.2.10 metric 100");
    namespace.awaitSettled("2001:db8:9::10", "eth8", "eth9");
  }

  @AfterEach
  void leave() {
    if (namespace != null) {
      namespace.close();
    }
  }

  static TunnelNetwork wanted(TunPort tun, Set<Redirect.Flag> flags) {
    return new TunnelNetwork(
        tun.id().name(),
        tun.id().index(),
        1400,
        new Ifconfig.Subnet((Inet4Address) InetAddress.ofLiteral("10.8.0.2"), 24),
        Prefix.of("fd00:8::2/64"),
        (Inet4Address) InetAddress.ofLiteral("10.8.0.1"),
        0,
        List.of(
            TunnelRoute.throughTunnel(Prefix.of("10.20.0.0/16"), "route 10.20.0.0 255.255.0.0"),
            TunnelRoute.throughTunnel(Prefix.of("fd00:20::/48"), "route-ipv6 fd00:20::/48")),
        new Redirect(Redirect.Kind.GATEWAY, flags),
        SERVER);
  }

  private TunDevice open(String name) throws IOException {
    return namespace.run(() -> TunDevice.open(new DeviceRequest(name, 1400)));
  }

  private AppliedPlan apply(TunPort tun, Redirect.Flag... flags) throws IOException {
    return namespace.run(
        () -> {
          NetworkPlan plan =
              NetworkPlanner.plan(wanted(tun, Set.of(flags)), SystemRoutes.read(NETWORK, SERVER));
          assertThat(plan.omissions()).isEmpty();
          return AppliedPlan.apply(plan, NETWORK, JournalFolder.open(folder).create("t"));
        });
  }

  private void undo(AppliedPlan plan) throws IOException {
    namespace.run(
        () -> {
          plan.close();
          return plan;
        });
  }

  @Test
  void aPlanIsMadeAndUndoneToTheLastByte() throws IOException {
    TunDevice tun = open("tun");
    assertThat(tun.id().name()).isEqualTo("tun0");
    String before = namespace.ip("-j -4 route") + namespace.ip("-j -6 route");
    AppliedPlan plan = apply(tun, Redirect.Flag.DEF1, Redirect.Flag.IPV6);
    assertThat(namespace.ip("-4 route"))
        .contains("0.0.0.0/1 via 10.8.0.1 dev tun0")
        .contains("128.0.0.0/1 via 10.8.0.1 dev tun0")
        .contains("10.20.0.0/16 via 10.8.0.1 dev tun0")
        .contains("203.0.113.7 via 192.0.2.1 dev eth9");
    assertThat(namespace.ip("-6 route")).contains("2000::/4 dev tun0", "fd00:20::/48 dev tun0");
    assertThat(namespace.ip("addr show tun0"))
        .contains("mtu 1400", "UP", "inet 10.8.0.2/24 brd 10.8.0.255", "fd00:8::2/64");
    undo(plan);
    // The kernel gives a device that is up a link-local address and route of its own.
    namespace.ip("link set tun0 down");
    assertThat(namespace.ip("-j -4 route") + namespace.ip("-j -6 route")).isEqualTo(before);
    assertThat(namespace.ip("addr show tun0")).doesNotContain("inet ").doesNotContain("fd00:8");
    tun.close();
    assertThat(namespace.ip("link")).doesNotContain("tun0");
    assertThat(folder.toFile().list((_, name) -> name.endsWith(".undo"))).isEmpty();
  }

  @Test
  void theDefaultRouteIsReplacedAndComesBackAsItWas() throws IOException {
    String before = namespace.snapshot();
    TunDevice tun = open("tun7");
    AppliedPlan plan = apply(tun);
    assertThat(namespace.ip("-4 route show default")).startsWith("default via 10.8.0.1 dev tun7");
    assertThat(namespace.ip("-4 route show default")).doesNotContain("eth9");
    undo(plan);
    tun.close();
    assertThat(namespace.snapshot()).isEqualTo(before).contains("dhcp", "\"metric\":100");
  }

  @Test
  void aRouteThatWasThereStays() throws IOException {
    namespace.ip("route add 203.0.113.7 via 192.0.2.1 dev eth9");
    String before = namespace.snapshot();
    TunDevice tun = open("tun");
    AppliedPlan plan = apply(tun, Redirect.Flag.DEF1);
    assertThat(plan.made().toString()).doesNotContain("203.0.113.7");
    undo(plan);
    tun.close();
    assertThat(namespace.snapshot()).isEqualTo(before).contains("203.0.113.7");
  }

  @Test
  void aChangeThatFailsTakesTheOthersBack() throws IOException {
    TunDevice tun = open("tun");
    namespace.ip("link set tun0 up");
    namespace.ip("link set tun0 down");
    String before = namespace.ip("-j -4 route show table all");
    NetworkPlan plan =
        new NetworkPlan(
            "tun0",
            tun.id().index(),
            List.of(
                new NetChange.BringUp("tun0", 1400),
                new NetChange.AddAddress("tun0", Prefix.of("10.8.0.2/24"), null),
                new NetChange.AddRoute(
                    Prefix.of("10.9.0.0/16"), "tun0", InetAddress.ofLiteral("172.31.0.1"), 0)),
            List.of());
    assertThatThrownBy(
            () ->
                namespace.run(
                    () -> AppliedPlan.apply(plan, NETWORK, JournalFolder.open(folder).create("t"))))
        .isInstanceOf(DriverException.class)
        .hasMessageContaining("RTM_NEWROUTE failed: 101")
        .hasMessageContaining("Nexthop has invalid gateway");
    assertThat(namespace.ip("-j -4 route show table all")).isEqualTo(before);
    assertThat(folder.toFile().list((_, name) -> name.endsWith(".undo"))).isEmpty();
    tun.close();
  }

  @Test
  void packetsPassBothWays() throws IOException {
    TunDevice tun = open("tun");
    AppliedPlan plan = apply(tun, Redirect.Flag.DEF1);
    DatagramSocket socket =
        namespace.run(
            () -> {
              DatagramSocket s = new DatagramSocket(null);
              s.bind(new InetSocketAddress("10.8.0.2", 5000));
              s.send(
                  new DatagramPacket(
                      "there".getBytes(UTF_8), 5, new InetSocketAddress("10.20.1.1", 5000)));
              return s;
            });
    PacketBatch batch = new PacketBatch(8, 1600, 64);
    byte[] echoed = udp(tun, batch);
    PacketBatch back = new PacketBatch(1, 1600, 64);
    System.arraycopy(echoed, 0, back.array(), back.nextOffset(), echoed.length);
    back.add(echoed.length);
    assertThat(tun.write(back)).isEqualTo(1);
    DatagramPacket answer = new DatagramPacket(new byte[100], 100);
    socket.setSoTimeout(5000);
    socket.receive(answer);
    assertThat(new String(answer.getData(), 0, answer.getLength(), UTF_8)).isEqualTo("there");
    assertThat(answer.getAddress().getHostAddress()).isEqualTo("10.20.1.1");
    socket.close();
    undo(plan);
    tun.close();
  }

  /**
   * The first UDP packet, with its addresses (and equal ports) swapped: the checksums still fit.
   */
  private static byte[] udp(TunDevice tun, PacketBatch batch) throws IOException {
    while (true) {
      tun.read(batch);
      for (int i = 0; i < batch.count(); i++) {
        int at = batch.offset(i);
        if (batch.array()[at] == 0x45 && batch.array()[at + 9] == 17) {
          byte[] packet = Arrays.copyOfRange(batch.array(), at, at + batch.length(i));
          byte[] source = Arrays.copyOfRange(packet, 12, 16);
          System.arraycopy(packet, 16, packet, 12, 4);
          System.arraycopy(source, 0, packet, 16, 4);
          return packet;
        }
      }
    }
  }

  @Test
  void closeEndsAWaitingRead() throws Exception {
    TunDevice tun = open("tun");
    CompletableFuture<Integer> read = new CompletableFuture<>();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    read.complete(tun.read(new PacketBatch(1, 1600, 0)));
                  } catch (IOException e) {
                    read.completeExceptionally(e);
                  }
                });
    while (reader.getStackTrace().length == 0
        || !Arrays.toString(reader.getStackTrace()).contains("poll")) {
      Thread.onSpinWait();
    }
    tun.close();
    assertThat(read.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
    assertThat(tun.read(new PacketBatch(1, 1600, 0))).isEqualTo(-1);
    tun.close();
  }

  @Test
  void aNameInUseIsSaidInASentence() throws IOException {
    try (TunDevice first = open("vpn1")) {
      assertThat(first.id().name()).isEqualTo("vpn1");
      assertThatThrownBy(() -> open("vpn1"))
          .isInstanceOf(DriverException.class)
          .hasMessageContaining("another program uses a device of this name");
    }
  }

  @Test
  void whatAKilledProcessLeftIsCleanedUp() throws IOException {
    String before = namespace.snapshot();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process child =
        namespace.run(
            () -> {
              Process started =
                  new ProcessBuilder(
                          java,
                          "--enable-native-access=ALL-UNNAMED",
                          "-cp",
                          System.getProperty("java.class.path"),
                          TunnelUntilKilled.class.getName(),
                          folder.toString())
                      .redirectError(ProcessBuilder.Redirect.INHERIT)
                      .start();
              assertThat(started.inputReader().readLine()).isEqualTo("up");
              return started;
            });
    assertThat(clean()).as("the child lives").isEmpty();
    assertThat(namespace.ip("-4 route show default")).contains("dev tun0");
    child.destroyForcibly();
    child.onExit().join();
    assertThat(namespace.snapshot()).isNotEqualTo(before).contains("203.0.113.7");
    List<Cleanup> cleaned = clean();
    assertThat(cleaned).hasSize(1);
    assertThat(cleaned.getFirst().failures()).isEmpty();
    assertThat(namespace.snapshot()).isEqualTo(before);
    assertThat(clean()).isEmpty();
  }

  private List<Cleanup> clean() throws IOException {
    return namespace.run(() -> JournalFolder.open(folder).cleanUp(NETWORK));
  }
}
