// SPDX-License-Identifier: Apache-2.0
package dev.culvert.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DemoTest {
  private static final Inet4Address ONE = (Inet4Address) InetAddress.ofLiteral("10.8.0.1");
  private static final Inet4Address TWO = (Inet4Address) InetAddress.ofLiteral("10.8.0.2");

  @Test
  @Timeout(60)
  void everythingOfTheStoryHappensAndNothingIsLost() throws InterruptedException {
    Demo.Result result = new Demo(DemoView.SILENT).run();

    assertThat(result.exitCode()).as(result.summary()).isZero();
    assertThat(result.document())
        .containsEntry("ok", true)
        .containsEntry("tlsVersion", "TLSv1.3")
        .containsEntry("renegotiations", 2)
        .containsEntry("recoveredAfterRestart", true);
    assertThat(result.document().get("negotiation"))
        .asString()
        .matches(
            "P2P mode NCP negotiation result: TLS_export=1, DATA_v2=1, peer-id \\d+,"
                + " cipher=AES-256-GCM");
  }

  @Test
  void lostPacketsAreAFailureWithAReason() {
    assertThat(report(100, 99, true, Optional.empty()).exitCode()).isEqualTo(1);
    assertThat(report(100, 99, true, Optional.empty()).failure())
        .contains("1 of 100 packets were lost across the renegotiations");
    assertThat(report(100, 100, true, Optional.empty()).exitCode()).isZero();
  }

  @Test
  void soAreAnotherProblemAndARestartWithoutTraffic() {
    assertThat(report(100, 100, true, Optional.of("no port")).failure()).contains("no port");
    assertThat(report(100, 100, false, Optional.empty()).exitCode()).isEqualTo(1);
  }

  @Test
  void echoRequestsAndRepliesHaveChecksumsThatAddUp() {
    byte[] request = Ipv4.echoRequest(ONE, TWO, 7);

    assertThat(Ipv4.isEchoRequest(request)).isTrue();
    assertThat(Ipv4.checksum(request, 0, Ipv4.HEADER)).isZero();
    assertThat(Ipv4.checksum(request, Ipv4.HEADER, request.length)).isZero();
    byte[] reply = Ipv4.echoReply(request);
    assertThat(Ipv4.isEchoReply(reply)).isTrue();
    assertThat(Ipv4.sequence(reply)).isEqualTo(7);
    assertThat(Ipv4.checksum(reply, 0, Ipv4.HEADER)).isZero();
  }

  @Test
  void theChecksumIsTheOneOfRfc1071() {
    byte[] example = Bytes.ofHex("0001f203f4f5f6f7").toArray();

    assertThat(Ipv4.checksum(example, 0, example.length)).isEqualTo(~0xddf2 & 0xffff);
  }

  private static Report report(
      long sent, long received, boolean recovered, Optional<String> problem) {
    return new Report(
        "TLSv1.3", "", 10, 10, 1, 1, 1, sent, received, 2, recovered, List.of(), problem);
  }
}
