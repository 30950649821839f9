// SPDX-License-Identifier: Apache-2.0
package dev.culvert.simnet;

import dev.culvert.crypto.HmacDigest;
import dev.culvert.session.Protection;
import dev.culvert.wrap.KeyDirection;
import java.util.ArrayList;
import java.util.List;

/** Every way to protect control packets, for both ends. */
public record Wrapping(String name, Protection client, Protection server) {
  /** All of them: tls-auth under every digest, the directions taking turns. */
  public static final List<Wrapping> ALL = all();

  private static List<Wrapping> all() {
    List<Wrapping> all = new ArrayList<>();
    all.add(new Wrapping("none", new Protection.None(), new Protection.None()));
    KeyDirection turn = KeyDirection.NORMAL;
    for (HmacDigest digest : HmacDigest.values()) {
      all.add(tlsAuth(digest, turn));
      turn = turn.other();
    }
    for (KeyDirection direction : KeyDirection.values()) {
      all.add(tlsAuth(HmacDigest.SHA1, direction));
    }
    all.add(new Wrapping("tls-crypt", Ends.TLS_CRYPT, Ends.TLS_CRYPT));
    for (boolean force : new boolean[] {false, true}) {
      all.add(
          new Wrapping(
              force ? "tls-crypt-v2 force-cookie" : "tls-crypt-v2",
              new Protection.TlsCryptV2Client(Ends.V2_CLIENT),
              new Protection.TlsCryptV2Server(Ends.V2_SERVER, force)));
    }
    return all.stream().distinct().toList();
  }

  /**
   * tls-auth with the key that all tests share.
   *
   * @param client the client's direction
   */
  public static Wrapping tlsAuth(HmacDigest digest, KeyDirection client) {
    return new Wrapping(
        "tls-auth " + digest + " " + client,
        new Protection.TlsAuth(Ends.STATIC_KEY, client, digest),
        new Protection.TlsAuth(Ends.STATIC_KEY, client.other(), digest));
  }

  /** Whether a damaged packet is noticed. */
  public boolean authenticates() {
    return client.authenticates();
  }

  @Override
  public String toString() {
    return name;
  }
}
