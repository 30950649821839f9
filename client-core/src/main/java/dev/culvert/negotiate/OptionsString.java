// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import dev.culvert.driver.CompressionFraming;
import dev.culvert.keys.DataCipher;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.KeyDirection;
import java.util.Optional;

/**
 * The options string that both ends exchange for the warnings of old peers (openvpn-protocol 4.2).
 * Nothing depends on it but a server's {@code cipher} item where nothing else was negotiated.
 *
 * @param tunMtu bytes
 * @param cipher of the {@code cipher} option, if it is an AEAD one that this end would use
 * @param pointToPoint addresses of a point-to-point end
 * @param framing of the payloads
 * @param tlsAuth this end's key direction, if it uses tls-auth
 */
public record OptionsString(
    TlsRole role,
    int tunMtu,
    boolean tcp,
    Digest digest,
    Optional<DataCipher> cipher,
    Optional<PointToPoint> pointToPoint,
    Optional<KeyDirection> tlsAuth,
    CompressionFraming framing) {

  /** Without tls-auth and compression. */
  public OptionsString(
      TlsRole role,
      int tunMtu,
      boolean tcp,
      Digest digest,
      Optional<DataCipher> cipher,
      Optional<PointToPoint> pointToPoint) {
    this(role, tunMtu, tcp, digest, cipher, pointToPoint, Optional.empty());
  }

  /** Without compression. */
  public OptionsString(
      TlsRole role,
      int tunMtu,
      boolean tcp,
      Digest digest,
      Optional<DataCipher> cipher,
      Optional<PointToPoint> pointToPoint,
      Optional<KeyDirection> tlsAuth) {
    this(role, tunMtu, tcp, digest, cipher, pointToPoint, tlsAuth, CompressionFraming.NONE);
  }

  /**
   * The {@code auth} option.
   *
   * @param name as OpenVPN prints it
   * @param length bytes
   */
  public record Digest(String name, int length) {
    public static final Digest SHA1 = new Digest("SHA1", 20);
    public static final Digest NONE = new Digest("[null-digest]", 0);
  }

  /**
   * The tunnel of a point-to-point end.
   *
   * @param ipv6 whether the tunnel carries IPv6
   * @param ifconfig the peer's address, then ours: {@code "10.0.0.2 10.0.0.1"}
   */
  public record PointToPoint(boolean ipv6, Optional<String> ifconfig) {}

  /**
   * Packet id and the IV and padding of BF-CBC, which peers compute with when there is no cipher.
   */
  private static final int PLACEHOLDER_OVERHEAD = 4 + 16;

  private static final int PLACEHOLDER_KEY_BITS = 128;
  private static final int GCM_OVERHEAD = 4 + 16 + 12 + 16;
  private static final int CHACHA_OVERHEAD = 4 + 16 + 12 + 1;

  /** The string, without its NUL. */
  public String text() {
    StringBuilder text = new StringBuilder("V4,dev-type tun");
    text.append(",link-mtu ")
        .append(tunMtu + 1 + framing.overhead() + (tcp ? 2 : 0) + cryptoOverhead());
    text.append(",tun-mtu ").append(tunMtu);
    text.append(",proto ").append(proto());
    pointToPoint.ifPresent(
        ends -> {
          text.append(ends.ipv6 ? ",tun-ipv6" : "");
          ends.ifconfig.ifPresent(addresses -> text.append(",ifconfig ").append(addresses));
        });
    text.append(framing == CompressionFraming.NONE ? "" : ",comp-lzo");
    tlsAuth
        .filter(direction -> direction != KeyDirection.BIDIRECTIONAL)
        .ifPresent(
            direction -> text.append(",keydir ").append(direction == KeyDirection.NORMAL ? 0 : 1));
    if (cipher.isPresent() || pointToPoint.isPresent()) {
      text.append(",cipher ").append(cipher.map(DataCipher::toString).orElse("BF-CBC"));
    }
    text.append(",auth ").append(cipher.isPresent() ? "[null-digest]" : digest.name);
    text.append(",keysize ")
        .append(cipher.map(c -> c.keyLength() * 8).orElse(PLACEHOLDER_KEY_BITS));
    text.append(tlsAuth.isPresent() ? ",tls-auth" : "");
    text.append(",key-method 2,tls-").append(role == TlsRole.CLIENT ? "client" : "server");
    return text.toString();
  }

  private int cryptoOverhead() {
    return cipher
        .map(c -> c == DataCipher.CHACHA20_POLY1305 ? CHACHA_OVERHEAD : GCM_OVERHEAD)
        .orElse(PLACEHOLDER_OVERHEAD + digest.length);
  }

  private String proto() {
    if (!tcp) {
      return "UDPv4";
    }
    return role == TlsRole.CLIENT ? "TCPv4_CLIENT" : "TCPv4_SERVER";
  }
}
