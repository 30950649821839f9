// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.driver.KernelDriver;
import dev.culvert.testing.Vector;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What OpenVPN 2.6.14 and a later one logged for each configuration, on a Linux without driver. */
class OffloadNotesTest {
  private static final String CLIENT = "client\ndev tun\nproto udp4\nremote 127.0.0.1\n";
  private static final String TCP = CLIENT.replace("udp4", "tcp4-client");

  /** The lines behind the names of the vector file. */
  private static final Map<String, String> CONFIGURATIONS =
      Map.ofEntries(
          Map.entry("baseline", CLIENT),
          Map.entry("http-proxy", TCP + "http-proxy 127.0.0.1 3128"),
          Map.entry("socks-proxy", CLIENT + "socks-proxy 127.0.0.1"),
          Map.entry("fragment", CLIENT + "fragment 1300"),
          Map.entry("dev tap", CLIENT.replace("dev tun", "dev tap")),
          Map.entry("data-ciphers with CBC", CLIENT + "data-ciphers AES-256-GCM:AES-256-CBC"),
          Map.entry("data-ciphers-fallback CBC", CLIENT + "data-ciphers-fallback AES-256-CBC"),
          Map.entry("data-ciphers-fallback GCM", CLIENT + "data-ciphers-fallback AES-256-GCM"),
          Map.entry("cipher AES-256-CBC only", CLIENT + "cipher AES-256-CBC"),
          Map.entry("management-query-proxy", CLIENT + "management-query-proxy"),
          Map.entry("reneg-bytes", CLIENT + "reneg-bytes 1000000"),
          Map.entry("shaper", CLIENT + "shaper 100000"),
          Map.entry("client-nat", CLIENT + "client-nat snat 10.0.0.0 255.0.0.0 11.0.0.0"),
          Map.entry("dev-node", CLIENT + "dev-node /dev/net/tun"),
          Map.entry("tun-mtu-extra", CLIENT + "tun-mtu-extra 32"),
          Map.entry("inactive", CLIENT + "inactive 100 1000"),
          Map.entry("p2p default cipher", CLIENT.replace("client\n", "tls-client\n")),
          Map.entry(
              "p2p with cipher AES-256-CBC",
              CLIENT.replace("client\n", "tls-client\n") + "cipher AES-256-CBC"),
          Map.entry(
              "connection block with fragment",
              "client\ndev tun\n<connection>\nremote 127.0.0.1\nproto udp\nfragment 1300\n"
                  + "</connection>\n<connection>\nremote 127.0.0.1\n</connection>"));

  static Stream<Vector> cases() {
    return Vector.file("dco-messages").objects("cases").stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFirstNoteIsTheOneOfOpenVpn(Vector each) throws Exception {
    String name = each.text("config");
    String text = CONFIGURATIONS.getOrDefault(name, CLIENT + name);
    assertThat(firstNote(text, KernelDriver.OVPN_DCO_V2)).isEqualTo(offload(each.texts("2.6.14")));
    assertThat(firstNote(text, KernelDriver.OVPN)).isEqualTo(offload(each.texts("master")));
  }

  @Test
  void everyConfigurationIsOneOfTheVectors() {
    assertThat(CONFIGURATIONS.keySet())
        .isSubsetOf(cases().map(each -> each.text("config")).toList());
  }

  /** OpenVPN stops at its first reason; {@code disable-dco} has no words. */
  private static List<String> firstNote(String text, KernelDriver driver) throws Exception {
    BackendVerdict verdict =
        BackendVerdict.of(
            "office.ovpn",
            Demands.of("office.ovpn", Statements.of("office.ovpn", text)),
            List.of(Backend.missing(driver, "not there")));
    if (text.contains("disable-dco")) {
      assertThat(verdict.candidates().getFirst().against()).hasSize(1);
      assertThat(verdict.candidates().getFirst().against().getFirst().note()).isEmpty();
      return List.of();
    }
    return verdict.lines().stream().filter(OffloadNotesTest::isOffload).limit(1).toList();
  }

  private static List<String> offload(List<String> lines) {
    return lines.stream().filter(OffloadNotesTest::isOffload).toList();
  }

  private static boolean isOffload(String line) {
    return line.toLowerCase(Locale.ROOT).contains("data channel offload");
  }
}
