// SPDX-License-Identifier: Apache-2.0
package dev.culvert.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.testing.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets, keys and IVs of real peers, epochs 1 to 4 (data-epoch.json). */
class EpochSecretTest {
  private static final Vector FILE = Vector.file("data-epoch");

  @Test
  void expandsAsTheReference() {
    Vector primitive = FILE.object("expand_label_primitive");

    assertThat(
            secret(primitive.bytes("secret"))
                .expand(primitive.text("label"), (int) primitive.number("length"))
                .toArray())
        .isEqualTo(primitive.bytes("output"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2s", "s2c"})
  void everyEpochHasTheKeysOfTheCapture(String direction) {
    int at = direction.equals("c2s") ? 0 : 128;
    EpochSecret secret =
        secret(Bytes.copyOf(FILE.bytes("key_block_256"), at, EpochSecret.LENGTH).toArray());
    int epoch = 0;
    for (Vector keys : FILE.objects("epoch_keys")) {
      if (!keys.text("direction").equals(direction)) {
        continue;
      }
      secret = epoch++ == 0 ? secret : secret.next();
      assertThat(keys.number("epoch")).isEqualTo(epoch);
      assertThat(secret.secret().toArray()).isEqualTo(keys.bytes("epoch_secret"));
      assertThat(secret.dataKey(32).toArray()).isEqualTo(keys.bytes("data_key"));
      assertThat(secret.implicitIv().toArray()).isEqualTo(keys.bytes("implicit_iv"));
    }
    assertThat(epoch).isEqualTo(4);
  }

  private static EpochSecret secret(byte[] bytes) {
    return new EpochSecret(Secret.copyOf(bytes));
  }
}
