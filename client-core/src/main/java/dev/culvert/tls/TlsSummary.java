// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

/**
 * What a handshake agreed on, in the words of OpenVPN's log.
 *
 * @param version {@code TLSv1.2} or {@code TLSv1.3}
 * @param cipherSuite IANA name, for example {@code TLS_AES_256_GCM_SHA384}
 * @param peerSubject subject of the peer's certificate, {@code C=XX, O=Lab, CN=server}
 * @param peerKey for example {@code 256 bits ECprime256v1} or {@code 2048 bits RSA}
 * @param peerSignature how the peer's certificate was signed, for example {@code RSA-SHA256}
 * @param peerFingerprint of the peer's certificate
 */
public record TlsSummary(
    String version,
    String cipherSuite,
    String peerSubject,
    String peerKey,
    String peerSignature,
    Fingerprint peerFingerprint) {}
