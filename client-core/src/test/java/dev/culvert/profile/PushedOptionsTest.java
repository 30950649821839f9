// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.network.Prefix;
import dev.culvert.wire.PeerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PushedOptionsTest {
  private static final String REPLY =
      "route-gateway 10.88.0.1,topology subnet,ping 10,ping-restart 60,"
          + "ifconfig 10.88.0.2 255.255.255.0,peer-id 0,cipher AES-256-GCM,"
          + "protocol-flags cc-exit tls-ekm dyn-tls-crypt,tun-mtu 1500";

  @Test
  void theReplyOfAnOrdinaryServerIsRead() {
    PushedOptions pushed = parse(REPLY);
    assertThat(pushed.notices()).isEmpty();
    assertThat(pushed.peerId()).contains(new PeerId(0));
    assertThat(pushed.pingTimeout()).contains(Duration.ofSeconds(60));
    assertThat(pushed.pingExit()).contains(false);
    assertThat(pushed.protocolFlags()).contains("cc-exit", "tls-ekm", "dyn-tls-crypt");
    assertThat(pushed.tunMtu()).isEqualTo(OptionalInt.of(1500));
  }

  @Test
  void hostBitsOfARouteAreMasked() {
    assertThat(parse("route 10.1.2.3 255.255.0.0,route 10.9.9.9").routes())
        .extracting(TunnelOptions.Route::destination)
        .containsExactly(Prefix.of("10.1.0.0/16"), Prefix.of("10.9.9.9/32"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up /bin/sh", "peer-id 16777215", "peer-id -2", "ping 86401", "tun-mtu 99",
        "tun-mtu 99999999999999999999", "route x", "route remote_host", "ifconfig a b", "cert x",
        "redirect-gateway x", "ping \"1"
      })
  void aBadOptionIsANoticeAndTheOthersCount(String option) {
    PushedOptions pushed = parse(option + ",ping 7");
    assertThat(pushed.notices()).hasSize(1);
    assertThat(pushed.notices().getFirst().toString()).startsWith("pushed: ");
    assertThat(pushed.ping()).contains(Duration.ofSeconds(7));
    assertThat(pushed.peerId()).isEqualTo(Optional.empty());
  }

  @Test
  void damagedRepliesNeverThrow() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(REPLY);
      for (int i = random.nextInt(1, 9); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      }
      assertThat(parse(text.toString()).notices()).as("seed " + seed).doesNotContainNull();
    }
  }

  private static PushedOptions parse(String reply) {
    return PushedOptions.parse(List.of(reply.split(",", -1)));
  }
}
