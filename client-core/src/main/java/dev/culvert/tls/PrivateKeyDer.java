// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Private keys from their three encodings, each turned into PKCS#8 first (RFC 5958). */
final class PrivateKeyDer {
  private PrivateKeyDer() {}

  static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
    try {
      return fromInfo(PrivateKeyInfo.getInstance(der));
    } catch (IllegalArgumentException | IllegalStateException | IOException e) {
      throw new GeneralSecurityException("not a PKCS#8 private key", e);
    }
  }

  /** RFC 5915: the curve must be named inside. */
  static PrivateKey sec1(byte[] der) throws GeneralSecurityException {
    try {
      ECPrivateKey key = ECPrivateKey.getInstance(der);
      ASN1Encodable curve = key.getParametersObject();
      if (curve == null) {
        throw new GeneralSecurityException("an EC private key without its curve");
      }
      return fromInfo(
          new PrivateKeyInfo(
              new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key));
    } catch (IllegalArgumentException | IllegalStateException | IOException e) {
      throw new GeneralSecurityException("not an EC private key", e);
    }
  }

  /** RFC 8017 A.1.2. */
  static PrivateKey pkcs1(byte[] der) throws GeneralSecurityException {
    try {
      return fromInfo(
          new PrivateKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
              RSAPrivateKey.getInstance(der)));
    } catch (IllegalArgumentException | IllegalStateException | IOException e) {
      throw new GeneralSecurityException("not an RSA private key", e);
    }
  }

  /**
   * The public point that an EC key carries beside its secret (RFC 5915), as encoded there; empty
   * for one that does not, and for other kinds.
   */
  static Optional<byte[]> publicPoint(PrivateKey key) {
    if (!(key instanceof ECKey)) {
      return Optional.empty();
    }
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
      ASN1BitString point = ECPrivateKey.getInstance(info.parsePrivateKey()).getPublicKey();
      return Optional.ofNullable(point).map(ASN1BitString::getOctets);
    } catch (IllegalArgumentException | IllegalStateException | IOException e) {
      return Optional.empty();
    }
  }

  private static PrivateKey fromInfo(PrivateKeyInfo info)
      throws GeneralSecurityException, IOException {
    ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    return KeyFactory.getInstance(nameOf(algorithm))
        .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
  }

  private static String nameOf(ASN1ObjectIdentifier algorithm) throws GeneralSecurityException {
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return "RSA";
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return "EC";
    }
    if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return "Ed25519";
    }
    throw new GeneralSecurityException("a key of the unsupported kind " + algorithm.getId());
  }
}
