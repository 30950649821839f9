// SPDX-License-Identifier: Apache-2.0
package dev.culvert.event;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens to a tunnel, for log, window and JSON alike. Never holds a secret. */
public sealed interface TunnelEvent {
  /** The first authentic packet of a peer's session. */
  record InitialPacket(InetSocketAddress from, String sessionId) implements TunnelEvent {}

  /**
   * A TLS handshake is done and the peer's certificate accepted.
   *
   * @param version as {@code TLSv1.3}
   * @param peerKey kind and size of the peer's key
   */
  record TlsReady(String version, String cipherSuite, String peerSubject, String peerKey)
      implements TunnelEvent {}

  /** The peer is who it should be, and both ends have the first key's material. */
  record PeerInitiated(String peerSubject, InetSocketAddress from) implements TunnelEvent {}

  /** Options came from the server. */
  record PushReceived(String text) implements TunnelEvent {}

  /** A pushed option is passed over, and why. */
  record OptionIgnored(String text) implements TunnelEvent {}

  /** The diagnostic line of a point-to-point negotiation. */
  record PointToPointNegotiated(String line) implements TunnelEvent {}

  /** The data channel's parameters are agreed. */
  record DataChannelAgreed(String cipher, String peerId) implements TunnelEvent {}

  /** A renegotiation begins. */
  record RenegotiationStarted(int keyId, boolean byUs) implements TunnelEvent {}

  /** A renegotiation ended with a new key; the old one still decrypts. */
  record RenegotiationDone(int keyId) implements TunnelEvent {}

  /** From now on that key encrypts what we send. */
  record KeyInUse(int keyId) implements TunnelEvent {}

  /** A renegotiation failed; the old key is still in use. */
  record RenegotiationFailed(String reason) implements TunnelEvent {}

  /** Somebody tried to open a session and did not get through. */
  record AttemptFailed(InetSocketAddress from, String reason) implements TunnelEvent {}

  /** The server sends text for the user. */
  record MessageFromServer(String text) implements TunnelEvent {}

  /** The server wants more of the user before it decides, and waits that long. */
  record LoginPending(Duration limit) implements TunnelEvent {}

  /**
   * The server asks the user something while the login is pending.
   *
   * @param needsResponse whether there is something to type
   * @param echo whether it may be seen
   */
  record TextChallenge(String text, boolean needsResponse, boolean echo) implements TunnelEvent {}

  /**
   * The user is to open this link of the web to log in.
   *
   * @param hidden the server thinks that nobody need see the page
   */
  record LinkToOpen(String link, boolean hidden) implements TunnelEvent {}

  /** The peer sent a control message that means nothing to us. */
  record UnknownMessage(String text) implements TunnelEvent {}

  /** The transport is open. */
  record LinkOpened(String transport, @Nullable InetSocketAddress local, InetSocketAddress remote)
      implements TunnelEvent {}

  /** A TCP connection is being made, to the peer or to the proxy before it. */
  record Connecting(InetSocketAddress to) implements TunnelEvent {}

  /** A TCP connection stands. */
  record Connected(InetSocketAddress peer) implements TunnelEvent {}

  /** An end without {@code remote}, or a listening one, waits for its peer. */
  record WaitingForPeer(String transport, @Nullable InetSocketAddress local)
      implements TunnelEvent {}

  /** The tunnel has its device, carried by that backend. */
  record DeviceOpened(String name, String backend) implements TunnelEvent {}

  /** The system was changed; {@code what} is the change in words. */
  record NetworkChanged(String what) implements TunnelEvent {}

  /** A change was taken back. */
  record NetworkRestored(String what) implements TunnelEvent {}

  /** Something that was asked for is not done, and why. */
  record NetworkOmitted(String what) implements TunnelEvent {}

  /** Data flows. */
  record Ready() implements TunnelEvent {}

  /** This end tells the peer that it leaves. */
  record ExitSent() implements TunnelEvent {}

  /**
   * The connection is over and another attempt follows.
   *
   * @param pause before it
   */
  record Restarting(DisconnectCause cause, String peer, Duration pause) implements TunnelEvent {}

  /** The connection is over and stays so. */
  record Ended(DisconnectCause cause) implements TunnelEvent {}
}
