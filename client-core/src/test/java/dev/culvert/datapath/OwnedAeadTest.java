// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.crypto.Aead;
import org.junit.jupiter.api.Test;

class OwnedAeadTest {
  private final OwnedAead owned =
      new OwnedAead(
          new Aead(
              Aead.Algorithm.AES_GCM,
              Secret.copyOf(new byte[32]),
              Bytes.ofHex("0001020304050607")));

  @Test
  void aKeyTakenAwayBetweenPacketsIsWipedAtOnce() {
    owned.retire();

    assertThat(owned.isWiped()).isTrue();
    assertThat(owned.enter()).isFalse();
  }

  @Test
  void aKeyTakenAwayDuringAPacketIsWipedAfterIt() {
    assertThat(owned.enter()).isTrue();
    owned.retire();
    owned.retire();
    assertThat(owned.isWiped()).isFalse();

    owned.leave();

    assertThat(owned.isWiped()).isTrue();
    assertThat(owned.enter()).isFalse();
  }

  @Test
  void aKeyIsUsedAgainAndAgain() {
    for (int i = 0; i < 3; i++) {
      assertThat(owned.enter()).isTrue();
      owned.leave();
    }
    assertThat(owned.isWiped()).isFalse();
  }
}
