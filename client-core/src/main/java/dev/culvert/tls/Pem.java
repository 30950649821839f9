// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads certificates and private keys from PEM text (RFC 7468). Text around the blocks and blocks
 * of other kinds are passed over.
 */
public final class Pem {
  private Pem() {}

  /**
   * All certificates of the text in their order, at least one.
   *
   * @throws PemException if a block is damaged or there is no certificate
   */
  public static List<X509Certificate> certificates(String text) throws PemException {
    List<X509Certificate> found = new ArrayList<>();
    for (PemBlock block : PemBlock.all(text)) {
      if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
        found.add(certificate(block));
      }
    }
    if (found.isEmpty()) {
      throw new PemException(1, "expected a certificate (-----BEGIN CERTIFICATE-----), found none");
    }
    return found;
  }

  private static X509Certificate certificate(PemBlock block) throws PemException {
    byte[] der = block.der();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new PemException(block.line(), "expected an X.509 certificate, found other data");
    }
  }

  /**
   * The first private key: PKCS#8, SEC1 (EC) or PKCS#1 (RSA), not encrypted.
   *
   * @throws PemException if it is damaged, encrypted, of a kind that TLS cannot use, or missing
   */
  public static PrivateKey privateKey(String text) throws PemException {
    return privateKey(keyBlock(text));
  }

  /**
   * An identity from certificates, our own first, and the text of its private key.
   *
   * @throws PemException if the key is bad or not that of the first certificate
   */
  public static Identity identity(List<X509Certificate> chain, String privateKey)
      throws PemException {
    PemBlock block = keyBlock(privateKey);
    Identity identity = new Identity(chain, signer(block));
    if (!belongTogether(identity)) {
      throw new PemException(
          block.line(),
          "expected the private key of the certificate "
              + SubjectText.of(identity.leaf())
              + ", found the key of another one");
    }
    return identity;
  }

  private static Signer signer(PemBlock block) throws PemException {
    try {
      return new PrivateKeySigner(privateKey(block));
    } catch (IllegalArgumentException e) {
      throw new PemException(block.line(), "expected a key that TLS can use: " + e.getMessage());
    }
  }

  private static PemBlock keyBlock(String text) throws PemException {
    for (PemBlock block : PemBlock.all(text)) {
      if (block.label().endsWith("PRIVATE KEY")) {
        return block;
      }
    }
    throw new PemException(1, "expected a private key (-----BEGIN PRIVATE KEY-----), found none");
  }

  /**
   * Whether the first private key is behind a password.
   *
   * @throws PemException if there is none
   */
  public static boolean isEncrypted(String text) throws PemException {
    return isEncrypted(keyBlock(text));
  }

  private static boolean isEncrypted(PemBlock block) {
    return block.label().startsWith("ENCRYPTED") || block.hasEncryptionHeader();
  }

  private static PrivateKey privateKey(PemBlock block) throws PemException {
    if (isEncrypted(block)) {
      throw new PemException(
          block.line(), "expected a private key without a password, found an encrypted one");
    }
    try {
      return switch (block.label()) {
        case "PRIVATE KEY" -> PrivateKeyDer.pkcs8(block.der());
        case "EC PRIVATE KEY" -> PrivateKeyDer.sec1(block.der());
        case "RSA PRIVATE KEY" -> PrivateKeyDer.pkcs1(block.der());
        default ->
            throw new PemException(
                block.line(), "expected an RSA, EC or Ed25519 key, found " + block.label());
      };
    } catch (GeneralSecurityException e) {
      throw new PemException(
          block.line(), "expected an RSA, EC or Ed25519 private key: " + e.getMessage());
    }
  }

  /** A signature of the key that the certificate accepts is the proof for every kind of key. */
  static boolean belongTogether(Identity identity) {
    byte[] message = "does the key fit the certificate?".getBytes(StandardCharsets.US_ASCII);
    SignatureScheme scheme = identity.signer().schemes().getFirst();
    try {
      Signature signature = scheme.signature();
      signature.initVerify(identity.leaf().getPublicKey());
      signature.update(message);
      return signature.verify(identity.signer().sign(scheme, message, new SecureRandom()));
    } catch (GeneralSecurityException e) {
      // A public key of another kind cannot even be tried.
      return false;
    }
  }
}
