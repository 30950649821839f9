// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsStreamSigner;

/** Our chain and our {@link Signer} in the shape of Bouncy Castle, for one scheme. */
final class OwnCredentials implements TlsCredentialedSigner, TlsStreamSigner {
  private final Certificate certificate;
  private final Signer signer;
  private final SignatureScheme scheme;
  private final SecureRandom random;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();

  OwnCredentials(
      Certificate certificate, Signer signer, SignatureScheme scheme, SecureRandom random) {
    this.certificate = certificate;
    this.signer = signer;
    this.scheme = scheme;
    this.random = random;
  }

  @Override
  public Certificate getCertificate() {
    return certificate;
  }

  @Override
  public SignatureAndHashAlgorithm getSignatureAndHashAlgorithm() {
    return TlsOffer.algorithm(scheme);
  }

  @Override
  public TlsStreamSigner getStreamSigner() {
    return this;
  }

  @Override
  public byte[] generateRawSignature(byte[] hash) throws IOException {
    // Never asked for where there is a stream signer.
    throw new TlsFatalAlert(AlertDescription.internal_error);
  }

  @Override
  public OutputStream getOutputStream() {
    return message;
  }

  @Override
  public byte[] getSignature() throws IOException {
    try {
      return signer.sign(scheme, message.toByteArray(), random);
    } catch (GeneralSecurityException e) {
      throw new OwnKeyException(e);
    }
  }

  /** Our own key could not sign. */
  static final class OwnKeyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    OwnKeyException(GeneralSecurityException cause) {
      super(cause);
      reason = "own private key cannot sign: " + cause.getMessage();
    }

    String reason() {
      return reason;
    }
  }
}
