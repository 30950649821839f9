// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.crypto.Aead;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A key in use: one cipher for each thread that uses it, so that none waits for another, one
 * counter of packet ids for all of them.
 */
final class InstalledKey {
  private final int keyId;
  private final Bytes fingerprint;
  private final PacketIds packetIds;
  private final OwnedAead tunnelSeal;
  private final OwnedAead pingSeal;
  private final OwnedAead open;
  private final ReplayCheck replay;

  InstalledKey(DataKey key, ReplayCheck replay, long firstPacketId) {
    this.keyId = key.keyId().value();
    this.fingerprint = fingerprint(key);
    this.packetIds = new PacketIds(firstPacketId);
    this.tunnelSeal = aead(key.cipher(), key.sendKey(), key.sendIv());
    this.pingSeal = aead(key.cipher(), key.sendKey(), key.sendIv());
    this.open = aead(key.cipher(), key.receiveKey(), key.receiveIv());
    this.replay = replay;
  }

  int keyId() {
    return keyId;
  }

  PacketIds packetIds() {
    return packetIds;
  }

  /** For the thread that reads the tun port. */
  OwnedAead tunnelSeal() {
    return tunnelSeal;
  }

  /** For the thread that receives, which also sends the pings. */
  OwnedAead pingSeal() {
    return pingSeal;
  }

  OwnedAead open() {
    return open;
  }

  ReplayCheck replay() {
    return replay;
  }

  /** Whether both would give the same nonces to the same key. */
  boolean isSameAs(DataKey key) {
    return fingerprint.equals(fingerprint(key));
  }

  void retire() {
    tunnelSeal.retire();
    pingSeal.retire();
    open.retire();
  }

  private static OwnedAead aead(DataCipher cipher, Secret key, Bytes iv) {
    Aead.Algorithm algorithm =
        switch (cipher) {
          case AES_128_GCM, AES_192_GCM, AES_256_GCM -> Aead.Algorithm.AES_GCM;
          case CHACHA20_POLY1305 -> Aead.Algorithm.CHACHA20_POLY1305;
        };
    return new OwnedAead(new Aead(algorithm, key, iv));
  }

  private static Bytes fingerprint(DataKey key) {
    byte[] secret = key.sendKey().toArray();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(secret);
      return Bytes.copyOf(digest.digest(key.sendIv().toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no SHA-256 in this Java", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
