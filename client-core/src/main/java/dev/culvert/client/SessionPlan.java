// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.crypto.HmacDigest;
import dev.culvert.driver.Transport;
import dev.culvert.keys.DataCipher;
import dev.culvert.negotiate.CompressionOffer;
import dev.culvert.negotiate.OptionsString;
import dev.culvert.profile.DataOptions;
import dev.culvert.profile.Profile;
import dev.culvert.profile.TunnelOptions.Ifconfig;
import dev.culvert.profile.TunnelOptions.Topology;
import dev.culvert.role.ClientRole;
import dev.culvert.role.PointToPointRole;
import dev.culvert.role.Role;
import dev.culvert.session.SessionLogin;
import dev.culvert.session.SessionSettings;
import dev.culvert.session.Timers;
import dev.culvert.time.WallClock;
import dev.culvert.wire.TlsRole;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a profile to the settings of its sessions.
 *
 * @param ciphers that the data channel may use, best first
 * @param version of Culvert, as servers log it
 * @param platform as servers know it: {@code linux}, {@code win}
 * @param compression what the data channel can do
 */
public record SessionPlan(
    Profile profile,
    Credentials credentials,
    List<DataCipher> ciphers,
    String version,
    String platform,
    CompressionOffer compression) {
  /** What a person can do while a login is pending; the link is shown, not opened. */
  private static final List<String> LOGINS = List.of("webauth", "openurl", "crtext");

  /** Without a word of compression. */
  public SessionPlan(
      Profile profile,
      Credentials credentials,
      List<DataCipher> ciphers,
      String version,
      String platform) {
    this(profile, credentials, ciphers, version, platform, CompressionOffer.NOTHING);
  }

  /**
   * The settings of one attempt.
   *
   * @param known null for an end that waits
   * @param canAsk whether a person reads the server's questions
   */
  public SessionSettings settings(
      @Nullable InetSocketAddress known,
      Transport transport,
      WallClock clock,
      SessionLogin login,
      boolean canAsk) {
    // Whoever connects speaks first, and from a port that nobody knows before.
    InetSocketAddress remote = transport == Transport.TCP_SERVER ? null : known;
    return new SessionSettings(
        role(remote, canAsk),
        credentials.protection(),
        credentials.tls(),
        optionsString(transport),
        timers(),
        remote,
        profile.link().allowFloat(),
        clock,
        login);
  }

  /** The settings of an end without a login. */
  public SessionSettings settings(
      @Nullable InetSocketAddress known, Transport transport, WallClock clock) {
    return settings(known, transport, clock, SessionLogin.NONE, false);
  }

  public SessionPlan {
    ciphers = List.copyOf(ciphers);
  }

  private Role role(@Nullable InetSocketAddress remote, boolean canAsk) {
    DataOptions data = profile.data();
    return switch (profile.mode()) {
      case CLIENT ->
          new ClientRole(ciphers, version, platform, canAsk ? LOGINS : List.of(), compression);
      case POINT_TO_POINT ->
          new PointToPointRole(profile.tls().role(), remote != null, ciphers, data.cipher());
    };
  }

  private Timers timers() {
    Duration exitWait = Duration.ofSeconds(Math.max(1, profile.link().exitNotify().orElse(1)));
    return new Timers(
        profile.tls().timeout(),
        profile.tls().handWindow(),
        profile.tls().tranWindow(),
        profile.data().renegotiate(),
        Timers.DEFAULT.keySwitch(),
        exitWait);
  }

  private String optionsString(Transport transport) {
    TlsRole role = profile.tls().role();
    boolean pointToPoint = profile.mode() == Profile.Mode.POINT_TO_POINT;
    return new OptionsString(
            role,
            profile.tunnel().mtu(),
            transport != Transport.UDP,
            digest(),
            pointToPoint ? profile.data().cipher() : usedCipher(),
            pointToPoint ? Optional.of(addresses()) : Optional.empty(),
            profile.tls().wrapping().tlsAuth().map(key -> profile.tls().wrapping().direction()),
            profile.data().compression().framing())
        .text();
  }

  private Optional<DataCipher> usedCipher() {
    return profile.data().cipher().filter(ciphers::contains);
  }

  private OptionsString.Digest digest() {
    return HmacDigest.named(profile.data().auth())
        .map(digest -> new OptionsString.Digest(digest.toString(), digest.length()))
        .orElse(OptionsString.Digest.NONE);
  }

  /** The peer's address comes first; in a subnet both have the mask, so the network is sent. */
  private OptionsString.PointToPoint addresses() {
    Optional<String> words =
        profile
            .tunnel()
            .ifconfig()
            .map(
                ends ->
                    profile.tunnel().topology() == Topology.SUBNET
                        ? network(ends) + " " + ends.remoteOrMask().getHostAddress()
                        : ends.remoteOrMask().getHostAddress()
                            + " "
                            + ends.local().getHostAddress());
    return new OptionsString.PointToPoint(profile.tunnel().ifconfigIpv6().isPresent(), words);
  }

  private static String network(Ifconfig ends) {
    byte[] local = ends.local().getAddress();
    byte[] mask = ends.remoteOrMask().getAddress();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < local.length; i++) {
      text.append(i == 0 ? "" : ".").append(local[i] & mask[i] & 0xff);
    }
    return text.toString();
  }
}
