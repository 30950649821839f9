// SPDX-License-Identifier: Apache-2.0
package dev.culvert.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Secret;
import dev.culvert.testing.Vector;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** AES-256-CBC with HMAC-SHA256 of real peers (data-cbc-hmac.json), and what is no packet. */
class CbcHmacTest {
  private static final Vector FILE = Vector.file("data-cbc-hmac");
  private static final int HEADER = 4;

  static List<Vector> packets() {
    return FILE.objects("packets");
  }

  @ParameterizedTest
  @MethodSource("packets")
  void opensToWhatWasCapturedAndSealsToTheSameBytes(Vector vector) {
    byte[] wire = vector.bytes("wire");
    byte[] plain = vector.bytes("plaintext_with_packet_id");
    byte[] payload = Arrays.copyOfRange(plain, 4, plain.length);
    CbcHmac cipher = cipher(vector);
    byte[] out = new byte[wire.length];

    int length = cipher.open(wire, HEADER, wire.length - HEADER, out, 3);

    assertThat(Arrays.copyOfRange(out, 3, 3 + length)).isEqualTo(payload);
    assertThat(cipher.packetId()).isEqualTo(vector.number("packet_id"));

    byte[] sealed = Arrays.copyOf(wire, HEADER + cipher.sealedLength(payload.length));
    Arrays.fill(sealed, HEADER, sealed.length, (byte) 0);
    cipher.seal(
        vector.bytes("iv"), vector.number("packet_id"), payload, 0, payload.length, sealed, HEADER);
    assertThat(sealed).isEqualTo(wire);
  }

  @ParameterizedTest
  @MethodSource("packets")
  void cutOrChangedItIsNone(Vector vector) {
    byte[] wire = vector.bytes("wire");
    CbcHmac cipher = cipher(vector);
    byte[] out = new byte[wire.length];
    for (int length = 0; length < wire.length - HEADER; length++) {
      assertThat(cipher.open(wire, HEADER, length, out, 0)).as("length " + length).isNegative();
    }
    for (int at = HEADER; at < wire.length; at++) {
      byte[] changed = wire.clone();
      changed[at] ^= 1;
      assertThat(cipher.open(changed, HEADER, wire.length - HEADER, out, 0)).isNegative();
    }
    assertThat(cipher.open(wire, HEADER, wire.length - HEADER, out, 0)).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void everyDigestAndEveryLengthComeThrough(HmacDigest digest) {
    CbcHmac cipher = cipher(16, digest);
    for (int length = 0; length < 40; length++) {
      byte[] in = new byte[length];
      Arrays.fill(in, (byte) length);
      byte[] packet = new byte[cipher.sealedLength(length)];
      cipher.seal(0xffff_fffeL, in, 0, length, packet, 0);
      byte[] out = new byte[length];

      assertThat(cipher.open(packet, 0, packet.length, out, 0)).isEqualTo(length);
      assertThat(out).isEqualTo(in);
      assertThat(cipher.packetId()).isEqualTo(0xffff_fffeL);
    }
  }

  @Test
  void noTwoPacketsHaveTheSameIv() {
    CbcHmac cipher = cipher(32, HmacDigest.SHA1);
    byte[] one = new byte[cipher.sealedLength(1)];
    byte[] two = one.clone();
    cipher.seal(1, new byte[1], 0, 1, one, 0);
    cipher.seal(1, new byte[1], 0, 1, two, 0);

    assertThat(Arrays.copyOfRange(one, 20, 36)).isNotEqualTo(Arrays.copyOfRange(two, 20, 36));
  }

  private static CbcHmac cipher(Vector packet) {
    int at = packet.text("direction").equals("c2s") ? 0 : 128;
    byte[] block = FILE.bytes("key_block_256");
    return new CbcHmac(
        Secret.copyOf(block, at, 32),
        Secret.copyOf(block, at + 64, 32),
        HmacDigest.SHA256,
        new SecureRandom());
  }

  private static CbcHmac cipher(int keyLength, HmacDigest digest) {
    return new CbcHmac(
        Secret.copyOf(new byte[keyLength]),
        Secret.copyOf(new byte[digest.length()]),
        digest,
        new SecureRandom());
  }
}
