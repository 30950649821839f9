// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pieces of the data path that need no socket. */
class PiecesTest {
  @Test
  void aPacketIdIsTakenOnceWithinTheWindow() {
    ReplayCheck check = new ReplayCheck();
    assertThat(check.isNew(0)).isFalse();
    assertThat(check.isNew(1)).isTrue();
    assertThat(check.isNew(1)).isFalse();
    assertThat(check.isNew(3)).isTrue();
    assertThat(check.isNew(2)).isTrue();
    assertThat(check.isNew(2)).isFalse();
    assertThat(check.isNew(3 + ReplayCheck.WINDOW)).isTrue();
    assertThat(check.isNew(3)).isFalse();
    assertThat(check.isNew(4)).isTrue();
    assertThat(check.isNew(0xffff_ffffL)).isTrue();
    assertThat(check.isNew(0xffff_fffeL)).isTrue();
    assertThat(check.isNew(0xffff_fffeL)).isFalse();
  }

  /** A SYN with no-operation, MSS 1460 and end of options; the checksum is right. */
  private static byte[] syn(boolean ipv6, int noOperations) {
    int header = ipv6 ? 40 : 20;
    byte[] packet = new byte[header + 28];
    packet[0] = (byte) (ipv6 ? 0x60 : 0x45);
    packet[ipv6 ? 6 : 9] = 6;
    packet[header + 12] = 0x70;
    packet[header + 13] = 2;
    int at = header + 20;
    for (int i = 0; i < noOperations; i++) {
      packet[at++] = 1;
    }
    packet[at++] = 2;
    packet[at++] = 4;
    packet[at++] = 1460 >> 8;
    packet[at] = (byte) 1460;
    int sum = ~sum(packet, header) & 0xffff;
    packet[header + 16] = (byte) (sum >> 8);
    packet[header + 17] = (byte) sum;
    return packet;
  }

  private static int sum(byte[] packet, int from) {
    int sum = 0;
    for (int at = from; at < packet.length; at += 2) {
      sum += (packet[at] & 0xff) << 8 | (packet[at + 1] & 0xff);
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"false, 0, 1400", "false, 1, 1400", "true, 0, 1380", "true, 3, 1380"})
  void clampsASyn(boolean ipv6, int noOperations, int expected) {
    byte[] packet = syn(ipv6, noOperations);
    int header = ipv6 ? 40 : 20;
    MssClamp.clamp(packet, 1400);
    int at = header + 20 + noOperations + 2;
    assertThat((packet[at] & 0xff) << 8 | (packet[at + 1] & 0xff)).isEqualTo(expected);
    assertThat(sum(packet, header)).isEqualTo(0xffff);
  }

  @Test
  void leavesOtherPacketsAlone() {
    for (int mss : new int[] {0, 1460, 1500}) {
      byte[] packet = syn(false, 0);
      MssClamp.clamp(packet, mss);
      assertThat(packet).isEqualTo(syn(false, 0));
    }
    byte[] established = syn(false, 0);
    established[33] = 0x10;
    byte[] before = established.clone();
    MssClamp.clamp(established, 1000);
    assertThat(established).isEqualTo(before);
    byte[] fragment = syn(false, 0);
    fragment[7] = 1;
    before = fragment.clone();
    MssClamp.clamp(fragment, 1000);
    assertThat(fragment).isEqualTo(before);
    for (int length = 0; length < 48; length++) {
      MssClamp.clamp(Arrays.copyOf(syn(false, 0), length), 1000);
    }
  }

  @Test
  void tcpLengthsMayBeTornAnywhere() {
    List<Bytes> packets = new ArrayList<>();
    TcpFraming framing = new TcpFraming();
    byte[] stream = Bytes.ofHex("0003010203" + "00020405").toArray();
    for (byte one : stream) {
      framing.accept(new byte[] {one}, 1, p -> packets.add(Bytes.copyOf(p)));
    }
    framing.accept(stream, stream.length, p -> packets.add(Bytes.copyOf(p)));
    assertThat(packets)
        .containsExactly(
            Bytes.ofHex("010203"), Bytes.ofHex("0405"), Bytes.ofHex("010203"), Bytes.ofHex("0405"));
  }

  @ParameterizedTest
  @CsvSource({"0000aabb", "0801aabb", "0000000109", "0801000109"})
  void anImpossibleLengthDropsWhatCameWithIt(String hex) {
    List<Bytes> packets = new ArrayList<>();
    TcpFraming framing = new TcpFraming();
    byte[] bad = Bytes.ofHex(hex).toArray();
    framing.accept(bad, bad.length, p -> packets.add(Bytes.copyOf(p)));
    framing.accept(new byte[] {0, 1, 7}, 3, p -> packets.add(Bytes.copyOf(p)));
    assertThat(packets).containsExactly(Bytes.ofHex("07"));
  }

  @Test
  void setPeerLeavesWhatIsMinusOne() {
    SetPeer before = new SetPeer(10, 60, 1400);
    assertThat(new SetPeer(-1, -1, -1).over(before)).isEqualTo(before);
    assertThat(new SetPeer(0, 5, 7).over(before)).isEqualTo(new SetPeer(0, 5, 7));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.3:5",
    "::, [::]:5",
    "::1, [::1]:5",
    "2001:db8::1, [2001:db8::1]:5",
    "2001:db8:0:0:1::, [2001:db8:0:0:1::]:5",
    "1:2:3:4:5:6:7:8, [1:2:3:4:5:6:7:8]:5"
  })
  void writesAddressesAsPeopleDo(String address, String expected) {
    assertThat(Addresses.text(Inputs.at(address, 5))).isEqualTo(expected);
  }

  @Test
  void framesKeepTheirFields() throws IOException {
    Frame frame = new Frame(Frame.Type.IOCTL, 3, 0x220020, 5, 12, Bytes.ofHex("0102"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frame.writeTo(out);
    assertThat(Bytes.copyOf(out.toByteArray()))
        .isEqualTo(Bytes.ofHex("040000000300000020002200050000000c000000020000000102"));
    assertThat(Frame.read(stream(out.toByteArray()))).contains(frame);
  }

  @Test
  void brokenFramesAreErrors() throws IOException {
    assertThat(Frame.read(stream(new byte[0]))).isEmpty();
    assertThatThrownBy(() -> Frame.read(stream(new byte[5]))).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> Frame.read(stream(new byte[24]))).hasMessageContaining("type 0");
  }

  private static DataInputStream stream(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
