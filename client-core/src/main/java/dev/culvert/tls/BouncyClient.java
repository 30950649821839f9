// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.io.IOException;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;

/** The client's answers to Bouncy Castle: no names, no tickets, no status requests. */
@SuppressWarnings({"rawtypes", "JdkObsolete"})
final class BouncyClient extends AbstractTlsClient implements TlsAuthentication {
  private final Handshake handshake;

  BouncyClient(TlsCrypto crypto, Handshake handshake) {
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
  protected Vector getSupportedGroups(Vector namedGroupRoles) {
    return TlsOffer.groups();
  }

  @Override
  protected Vector getSupportedSignatureAlgorithms() {
    return TlsOffer.signatures();
  }

  @Override
  protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
    return null;
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
  public TlsAuthentication getAuthentication() {
    return this;
  }

  @Override
  public void notifyServerCertificate(TlsServerCertificate sent) throws IOException {
    handshake.verify(sent.getCertificate(), TlsUtils.isTLSv13(context));
  }

  @Override
  public @Nullable TlsCredentials getClientCredentials(CertificateRequest request)
      throws IOException {
    return handshake.credentials(
        context, request.getCertificateRequestContext(), request.getSupportedSignatureAlgorithms());
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    handshake.complete(context);
  }
}
