// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;

/** What client and server do alike in a handshake, and what is left when it is done. */
final class Handshake {
  private static final String DATA_KEYS = "EXPORTER-OpenVPN-datakeys";
  private static final String DYNAMIC_TLS_CRYPT = "EXPORTER-OpenVPN-dynamic-tls-crypt";
  private static final String P2P_PEER_ID = "EXPORTER-OpenVPN-p2p-peerid";
  private static final int KEY_BYTES = 256;
  private static final int PEER_ID_BYTES = 3;

  /** Certificates in a chain, the depth limit of OpenVPN. */
  static final int MAX_CHAIN = 16;

  private final TlsSettings settings;
  private final TlsCrypto crypto;
  private final SecureRandom random;
  private final PeerVerifier verifier;
  private @Nullable PeerRejection rejection;
  private @Nullable X509Certificate peer;
  private @Nullable TlsExports exports;
  private @Nullable TlsSummary summary;

  Handshake(TlsSettings settings, TlsCrypto crypto, SecureRandom random, Instant now) {
    this.settings = settings;
    this.crypto = crypto;
    this.random = random;
    this.verifier = new PeerVerifier(settings.check(), settings.role(), now);
  }

  TlsSettings settings() {
    return settings;
  }

  /** Why the peer was turned away, if it was. */
  Optional<PeerRejection> rejection() {
    return Optional.ofNullable(rejection);
  }

  Optional<TlsExports> exports() {
    return Optional.ofNullable(exports);
  }

  Optional<TlsSummary> summary() {
    return Optional.ofNullable(summary);
  }

  void verify(@Nullable Certificate sent, boolean is13) throws IOException {
    try {
      if (sent == null || sent.isEmpty()) {
        throw new PeerRejection(
            "peer sent no certificate",
            is13 ? AlertDescription.certificate_required : AlertDescription.handshake_failure);
      }
      List<X509Certificate> chain = decode(sent);
      verifier.verify(chain);
      peer = chain.getFirst();
    } catch (PeerRejection e) {
      rejection = e;
      throw new TlsFatalAlert(e.alert(), e);
    }
  }

  private static List<X509Certificate> decode(Certificate sent) throws IOException, PeerRejection {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (TlsCertificate certificate : sent.getCertificateList()) {
        chain.add(
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
      }
    } catch (CertificateException e) {
      throw new PeerRejection("peer certificate cannot be read", AlertDescription.bad_certificate);
    }
    return chain;
  }

  /** Credentials in the best scheme that our key and {@code accepted} share; null if none. */
  @Nullable OwnCredentials credentials(
      TlsContext context, byte[] requestContext, @Nullable Vector<?> accepted) throws IOException {
    boolean is13 = TlsUtils.isTLSv13(context);
    for (SignatureScheme scheme : settings.identity().signer().schemes()) {
      SignatureAndHashAlgorithm algorithm = TlsOffer.algorithm(scheme);
      boolean usable = !is13 || scheme.fitsTls13();
      if (usable && accepted != null && accepted.contains(algorithm)) {
        return new OwnCredentials(
            chain(is13, requestContext), settings.identity().signer(), scheme, random);
      }
    }
    return null;
  }

  private Certificate chain(boolean is13, byte[] requestContext) throws IOException {
    List<CertificateEntry> entries = new ArrayList<>();
    for (X509Certificate certificate : settings.identity().chain()) {
      entries.add(new CertificateEntry(crypto.createCertificate(encoded(certificate)), null));
    }
    return new Certificate(is13 ? requestContext : null, entries.toArray(CertificateEntry[]::new));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes everything that Bouncy Castle forgets as soon as the handshake is over. */
  void complete(TlsContext context) {
    SecurityParameters agreed = context.getSecurityParametersConnection();
    boolean is13 = ProtocolVersion.TLSv13.equals(agreed.getNegotiatedVersion());
    if (is13 || agreed.isExtendedMasterSecret()) {
      exports =
          new TlsExports(
              secret(context, DATA_KEYS),
              secret(context, DYNAMIC_TLS_CRYPT),
              Bytes.copyOf(context.exportKeyingMaterial(P2P_PEER_ID, null, PEER_ID_BYTES)));
    }
    if (peer != null) {
      summary =
          new TlsSummary(
              (is13 ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2).text(),
              Suite.of(agreed.getCipherSuite()).name(),
              SubjectText.of(peer),
              PeerKeyText.key(peer.getPublicKey()),
              PeerKeyText.signature(peer),
              Fingerprint.of(peer));
    }
  }

  private static Secret secret(TlsContext context, String label) {
    byte[] bytes = context.exportKeyingMaterial(label, null, KEY_BYTES);
    Secret secret = Secret.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  void destroy() {
    if (exports != null) {
      exports.dataKeys().destroy();
      exports.dynamicTlsCrypt().destroy();
    }
  }
}
