// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.util.Optional;

/**
 * One end of one TLS connection, as a machine between byte strings: ciphertext goes in and comes
 * out in any fragments, nothing waits. Opened by {@link TlsEngines}; used by one thread.
 *
 * <p>After a {@link TlsFailure} only {@link #takeCiphertext} (it has the alert for the peer),
 * {@link #takePlaintext} and {@link #close} make sense; every other call fails again.
 */
public interface TlsEngine extends AutoCloseable {
  /**
   * Takes bytes from the peer, in order, cut anywhere.
   *
   * @throws TlsFailure if they end the connection, whatever they are
   */
  void onCiphertext(byte[] fromPeer) throws TlsFailure;

  /**
   * Sends application data. Before the handshake is done it is kept and sent right after it.
   *
   * @throws TlsFailure if the connection has failed or too much is queued
   */
  void write(byte[] plaintext) throws TlsFailure;

  /** Everything that waits for the peer, at most once; empty when there is nothing. */
  byte[] takeCiphertext();

  /** Everything the peer has said, at most once; empty when there is nothing. */
  byte[] takePlaintext();

  boolean handshakeDone();

  /**
   * Keying material for OpenVPN. Empty before the handshake is done, and for a TLS 1.2 peer without
   * the extended master secret: the caller then derives keys from key method 2.
   */
  Optional<TlsExports> exports();

  /**
   * What was agreed on.
   *
   * @throws IllegalStateException before the handshake is done
   */
  TlsSummary summary();

  /** Wipes keys and forgets the connection. Says nothing to the peer, as OpenVPN 2.6 does. */
  @Override
  void close();
}
