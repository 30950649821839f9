// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.crypto.HmacDigest;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.time.Moment;
import dev.culvert.wire.AckRecord;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.SessionId;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** tls-auth beyond its vectors: every digest and direction, and what a wrong one looks like. */
class TlsAuthWrapTest {
  private static final Moment NOW = new Moment(1);
  private static final StaticKey KEY = key(1);
  private static final ControlPacket PACKET =
      new ControlPacket(
          Opcode.CONTROL_V1,
          KeyId.FIRST,
          new SessionId(7),
          new AckRecord(List.of(0L), new SessionId(8)),
          1,
          Bytes.ofHex("160301"));

  @ParameterizedTest
  @EnumSource
  void everyDigestComesThroughInEveryDirection(HmacDigest digest) {
    for (KeyDirection direction : KeyDirection.values()) {
      byte[] packet = wrap(KEY, direction, digest).wrap(PACKET);

      assertThat(wrap(KEY, direction.other(), digest).open(packet, NOW)).isEqualTo(PACKET);
      assertThat(packet).hasSize(wrap(KEY, direction, digest).overhead(Opcode.CONTROL_V1) + 9 + 20);
    }
  }

  @Test
  void theSameDirectionAtBothEndsIsToldFromAnotherKey() {
    byte[] packet = wrap(KEY, KeyDirection.NORMAL, HmacDigest.SHA1).wrap(PACKET);

    assertThat(reason(wrap(KEY, KeyDirection.NORMAL, HmacDigest.SHA1), packet))
        .isEqualTo(DropReason.WRONG_KEY_DIRECTION);
    assertThat(reason(wrap(KEY, KeyDirection.BIDIRECTIONAL, HmacDigest.SHA1), packet)).isNull();
    assertThat(reason(wrap(key(2), KeyDirection.INVERSE, HmacDigest.SHA1), packet))
        .isEqualTo(DropReason.HMAC_MISMATCH);
    assertThat(reason(wrap(KEY, KeyDirection.INVERSE, HmacDigest.SHA256), packet))
        .isEqualTo(DropReason.HMAC_MISMATCH);
  }

  @Test
  void anEndWithoutDirectionIsToldFromOneWith() {
    byte[] packet = wrap(KEY, KeyDirection.INVERSE, HmacDigest.SHA1).wrap(PACKET);

    assertThat(reason(wrap(KEY, KeyDirection.BIDIRECTIONAL, HmacDigest.SHA1), packet))
        .isEqualTo(DropReason.WRONG_KEY_DIRECTION);
  }

  @Test
  void anEarlierSessionsPacketIsReplayedAndALaterOneBeginsAfresh() {
    TlsAuthWrap receiver = wrap(KEY, KeyDirection.INVERSE, HmacDigest.SHA1);
    TlsAuthWrap early = at(100);
    TlsAuthWrap late = at(200);
    byte[] first = early.wrap(PACKET);
    byte[] second = early.wrap(PACKET);

    assertThat(reason(receiver, second)).isNull();
    assertThat(reason(receiver, first)).as("late but new").isNull();
    assertThat(reason(receiver, first)).isEqualTo(DropReason.REPLAYED);
    assertThat(reason(receiver, late.wrap(PACKET))).isNull();
    assertThat(reason(receiver, early.wrap(PACKET))).isEqualTo(DropReason.REPLAYED);
  }

  private static TlsAuthWrap at(long unixSeconds) {
    return new TlsAuthWrap(KEY, KeyDirection.NORMAL, HmacDigest.SHA1, unixSeconds, 1);
  }

  private static TlsAuthWrap wrap(StaticKey key, KeyDirection direction, HmacDigest digest) {
    return new TlsAuthWrap(key, direction, digest, 1, 1);
  }

  private static @Nullable DropReason reason(ControlWrap wrap, byte[] packet) {
    try {
      wrap.open(packet, NOW);
      return null;
    } catch (DroppedPacketException e) {
      return e.reason();
    }
  }

  private static StaticKey key(long seed) {
    byte[] key = new byte[StaticKey.LENGTH];
    new Random(seed).nextBytes(key);
    return StaticKey.of(Secret.copyOf(key));
  }
}
