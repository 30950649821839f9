// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Input structures as a correct client fills them, by the offsets of uapi/ovpn-dco.h. */
final class Inputs {
  static final int UDP = 0;
  static final int TCP = 1;
  static final int PRIMARY = 0;
  static final int SECONDARY = 1;
  static final int AES = 1;
  static final int CHACHA = 2;

  private Inputs() {}

  static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  static Bytes newPeer(InetSocketAddress local, InetSocketAddress remote, int proto) {
    ByteBuffer out = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
    address(out, 0, local);
    address(out, 28, remote);
    return Bytes.copyOf(out.putInt(56, proto).array());
  }

  /** To a port of this machine, from any. */
  static Bytes newPeer(int port, int proto) {
    return newPeer(at("0.0.0.0", 0), at("127.0.0.1", port), proto);
  }

  private static void address(ByteBuffer out, int at, InetSocketAddress address) {
    boolean ipv6 = address.getAddress() instanceof Inet6Address;
    out.putShort(at, (short) (ipv6 ? 23 : 2));
    out.put(at + 2, (byte) (address.getPort() >>> 8)).put(at + 3, (byte) address.getPort());
    out.put(at + (ipv6 ? 8 : 4), address.getAddress().getAddress());
  }

  static Bytes setPeer(int interval, int timeout, int mss) {
    return Bytes.copyOf(
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(interval)
            .putInt(timeout)
            .putInt(mss)
            .array());
  }

  /** The key for sending is {@code seed} repeated, that for receiving the next number. */
  static Bytes newKey(int slot, int cipher, int keyId, int keyLength, int seed) {
    ByteBuffer out = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    out.put(0, key(keyLength, seed)).put(32, (byte) keyLength).put(33, key(8, seed));
    out.put(41, key(keyLength, seed + 1)).put(73, (byte) keyLength).put(74, key(8, seed + 1));
    out.putInt(84, slot).putInt(88, cipher).put(92, (byte) keyId).putInt(96, 7);
    return Bytes.copyOf(out.array());
  }

  /** What the other end of {@link #newKey} has. */
  static NewKey mirror(int cipher, int keyId, int keyLength, int seed) {
    NewKey.Direction ours = direction(keyLength, seed);
    NewKey.Direction theirs = direction(keyLength, seed + 1);
    return new NewKey(false, cipher == CHACHA, keyId, 7, theirs, ours);
  }

  private static NewKey.Direction direction(int keyLength, int seed) {
    return new NewKey.Direction(Bytes.copyOf(key(keyLength, seed)), Bytes.copyOf(key(8, seed)));
  }

  private static byte[] key(int length, int seed) {
    byte[] key = new byte[length];
    Arrays.fill(key, (byte) seed);
    return key;
  }

  /** The same with one byte set. */
  static Bytes with(Bytes input, int at, int value) {
    byte[] changed = input.toArray();
    changed[at] = (byte) value;
    return Bytes.copyOf(changed);
  }
}
