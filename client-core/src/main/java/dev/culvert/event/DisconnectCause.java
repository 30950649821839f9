// SPDX-License-Identifier: Apache-2.0
package dev.culvert.event;

import java.time.Duration;

/** Why a tunnel ended, or why it could not begin: a value that knows whether to try again. */
public sealed interface DisconnectCause {
  /** One sentence for people, without a full stop. */
  String message();

  /** What a person can do about it; empty when nothing is to be done. */
  default String remedy() {
    return "";
  }

  private static String notWithin(Duration window) {
    return "TLS key negotiation failed to occur within " + window.toSeconds() + " seconds";
  }

  default Retry retry() {
    return Retry.NEXT_REMOTE;
  }

  /** The short name that OpenVPN prints for it: {@code SIGUSR1[soft,ping-restart] received}. */
  String shortName();

  /** Nothing authentic was heard for {@code silence}. */
  record PeerSilent(Duration silence) implements DisconnectCause {
    @Override
    public String message() {
      return "nothing was heard from the peer for " + silence.toSeconds() + " s";
    }

    @Override
    public String shortName() {
      return "ping-restart";
    }
  }

  /** The peer answered, and the negotiation did not end within {@code window}. */
  record NegotiationTimeout(Duration window) implements DisconnectCause {
    @Override
    public String message() {
      return notWithin(window) + " (check your network connectivity)";
    }

    @Override
    public String remedy() {
      return "the peer answered but did not finish: look at its log";
    }

    @Override
    public String shortName() {
      return "tls-error";
    }
  }

  /** Nothing came from the peer within {@code window}. */
  record NoAnswer(Duration window) implements DisconnectCause {
    @Override
    public String message() {
      return notWithin(window) + " (check your network connectivity)";
    }

    @Override
    public String remedy() {
      return "no answer came at all: check address, port and firewall; a server with another"
          + " tls-auth or tls-crypt key or key-direction does not answer either";
    }

    @Override
    public String shortName() {
      return "tls-error";
    }
  }

  /**
   * Packets came within {@code window}, and not one was authentic under our control-channel key.
   *
   * @param answers how many
   * @param direction the key is the right one: both ends use the same half of it
   */
  record ControlKeyMismatch(Duration window, long answers, boolean direction)
      implements DisconnectCause {
    @Override
    public String message() {
      return notWithin(window)
          + ": "
          + answers
          + (answers == 1 ? " answer" : " answers")
          + " came, none authentic under our control channel key";
    }

    @Override
    public String remedy() {
      return direction
          ? "the peer has the same tls-auth key and the same key-direction: give one end 0 and the"
              + " other 1"
          : "compare tls-auth, tls-crypt or tls-crypt-v2, key-direction and auth of both ends";
    }

    @Override
    public String shortName() {
      return "tls-error";
    }
  }

  /** The TLS handshake or the key exchange failed. */
  record TlsFailed(String reason) implements DisconnectCause {
    @Override
    public String message() {
      return "TLS handshake failed: " + reason;
    }

    @Override
    public String remedy() {
      return "compare ca, cert, peer-fingerprint and the certificate checks of both ends";
    }

    @Override
    public String shortName() {
      return "tls-error";
    }
  }

  /** The peer's certificate is not good enough. */
  record PeerRejected(String reason) implements DisconnectCause {
    @Override
    public String message() {
      return "VERIFY ERROR: " + reason;
    }

    @Override
    public String remedy() {
      return "compare ca, peer-fingerprint, remote-cert-tls and verify-x509-name with the peer's"
          + " certificate";
    }

    @Override
    public String shortName() {
      return "tls-error";
    }
  }

  /** Both ends could not agree on the data channel. */
  record NoAgreement(String reason) implements DisconnectCause {
    @Override
    public String message() {
      return reason;
    }

    @Override
    public String remedy() {
      return "make data-ciphers of both ends overlap";
    }

    @Override
    public Retry retry() {
      return Retry.NEVER;
    }

    @Override
    public String shortName() {
      return "options-error";
    }
  }

  /** The peer's answer asks for something that the chosen data channel cannot do. */
  record NotCarried(String reason) implements DisconnectCause {
    @Override
    public String message() {
      return reason;
    }

    @Override
    public String remedy() {
      return "use a server of OpenVPN 2.4.5 or newer, or connect with disable-dco";
    }

    @Override
    public Retry retry() {
      return Retry.NEVER;
    }

    @Override
    public String shortName() {
      return "options-error";
    }
  }

  /** The server refused the login; its reason may be empty. {@code auth-retry} may try again. */
  record AuthFailed(String reason) implements DisconnectCause {
    @Override
    public String message() {
      return refused(reason);
    }

    @Override
    public String remedy() {
      return "check the user name and the password; the server's log may say more";
    }

    @Override
    public Retry retry() {
      return Retry.NEVER;
    }

    @Override
    public String shortName() {
      return "auth-failure";
    }
  }

  private static String refused(String text) {
    return "AUTH: Received control message: AUTH_FAILED" + (text.isEmpty() ? "" : "," + text);
  }

  /** The token that stands for the login is valid no more; the login itself may be. */
  record AuthSessionExpired(String text) implements DisconnectCause {
    @Override
    public String message() {
      return refused(text.isEmpty() ? "SESSION" : "SESSION:" + text);
    }

    @Override
    public String remedy() {
      return "the session has ended at the server: log in again";
    }

    @Override
    public Retry retry() {
      return Retry.NEVER;
    }

    @Override
    public String shortName() {
      return "auth-failure";
    }
  }

  /**
   * The server takes nobody now.
   *
   * @param backoff shortest pause before the next attempt; zero for the usual one
   */
  record AuthRefusedForNow(String text, Duration backoff, Advance advance)
      implements DisconnectCause {
    @Override
    public String message() {
      return refused("TEMP" + (text.isEmpty() ? "" : ":" + text));
    }

    @Override
    public String remedy() {
      return "the server asks to come back later";
    }

    @Override
    public String shortName() {
      return "auth-temp-failure (server temporary reject)";
    }
  }

  /**
   * The server wants an answer before it lets the user in (CRV1).
   *
   * @param needsResponse whether the user has something to type
   * @param echo whether it may be seen
   * @param state the server's own, sent back as it is
   * @param user whom the answer is for
   * @param text for the user
   */
  record AuthChallenge(boolean needsResponse, boolean echo, String state, String user, String text)
      implements DisconnectCause {
    @Override
    public String message() {
      return refused("CRV1: " + text);
    }

    @Override
    public String remedy() {
      return "answer the server's question";
    }

    @Override
    public Retry retry() {
      return Retry.AT_ONCE;
    }

    @Override
    public String shortName() {
      return "auth-failure";
    }

    /** The state is between the server and whoever answers. */
    @Override
    public String toString() {
      return "AuthChallenge[" + text + "]";
    }
  }

  /** A login is needed, and nobody gave it. */
  record LoginMissing(String asked) implements DisconnectCause {
    @Override
    public String message() {
      return asked + " needed, and there is nobody to ask";
    }

    @Override
    public String remedy() {
      return "name a file in auth-user-pass, or start Culvert in a terminal";
    }

    @Override
    public Retry retry() {
      return Retry.NEVER;
    }

    @Override
    public String shortName() {
      return "auth-failure";
    }
  }

  /** The server did not answer the request for options. */
  record NoPushReply() implements DisconnectCause {
    @Override
    public String message() {
      return "No reply from server to push requests";
    }

    @Override
    public String remedy() {
      return "the server may run point-to-point: then use tls-client and ifconfig, not client";
    }

    @Override
    public String shortName() {
      return "no-push-reply";
    }
  }

  /** The peer said that it leaves. */
  record PeerExited() implements DisconnectCause {
    @Override
    public String message() {
      return "the peer has left";
    }

    @Override
    public String shortName() {
      return "remote-exit";
    }
  }

  /** The server asked for a new connection. */
  record ServerRestart(String text) implements DisconnectCause {
    @Override
    public String message() {
      return "Connection reset command was pushed by server ('" + text + "')";
    }

    @Override
    public String shortName() {
      return "server-pushed-connection-reset";
    }
  }

  /** The server asked the client to stop. */
  record ServerHalt(String text) implements DisconnectCause {
    @Override
    public String message() {
      return "Halt command was pushed by server ('" + text + "')";
    }

    @Override
    public Retry retry() {
      return Retry.NEVER;
    }

    @Override
    public String shortName() {
      return "server-pushed-halt";
    }
  }

  /** The connection to the peer ended, or never stood: TCP was refused, reset or timed out. */
  record TransportLost(String reason) implements DisconnectCause {
    @Override
    public String message() {
      return reason;
    }

    @Override
    public String remedy() {
      return "check that the server listens on this port and protocol, and the firewalls between";
    }

    @Override
    public String shortName() {
      return "connection-reset";
    }
  }

  /**
   * A proxy did not let the connection through.
   *
   * @param problem of which kind
   * @param reason one sentence with the proxy's own words, without control characters
   */
  record ProxyRefused(ProxyProblem problem, String reason) implements DisconnectCause {
    @Override
    public String message() {
      return reason;
    }

    @Override
    public String remedy() {
      return problem.remedy();
    }

    @Override
    public String shortName() {
      return "proxy-error";
    }
  }

  /** A remote was silent for the time that one may take. */
  record ServerPoll(Duration patience) implements DisconnectCause {
    @Override
    public String message() {
      return "Server poll timeout: no authentic answer within " + patience.toSeconds() + " s";
    }

    @Override
    public String remedy() {
      return "check address, port and firewall, and that both ends have the same tls-crypt key";
    }

    /** The wait is over already (openvpn-protocol 8.3). */
    @Override
    public Retry retry() {
      return Retry.AT_ONCE;
    }

    @Override
    public String shortName() {
      return "server_poll";
    }
  }

  /** The transport or the device failed. */
  record SystemFailed(String reason) implements DisconnectCause {
    @Override
    public String message() {
      return reason;
    }

    @Override
    public String shortName() {
      return "connection-failed";
    }
  }

  /** This end was asked to leave, and has. */
  record Left() implements DisconnectCause {
    @Override
    public String message() {
      return "left";
    }

    @Override
    public Retry retry() {
      return Retry.NEVER;
    }

    @Override
    public String shortName() {
      return "exit";
    }
  }
}
