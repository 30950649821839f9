// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;

/**
 * OVPN_CRYPTO_DATA: Encrypt 0, Decrypt 41, KeySlot 84, CipherAlg 88, KeyId 92, PeerId 96, and of
 * version 2 CryptoOptions 100. Its text form leaves the keys out.
 */
record NewKey(
    boolean secondary,
    boolean chacha,
    int keyId,
    int peerId,
    Direction encrypt,
    Direction decrypt) {
  /** OVPN_KEY_DIRECTION: Key 0, KeyLen 32, NonceTail 33. */
  record Direction(Bytes key, Bytes nonceTail) {
    @Override
    public String toString() {
      return "key of " + key.length() * 8 + " bits";
    }
  }

  static NewKey decode(Bytes input) throws Deviation {
    Structure in = new Structure(input);
    Direction encrypt = direction(in, "NEW_KEY Encrypt");
    Direction decrypt = direction(in, "NEW_KEY Decrypt");
    in.zero(2, "NEW_KEY padding at 82");
    int slot = in.i32();
    int cipher = in.i32();
    int keyId = in.u8();
    in.zero(3, "NEW_KEY padding at 93");
    int peerId = in.i32();
    if (slot != 0 && slot != 1) {
      throw new Deviation(NtStatus.INVALID_DEVICE_REQUEST, "NEW_KEY KeySlot " + slot);
    }
    if (cipher != 1 && cipher != 2) {
      throw new Deviation(NtStatus.INVALID_DEVICE_REQUEST, "NEW_KEY CipherAlg " + cipher);
    }
    NewKey key = new NewKey(slot == 1, cipher == 2, keyId, peerId, encrypt, decrypt);
    key.check();
    if (input.length() > Ioctl.NEW_KEY.inputSize()) {
      options(in.i32());
    }
    return key;
  }

  private static Direction direction(Structure in, String what) throws Deviation {
    Bytes area = in.bytes(32);
    int length = in.u8();
    Bytes nonceTail = in.bytes(8);
    if (length > 32) {
      throw new Deviation(NtStatus.INVALID_DEVICE_REQUEST, what + ".KeyLen " + length);
    }
    new Structure(area.slice(length, 32 - length)).zero(32 - length, what + ".Key behind KeyLen");
    return new Direction(area.slice(0, length), nonceTail);
  }

  private void check() throws Deviation {
    int length = encrypt.key.length();
    if (length != decrypt.key.length()) {
      throw new Deviation(
          NtStatus.INVALID_PARAMETER,
          "NEW_KEY KeyLen " + length + " to encrypt, " + decrypt.key.length() + " to decrypt");
    }
    if (length != 32 && (chacha || (length != 16 && length != 24))) {
      throw new Deviation(
          NtStatus.INVALID_PARAMETER, "NEW_KEY KeyLen " + length + " for " + cipher());
    }
    if (keyId > 7) {
      throw new Deviation(NtStatus.INVALID_PARAMETER, "NEW_KEY KeyId " + keyId);
    }
    if (peerId < 0 || peerId > 0xff_ffff) {
      throw new Deviation(NtStatus.INVALID_PARAMETER, "NEW_KEY PeerId " + peerId);
    }
    if (encrypt.key.equals(decrypt.key)) {
      throw new Deviation(NtStatus.INVALID_PARAMETER, "NEW_KEY has one key for both directions");
    }
  }

  /** EPOCH is bit 1; this driver seals the older way only. */
  private static void options(int options) throws Deviation {
    if (options != 0) {
      throw new Deviation(NtStatus.INVALID_DEVICE_REQUEST, "NEW_KEY_V2 CryptoOptions " + options);
    }
  }

  private String cipher() {
    return chacha ? "CHACHA20-POLY1305" : "AES-GCM";
  }

  @Override
  public String toString() {
    return "slot="
        + (secondary ? "secondary" : "primary")
        + " cipher="
        + cipher()
        + " bits="
        + encrypt.key.length() * 8
        + " key-id="
        + keyId
        + " peer-id="
        + peerId;
  }
}
