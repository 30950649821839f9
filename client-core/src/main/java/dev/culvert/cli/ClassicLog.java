// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.PeerSilent;
import dev.culvert.event.TunnelEvent;
import dev.culvert.event.TunnelEvent.AttemptFailed;
import dev.culvert.event.TunnelEvent.Connected;
import dev.culvert.event.TunnelEvent.Connecting;
import dev.culvert.event.TunnelEvent.DataChannelAgreed;
import dev.culvert.event.TunnelEvent.DeviceOpened;
import dev.culvert.event.TunnelEvent.Ended;
import dev.culvert.event.TunnelEvent.ExitSent;
import dev.culvert.event.TunnelEvent.InitialPacket;
import dev.culvert.event.TunnelEvent.KeyInUse;
import dev.culvert.event.TunnelEvent.LinkOpened;
import dev.culvert.event.TunnelEvent.LinkToOpen;
import dev.culvert.event.TunnelEvent.LoginPending;
import dev.culvert.event.TunnelEvent.MessageFromServer;
import dev.culvert.event.TunnelEvent.NetworkChanged;
import dev.culvert.event.TunnelEvent.NetworkOmitted;
import dev.culvert.event.TunnelEvent.NetworkRestored;
import dev.culvert.event.TunnelEvent.OptionIgnored;
import dev.culvert.event.TunnelEvent.PeerInitiated;
import dev.culvert.event.TunnelEvent.PointToPointNegotiated;
import dev.culvert.event.TunnelEvent.PushReceived;
import dev.culvert.event.TunnelEvent.Ready;
import dev.culvert.event.TunnelEvent.RenegotiationDone;
import dev.culvert.event.TunnelEvent.RenegotiationFailed;
import dev.culvert.event.TunnelEvent.RenegotiationStarted;
import dev.culvert.event.TunnelEvent.Restarting;
import dev.culvert.event.TunnelEvent.TextChallenge;
import dev.culvert.event.TunnelEvent.TlsReady;
import dev.culvert.event.TunnelEvent.UnknownMessage;
import dev.culvert.event.TunnelEvent.WaitingForPeer;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events in the words that scripts look for in OpenVPN's log. */
final class ClassicLog {
  private ClassicLog() {}

  /**
   * The {@code verb} from which on an event is shown. Lines that scripts look for come at 1, the
   * default, though OpenVPN has some of them only at 3.
   */
  static int verbosity(TunnelEvent event) {
    return switch (event) {
      case Ended _, Restarting _ -> 0;
      case RenegotiationStarted _,
          RenegotiationDone _,
          KeyInUse _,
          NetworkChanged _,
          NetworkRestored _ ->
          3;
      case Connecting _,
          Connected _,
          LinkOpened _,
          InitialPacket _,
          PushReceived _,
          PointToPointNegotiated _,
          WaitingForPeer _,
          DeviceOpened _,
          TlsReady _,
          PeerInitiated _,
          OptionIgnored _,
          DataChannelAgreed _,
          RenegotiationFailed _,
          AttemptFailed _,
          MessageFromServer _,
          LoginPending _,
          TextChallenge _,
          LinkToOpen _,
          UnknownMessage _,
          NetworkOmitted _,
          Ready _,
          ExitSent _ ->
          1;
    };
  }

  /** The lines of an event, without time stamps. */
  static List<String> lines(TunnelEvent event) {
    return switch (event) {
      case Connecting(var to) ->
          List.of("Attempting to establish TCP connection with " + address(to));
      case Connected(var peer) -> List.of("TCP connection established with " + address(peer));
      case LinkOpened(String transport, var local, var remote) ->
          List.of(
              transport + " link local: " + bound(local),
              transport + " link remote: " + address(remote));
      case WaitingForPeer(String transport, var local) ->
          List.of(
              transport + " link local: " + bound(local),
              transport + " link remote: [AF_UNSPEC] (waiting for the peer)");
      case DeviceOpened(String name, String backend) ->
          List.of("TUN/TAP device " + name + " opened (data channel: " + backend + ")");
      case InitialPacket(var from, String sid) ->
          List.of("TLS: Initial packet from " + address(from) + ", sid=" + split(sid));
      case TlsReady(String version, String suite, String subject, String key) ->
          List.of(
              "VERIFY OK: depth=0, " + subject,
              "Control Channel: "
                  + version
                  + ", cipher "
                  + version
                  + " "
                  + suite
                  + ", peer certificate: "
                  + key);
      case PeerInitiated(String subject, var from) ->
          List.of("[" + commonName(subject) + "] Peer Connection Initiated with " + address(from));
      case PushReceived(String text) -> List.of("PUSH: Received control message: '" + text + "'");
      case OptionIgnored(String text) -> List.of("Options: passed over: " + text);
      case PointToPointNegotiated(String line) -> List.of(line);
      case DataChannelAgreed(String cipher, String peerId) ->
          List.of("Data Channel: cipher '" + cipher + "', peer-id: " + peerId);
      case RenegotiationStarted(int keyId, boolean byUs) ->
          List.of(
              byUs
                  ? "TLS: soft reset, key " + keyId
                  : "TLS: soft reset from the peer, key " + keyId);
      case RenegotiationDone(int keyId) -> List.of("TLS: new data channel key " + keyId);
      case KeyInUse(int keyId) -> List.of("TLS: data channel key " + keyId + " is in use");
      case RenegotiationFailed(String reason) ->
          List.of("TLS Error: renegotiation failed, the old key stays in use: " + reason);
      case AttemptFailed(var from, String reason) ->
          List.of("TLS Error: attempt from " + address(from) + " failed: " + reason);
      case MessageFromServer(String text) -> List.of("Message from the server: " + text);
      case LoginPending(var limit) ->
          List.of(
              "AUTH_PENDING received"
                  + (limit.isZero()
                      ? ""
                      : ", the server waits up to " + limit.toSeconds() + " seconds"));
      case TextChallenge(String text, boolean _, boolean _) -> List.of("The server asks: " + text);
      case LinkToOpen(String link, boolean _) -> List.of("Open this link to log in: " + link);
      case UnknownMessage(String text) ->
          List.of("WARNING: Received unknown control message: " + text);
      case NetworkChanged(String what) -> List.of("Network: " + what);
      case NetworkRestored(String what) -> List.of("Network: undone: " + what);
      case NetworkOmitted(String what) -> List.of("NOTE: " + what);
      case Ready() -> List.of("Initialization Sequence Completed");
      case ExitSent() -> List.of("sending exit notification to peer");
      case Restarting(DisconnectCause cause, String peer, var pause) ->
          List.of(
              reason(cause, peer),
              "SIGUSR1[soft," + cause.shortName() + "] received, process restarting",
              "Restart pause, " + pause.toSeconds() + " second(s)");
      case Ended(DisconnectCause cause) ->
          cause instanceof DisconnectCause.Left ? List.of() : List.of(reason(cause, "peer"));
    };
  }

  private static String reason(DisconnectCause cause, String peer) {
    if (cause instanceof PeerSilent) {
      return "[" + commonName(peer) + "] Inactivity timeout (--ping-restart), restarting";
    }
    String remedy = cause.remedy();
    return cause.message() + (remedy.isEmpty() ? "" : ": " + remedy);
  }

  private static String bound(@Nullable InetSocketAddress local) {
    return local == null ? "(not bound)" : address(local);
  }

  private static String address(InetSocketAddress address) {
    String family = address.getAddress() instanceof Inet6Address ? "[AF_INET6]" : "[AF_INET]";
    return family + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static String split(String sessionId) {
    return sessionId.substring(0, 8) + " " + sessionId.substring(8);
  }

  private static String commonName(String subject) {
    for (String part : subject.split(", ", -1)) {
      if (part.startsWith("CN=")) {
        return part.substring(3);
      }
    }
    return subject;
  }
}
