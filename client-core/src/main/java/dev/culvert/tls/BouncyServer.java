// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Vector;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.KeyExchangeAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;

/** The server's answers to Bouncy Castle: its own order of suites, a client certificate always. */
@SuppressWarnings({"rawtypes", "JdkObsolete"})
final class BouncyServer extends AbstractTlsServer {
  private final Handshake handshake;

  BouncyServer(TlsCrypto crypto, Handshake handshake) {
    super(crypto);
    this.handshake = handshake;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return TlsOffer.versions(handshake.settings());
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return TlsOffer.suites(handshake.settings());
  }

  @Override
  protected boolean preferLocalCipherSuites() {
    return true;
  }

  @Override
  protected boolean isSelectableCipherSuite(
      int suite, int curveBits, int finiteFieldBits, Vector signatures) {
    return fitsOwnKey(suite)
        && super.isSelectableCipherSuite(suite, curveBits, finiteFieldBits, signatures);
  }

  private boolean fitsOwnKey(int suite) {
    boolean rsa =
        handshake.settings().identity().leaf().getPublicKey().getAlgorithm().equals("RSA");
    return switch (TlsUtils.getKeyExchangeAlgorithm(suite)) {
      case KeyExchangeAlgorithm.ECDHE_RSA, KeyExchangeAlgorithm.DHE_RSA -> rsa;
      case KeyExchangeAlgorithm.ECDHE_ECDSA -> !rsa;
      default -> true;
    };
  }

  @Override
  public boolean shouldCheckSigAlgOfPeerCerts() {
    // How the chain is signed is for the chain's own check to judge.
    return false;
  }

  @Override
  public int getMaxCertificateChainLength() {
    return Handshake.MAX_CHAIN;
  }

  @Override
  public @Nullable TlsCredentials getCredentials() throws IOException {
    return handshake.credentials(
        context, TlsUtils.EMPTY_BYTES, context.getSecurityParametersHandshake().getClientSigAlgs());
  }

  @Override
  public CertificateRequest getCertificateRequest() throws IOException {
    if (TlsUtils.isTLSv13(context)) {
      return new CertificateRequest(
          TlsUtils.EMPTY_BYTES, TlsOffer.signatures(), null, authorities());
    }
    short[] types = {ClientCertificateType.rsa_sign, ClientCertificateType.ecdsa_sign};
    return new CertificateRequest(types, TlsOffer.signatures(), authorities());
  }

  private @Nullable Vector<X500Name> authorities() {
    Vector<X500Name> names = new Vector<>();
    for (X509Certificate certificate : handshake.settings().check().trusted()) {
      names.add(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
    }
    // An empty list may not be written in TLS 1.3 (RFC 8446 4.2.4).
    return names.isEmpty() ? null : names;
  }

  @Override
  public void notifyClientCertificate(Certificate sent) throws IOException {
    handshake.verify(sent, TlsUtils.isTLSv13(context));
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    handshake.complete(context);
  }
}
