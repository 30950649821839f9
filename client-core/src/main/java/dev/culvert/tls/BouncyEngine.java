// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsProtocol;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/** A {@link TlsEngine} over Bouncy Castle's non-blocking protocol objects. */
final class BouncyEngine implements TlsEngine {
  private static final int MAX_KEPT = 64 * 1024;

  private final Handshake handshake;
  private final TlsProtocol protocol;
  private final ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
  private final ByteArrayOutputStream queued = new ByteArrayOutputStream();
  private @Nullable TlsFailure failure;

  BouncyEngine(TlsSettings settings, SecureRandom random, Instant wallClock) {
    TlsCrypto crypto = new BcTlsCrypto(random);
    handshake = new Handshake(settings, crypto, random, wallClock);
    try {
      protocol =
          switch (settings.role()) {
            case CLIENT -> {
              TlsClientProtocol client = new TlsClientProtocol();
              client.connect(new BouncyClient(crypto, handshake));
              yield client;
            }
            case SERVER -> {
              TlsServerProtocol server = new TlsServerProtocol();
              server.accept(new BouncyServer(crypto, handshake));
              yield server;
            }
          };
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void onCiphertext(byte[] fromPeer) throws TlsFailure {
    requireAlive();
    try {
      protocol.offerInput(fromPeer);
      keepPlaintext();
      flushQueued();
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle answers some hostile input with unchecked exceptions, after its alert.
      throw fail(reason(e));
    }
    if (protocol.isClosed()) {
      throw fail(alertReceived(AlertDescription.close_notify));
    }
    if (plaintext.size() > MAX_KEPT || protocol.getAvailableOutputBytes() > MAX_KEPT) {
      throw fail(new TlsFailure(TlsFailure.Kind.LIMIT, "peer sent more than anybody has read"));
    }
  }

  @Override
  public void write(byte[] bytes) throws TlsFailure {
    requireAlive();
    if (bytes.length > MAX_KEPT - queued.size()) {
      throw fail(new TlsFailure(TlsFailure.Kind.LIMIT, "more than 64 KiB wait for the handshake"));
    }
    queued.writeBytes(bytes);
    try {
      flushQueued();
    } catch (IOException | RuntimeException e) {
      throw fail(reason(e));
    }
  }

  private void flushQueued() throws IOException {
    if (handshakeDone() && queued.size() > 0 && !protocol.isClosed()) {
      byte[] bytes = queued.toByteArray();
      queued.reset();
      protocol.writeApplicationData(bytes, 0, bytes.length);
    }
  }

  private void keepPlaintext() {
    byte[] bytes = new byte[protocol.getAvailableInputBytes()];
    plaintext.write(bytes, 0, protocol.readInput(bytes, 0, bytes.length));
  }

  @Override
  public byte[] takeCiphertext() {
    byte[] bytes = new byte[protocol.getAvailableOutputBytes()];
    protocol.readOutput(bytes, 0, bytes.length);
    return bytes;
  }

  @Override
  public byte[] takePlaintext() {
    byte[] bytes = plaintext.toByteArray();
    plaintext.reset();
    return bytes;
  }

  @Override
  public boolean handshakeDone() {
    return handshake.summary().isPresent();
  }

  @Override
  public Optional<TlsExports> exports() {
    return handshake.exports();
  }

  @Override
  public TlsSummary summary() {
    return handshake
        .summary()
        .orElseThrow(() -> new IllegalStateException("the handshake is not done"));
  }

  @Override
  public void close() {
    handshake.destroy();
    plaintext.reset();
    queued.reset();
    if (failure == null) {
      failure = new TlsFailure(TlsFailure.Kind.PROTOCOL, "this end has closed the connection");
    }
  }

  private void requireAlive() throws TlsFailure {
    if (failure != null) {
      throw failure;
    }
  }

  private TlsFailure fail(TlsFailure reason) {
    failure = reason;
    return reason;
  }

  private TlsFailure reason(Exception e) {
    Optional<PeerRejection> rejection = handshake.rejection();
    if (rejection.isPresent()) {
      return new TlsFailure(TlsFailure.Kind.PEER_CERTIFICATE, rejection.get().reason());
    }
    return switch (e) {
      case TlsFatalAlertReceived alert -> alertReceived(alert.getAlertDescription());
      case OwnCredentials.OwnKeyException own ->
          new TlsFailure(TlsFailure.Kind.OWN_KEY, own.reason());
      case TlsFatalAlert alert ->
          new TlsFailure(
              TlsFailure.Kind.PROTOCOL,
              "handshake failed: " + AlertDescription.getText(alert.getAlertDescription()));
      default -> new TlsFailure(TlsFailure.Kind.PROTOCOL, "peer's bytes are not valid TLS");
    };
  }

  private static TlsFailure alertReceived(short alert) {
    return new TlsFailure(
        TlsFailure.Kind.ALERT_RECEIVED, "peer sent alert " + AlertDescription.getText(alert));
  }
}
