// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import org.junit.jupiter.api.Test;

class MssClampTest {
  @Test
  void aSynOverIpv4IsLoweredAndItsChecksumStaysRight() {
    byte[] packet = syn4("020405b4", 24);
    assertThat(tcpSum(packet, 20)).isZero();

    MssClamp.clamp(packet, 0, packet.length, 1400);

    assertThat(u16(packet, 42)).isEqualTo(1400);
    assertThat(tcpSum(packet, 20)).isZero();
  }

  @Test
  void theChecksumOfAHandComputedSynChangesByTheDifference() {
    // 1460 - 1400 = 0x3c less in the sum is 0x3c more in its complement.
    byte[] packet = syn4("020405b4", 24);
    int before = u16(packet, 36);

    MssClamp.clamp(packet, 0, packet.length, 1400);

    assertThat(u16(packet, 36)).isEqualTo(before + 0x3c);
  }

  @Test
  void anOptionAtAnOddPlaceIsLoweredWithARightChecksum() {
    byte[] packet = syn4("01020405b4000000", 28);

    MssClamp.clamp(packet, 0, packet.length, 1400);

    assertThat(u16(packet, 43)).isEqualTo(1400);
    assertThat(tcpSum(packet, 20)).isZero();
  }

  @Test
  void aSynOverIpv6HasTwentyBytesLess() {
    byte[] packet =
        Bytes.ofHex(
                "60000000001806 40".replace(" ", "")
                    + "fd000000000000000000000000000002"
                    + "fd000000000000000000000000000001"
                    + "9c40005000000001000000006002ffff00000000020405b4")
            .toArray();
    fillTcpSum(packet, 40);

    MssClamp.clamp(packet, 0, packet.length, 1400);

    assertThat(u16(packet, 62)).isEqualTo(1380);
    assertThat(tcpSum(packet, 40)).isZero();
  }

  @Test
  void aSmallerOrEqualMssStays() {
    assertUntouched(syn4("02040578", 24), 1400);
    assertUntouched(syn4("02040200", 24), 1400);
  }

  @Test
  void zeroSwitchesItOff() {
    assertUntouched(syn4("020405b4", 24), 0);
  }

  @Test
  void packetsWithoutSynFragmentsAndOtherProtocolsAreLeftAlone() {
    byte[] ack = syn4("020405b4", 24);
    ack[33] = 0x10;
    assertUntouched(ack, 1400);
    byte[] fragment = syn4("020405b4", 24);
    fragment[7] = 1;
    assertUntouched(fragment, 1400);
    byte[] udp = syn4("020405b4", 24);
    udp[9] = 17;
    assertUntouched(udp, 1400);
  }

  @Test
  void brokenOptionsAndEveryTruncationAreHarmless() {
    assertUntouched(syn4("0300020405b40000", 28), 1400);
    assertUntouched(syn4("02ff05b4", 24), 1400);
    byte[] whole = syn4("01020405b4000000", 28);
    for (int length = 0; length < 47; length++) {
      byte[] cut = Bytes.copyOf(whole, 0, length).toArray();
      MssClamp.clamp(cut, 0, length, 1400);
      if (length < 45) {
        assertThat(cut).as("%d bytes", length).isEqualTo(Bytes.copyOf(whole, 0, length).toArray());
      }
    }
  }

  private static void assertUntouched(byte[] packet, int mss) {
    byte[] before = packet.clone();
    MssClamp.clamp(packet, 0, packet.length, mss);
    assertThat(packet).isEqualTo(before);
  }

  private static byte[] syn4(String options, int tcpLength) {
    String head = "45000000000100004006" + "0000" + "0a0800020a080001";
    String tcp =
        "9c40005000000001" + "00000000" + String.format("%02x", tcpLength * 4) + "02ffff00000000";
    byte[] packet = Bytes.ofHex(head + tcp + options).toArray();
    packet[3] = (byte) packet.length;
    fillTcpSum(packet, 20);
    return packet;
  }

  private static void fillTcpSum(byte[] packet, int tcp) {
    int sum = tcpSum(packet, tcp);
    packet[tcp + 16] = (byte) (sum >>> 8);
    packet[tcp + 17] = (byte) sum;
  }

  /** RFC 9293 3.1: zero when the packet's own checksum is right. */
  private static int tcpSum(byte[] packet, int tcp) {
    int addresses = tcp == 20 ? 12 : 8;
    long sum = 6L + packet.length - tcp;
    for (int i = addresses; i < tcp; i += 2) {
      sum += u16(packet, i);
    }
    for (int i = tcp; i < packet.length; i += 2) {
      sum += u16(packet, i);
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) (~sum & 0xffff);
  }

  private static int u16(byte[] packet, int at) {
    return (packet[at] & 0xff) << 8 | (packet[at + 1] & 0xff);
  }
}
