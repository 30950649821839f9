// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;

/** What both ends offer, in the order of OpenSSL's defaults (openvpn-protocol 3.1). */
final class TlsOffer {
  private static final int[] GROUPS = {
    NamedGroup.x25519,
    NamedGroup.secp256r1,
    NamedGroup.x448,
    NamedGroup.secp521r1,
    NamedGroup.secp384r1,
    NamedGroup.ffdhe2048,
    NamedGroup.ffdhe3072,
    NamedGroup.ffdhe4096,
  };

  private TlsOffer() {}

  static ProtocolVersion[] versions(TlsSettings settings) {
    List<ProtocolVersion> versions = new ArrayList<>();
    if (settings.max() == TlsVersion.TLS_1_3) {
      versions.add(ProtocolVersion.TLSv13);
    }
    if (settings.min() == TlsVersion.TLS_1_2) {
      versions.add(ProtocolVersion.TLSv12);
    }
    return versions.toArray(ProtocolVersion[]::new);
  }

  static int[] suites(TlsSettings settings) {
    return Arrays.stream(Suite.values())
        .filter(s -> settings.max().compareTo(s.version()) >= 0)
        .filter(s -> settings.min().compareTo(s.version()) <= 0)
        .mapToInt(Suite::number)
        .toArray();
  }

  // Bouncy Castle's interfaces ask for a Vector.
  @SuppressWarnings("JdkObsolete")
  static Vector<Integer> groups() {
    Vector<Integer> groups = new Vector<>();
    addAll(groups, GROUPS);
    return groups;
  }

  @SuppressWarnings("JdkObsolete")
  static Vector<SignatureAndHashAlgorithm> signatures() {
    Vector<SignatureAndHashAlgorithm> signatures = new Vector<>();
    for (SignatureScheme scheme : SignatureScheme.values()) {
      signatures.add(algorithm(scheme));
    }
    return signatures;
  }

  static SignatureAndHashAlgorithm algorithm(SignatureScheme scheme) {
    return org.bouncycastle.tls.SignatureScheme.getSignatureAndHashAlgorithm(scheme.number());
  }

  private static void addAll(List<Integer> list, int[] numbers) {
    for (int number : numbers) {
      list.add(number);
    }
  }
}
