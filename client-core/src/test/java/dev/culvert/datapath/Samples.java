// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.driver.Keepalive;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.PeerSettings;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.PeerId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Keys and peers for tests. */
final class Samples {
  static final LinkListener SILENT =
      new LinkListener() {
        @Override
        public void onOpen() {}

        @Override
        public void onControl(byte[] packet, InetSocketAddress from) {}

        @Override
        public void onPeerSilent() {}

        @Override
        public void onKeyNearlyUsedUp() {}

        @Override
        public void onPeerMoved(InetSocketAddress to) {}

        @Override
        public void onFailed(IOException cause) {}
      };

  private Samples() {}

  /** The key that one end holds; {@code mirrored} gives the other end's. */
  static DataKey key(int keyId, DataCipher cipher, boolean mirrored) {
    byte[] one = new byte[cipher.keyLength()];
    byte[] two = new byte[cipher.keyLength()];
    Arrays.fill(one, (byte) (0x10 + keyId));
    Arrays.fill(two, (byte) (0x20 + keyId));
    Bytes ivOne = Bytes.ofHex("0102030405060708");
    Bytes ivTwo = Bytes.ofHex("1112131415161718");
    return mirrored
        ? new DataKey(
            new KeyId(keyId), cipher, Secret.copyOf(two), ivTwo, Secret.copyOf(one), ivOne)
        : new DataKey(
            new KeyId(keyId), cipher, Secret.copyOf(one), ivOne, Secret.copyOf(two), ivTwo);
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  static PeerSettings peer(PeerId sendId, int port, int mss) {
    return new PeerSettings(sendId, loopback(port), Keepalive.OFF, mss);
  }

  /** Remembers every id; good enough for a test that never sends 2^32 of them. */
  static ReplayCheck remembering() {
    Set<Long> seen = new HashSet<>();
    return (id, now) -> id != 0 && seen.add(id);
  }
}
