// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.bytes.Secret;
import dev.culvert.client.LoginQuestion.Field;
import dev.culvert.client.LoginQuestion.Part;
import dev.culvert.driver.CompressionFraming;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.Feature;
import dev.culvert.driver.Keepalive;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.TrafficCounters;
import dev.culvert.driver.Transport;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.Left;
import dev.culvert.event.DisconnectCause.LoginMissing;
import dev.culvert.event.DisconnectCause.NotCarried;
import dev.culvert.event.DisconnectCause.PeerSilent;
import dev.culvert.event.DisconnectCause.ServerPoll;
import dev.culvert.event.DisconnectCause.SystemFailed;
import dev.culvert.event.Retry;
import dev.culvert.event.TunnelEvent;
import dev.culvert.event.TunnelEvent.Connected;
import dev.culvert.event.TunnelEvent.Connecting;
import dev.culvert.event.TunnelEvent.DeviceOpened;
import dev.culvert.event.TunnelEvent.Ended;
import dev.culvert.event.TunnelEvent.ExitSent;
import dev.culvert.event.TunnelEvent.InitialPacket;
import dev.culvert.event.TunnelEvent.LinkOpened;
import dev.culvert.event.TunnelEvent.NetworkChanged;
import dev.culvert.event.TunnelEvent.NetworkOmitted;
import dev.culvert.event.TunnelEvent.NetworkRestored;
import dev.culvert.event.TunnelEvent.OptionIgnored;
import dev.culvert.event.TunnelEvent.PeerInitiated;
import dev.culvert.event.TunnelEvent.Ready;
import dev.culvert.event.TunnelEvent.Restarting;
import dev.culvert.event.TunnelEvent.TextChallenge;
import dev.culvert.event.TunnelEvent.WaitingForPeer;
import dev.culvert.network.AppliedPlan;
import dev.culvert.network.NetChange;
import dev.culvert.network.NetworkPlan;
import dev.culvert.network.NetworkPlanner;
import dev.culvert.network.TunnelNetwork;
import dev.culvert.profile.Compression;
import dev.culvert.profile.Family;
import dev.culvert.profile.LinkOptions;
import dev.culvert.profile.Profile;
import dev.culvert.profile.PushedOptions;
import dev.culvert.profile.Remote;
import dev.culvert.proxy.ProxyRoute;
import dev.culvert.proxy.ProxyServer;
import dev.culvert.session.Established;
import dev.culvert.session.SessionSettings;
import dev.culvert.time.EventLoop;
import dev.culvert.time.Moment;
import dev.culvert.time.WallClock;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of one connection: attempt after attempt until it is told to stop or trying again makes
 * no sense.
 *
 * <pre>
 *  start ─▶ looking up ─▶ trying ──established──▶ up ──lost──▶ pausing ─▶ looking up ...
 *              │             │                     │              │
 *              └─────────────┴────── stop, or a cause that never gets better ─▶ ended
 * </pre>
 *
 * What an attempt changed in the system is undone when it ends; with {@code persist-tun} the
 * device, its addresses and routes stay while the next attempt is made. Runs on the control loop.
 */
public final class Connection {
  private static final Duration LOOKUP_INTERVAL = Duration.ofSeconds(5);
  private static final Duration TRAFFIC_CHECK = Duration.ofSeconds(1);

  private final EventLoop loop;
  private final Profile profile;
  private final SessionPlan plan;
  private final Surroundings surroundings;
  private final SecureRandom random;
  private final Consumer<TunnelEvent> events;
  private final WallClock clock;
  private final Remotes remotes;
  private final Login login;
  private final RetryPause pause;
  private @Nullable TunnelDevice device;
  private @Nullable AppliedPlan applied;
  private @Nullable TunnelNetwork appliedFor;
  private @Nullable Tunnel tunnel;
  private EventLoop.@Nullable Timer timer;
  private Transport transport = Transport.UDP;
  private String peerName = "peer";
  private Moment lookupsBegan = Moment.NEVER;
  private boolean asking;
  private boolean peerHeard;
  private boolean hadDevice;
  private boolean pingEndsAll;
  private boolean stopping;
  private boolean ended;

  /** Nothing happens before {@link #start}. */
  public Connection(
      EventLoop loop,
      SessionPlan plan,
      Surroundings surroundings,
      SecureRandom random,
      WallClock clock,
      Consumer<TunnelEvent> events) {
    this.loop = loop;
    this.profile = plan.profile();
    this.plan = plan;
    this.surroundings = surroundings;
    this.random = random;
    this.clock = clock;
    this.events = events;
    LinkOptions link = profile.link();
    this.login = new Login(profile.login(), this::onLoginWanted);
    this.remotes = new Remotes(link.remotes(), link.remoteRandom(), random);
    this.pause = new RetryPause(link.retryPause(), link.retryPauseMax(), link.remotes().size());
  }

  /** Begins; on the control loop. */
  public void start() {
    attemptWithLogin();
  }

  /** Asks for what the login lacks, then makes an attempt. */
  private void attemptWithLogin() {
    if (over()) {
      return;
    }
    Optional<LoginQuestion> question = login.question();
    if (question.isEmpty()) {
      attempt();
    } else {
      ask(question.get(), this::attempt);
    }
  }

  private void ask(LoginQuestion question, Runnable then) {
    surroundings.ask(
        question,
        answers -> {
          if (over()) {
            answers.ifPresent(all -> all.forEach(Secret::destroy));
          } else if (answers.isEmpty()) {
            finish(new LoginMissing(words(question)));
          } else {
            login.answer(question, answers.get());
            then.run();
          }
        });
  }

  private static String words(LoginQuestion question) {
    return question.kind() == LoginQuestion.Kind.LOGIN
        ? "user name and password are"
        : "an answer to \"" + question.text() + "\" is";
  }

  /** A running session needs a login for its next key ({@code auth-nocache}). */
  private void onLoginWanted() {
    if (asking) {
      return;
    }
    asking = true;
    loop.execute(
        () -> {
          Optional<LoginQuestion> question = over() ? Optional.empty() : login.question();
          if (question.isEmpty()) {
            asking = false;
            return;
          }
          ask(
              question.get(),
              () -> {
                asking = false;
                if (tunnel != null) {
                  tunnel.onLogin();
                }
              });
        });
  }

  private void onTextChallenge(TextChallenge asked) {
    Tunnel attempt = tunnel;
    if (attempt == null || !asked.needsResponse()) {
      return;
    }
    LoginQuestion question =
        new LoginQuestion(
            LoginQuestion.Kind.CHALLENGE,
            asked.text(),
            List.of(new Field(Part.RESPONSE, "Response", asked.echo())));
    surroundings.ask(
        question,
        answers -> {
          if (answers.isEmpty()) {
            if (tunnel == attempt) {
              finish(new LoginMissing(words(question)));
            }
            return;
          }
          if (tunnel == attempt && !over()) {
            attempt.respond(answers.get().getFirst());
          }
          answers.get().forEach(Secret::destroy);
        });
  }

  /** Leaves, undoes everything and ends; on the control loop. Calling it again changes nothing. */
  public void stop() {
    if (stopping || ended) {
      return;
    }
    stopping = true;
    Tunnel running = tunnel;
    if (running == null) {
      finish(new Left());
      return;
    }
    // A TCP peer sees the connection end.
    boolean notify = transport == Transport.UDP && profile.link().exitNotify().isPresent();
    if (notify) {
      events.accept(new ExitSent());
    }
    running.leave(notify);
  }

  /** Ends at once without a word to the peer, and undoes everything; on the control loop. */
  public void abort(DisconnectCause cause) {
    finish(cause);
  }

  /** Replaces the data key now; on the control loop. */
  public void renegotiate() {
    if (tunnel != null) {
      tunnel.renegotiate();
    }
  }

  private void attempt() {
    if (over()) {
      return;
    }
    if (remotes.isEmpty()) {
      open(null, null);
      return;
    }
    Optional<InetSocketAddress> address = remotes.nextAddress();
    if (address.isPresent()) {
      connect(address.get());
      return;
    }
    Remote remote = remotes.nextEntry();
    lookupsBegan = loop.now();
    if (remote.transport() == Transport.TCP_CLIENT && remote.proxy().isEmpty()) {
      surroundings.systemProxy(
          remote,
          found -> {
            found.ifPresent(remotes::through);
            lookUp();
          });
    } else {
      lookUp();
    }
  }

  private boolean over() {
    return stopping || ended;
  }

  private void lookUp() {
    if (!over()) {
      surroundings.resolve(remotes.hostToLookUp(), this::onResolved);
    }
  }

  private void onResolved(List<InetAddress> found) {
    if (over()) {
      return;
    }
    if (remotes.resolved(found, profile.link().local())) {
      attempt();
    } else {
      onNoAddress(
          new SystemFailed(
              remotes.entry().source()
                  + ": remote: the name \""
                  + remotes.hostToLookUp()
                  + (found.isEmpty()
                      ? "\" has no address now"
                      : "\" has no address that proto and local allow")));
    }
  }

  /** {@code resolv-retry} (openvpn-protocol 8.4). */
  private void onNoAddress(DisconnectCause cause) {
    Optional<Duration> patience = profile.link().resolveRetry();
    if (patience.isEmpty()) {
      lost(cause);
    } else if (patience.get().isZero()) {
      finish(cause);
    } else if (loop.now().plus(LOOKUP_INTERVAL).isBefore(lookupsBegan.plus(patience.get()))) {
      timer = loop.at(loop.now().plus(LOOKUP_INTERVAL), this::lookUp);
    } else {
      lost(cause);
    }
  }

  /** Goes to an address of the current remote, or of the proxy before it. */
  private void connect(InetSocketAddress address) {
    Optional<ProxyServer> proxy = remotes.proxy();
    if (proxy.isEmpty()) {
      open(address, null);
      return;
    }
    surroundings.proxyLogin(
        proxy.get(),
        login -> {
          if (!over()) {
            connect(address, proxy.get().withLogin(login));
          }
        });
  }

  private void connect(InetSocketAddress address, ProxyServer proxy) {
    Remote remote = remotes.entry();
    if (remote.transport() != Transport.UDP) {
      open(address, new ProxyRoute(proxy, address, remote.host(), remote.port()));
      return;
    }
    surroundings.resolve(
        proxy.host(),
        found -> {
          if (over()) {
            return;
          }
          if (found.isEmpty()) {
            onNoAddress(
                new SystemFailed("the proxy's name \"" + proxy.host() + "\" has no address now"));
            return;
          }
          InetSocketAddress at = new InetSocketAddress(found.getFirst(), proxy.port());
          open(address, new ProxyRoute(proxy, at, remote.host(), remote.port()));
        });
  }

  private void open(@Nullable InetSocketAddress remote, @Nullable ProxyRoute proxy) {
    peerHeard = false;
    TunnelDevice opened;
    try {
      opened = requireDevice();
    } catch (IOException e) {
      onNoDevice(new SystemFailed(String.valueOf(e.getMessage())));
      return;
    }
    try {
      transport = remotes.isEmpty() ? profile.link().transport() : remotes.entry().transport();
      SessionSettings settings =
          plan.settings(remote, transport, clock, login, surroundings.canAsk());
      InetSocketAddress local = local(remote);
      Tunnel attempt = new Tunnel(loop, opened, settings, random, new Owner(local));
      tunnel = attempt;
      announce(remote, local);
      attempt.start(
          new LinkRequest(
              transport,
              local,
              remote,
              profile.link().allowFloat() || remote == null,
              0,
              0,
              profile.link().ipv6Only(),
              proxy));
      if (remote != null && transport != Transport.TCP_SERVER) {
        watchFirstAnswer(attempt, profile.link().serverPoll());
      }
    } catch (IOException e) {
      closeTunnel();
      lost(new SystemFailed(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Missing rights or a name in use do not go away by trying again. A device that was there before
   * comes back: its driver is being replaced, or its adapter was switched off.
   */
  private void onNoDevice(DisconnectCause cause) {
    if (hadDevice) {
      lost(cause);
    } else {
      finish(cause);
    }
  }

  private TunnelDevice requireDevice() throws IOException {
    TunnelDevice open = device;
    if (open == null) {
      open =
          surroundings.openDevice(
              new DeviceRequest(profile.tunnel().device(), profile.tunnel().mtu()));
      device = open;
      hadDevice = true;
      events.accept(new DeviceOpened(open.id().name(), surroundings.backend()));
    }
    return open;
  }

  private @Nullable InetSocketAddress local(@Nullable InetSocketAddress remote) {
    LinkOptions link = profile.link();
    if (link.localPort().isEmpty()) {
      return null;
    }
    // Without a peer's address, "::" hears both families.
    boolean version4 =
        remote == null ? link.family() == Family.IPV4 : remote.getAddress() instanceof Inet4Address;
    return new InetSocketAddress(
        InetAddress.ofLiteral(link.local().orElse(version4 ? "0.0.0.0" : "::")),
        link.localPort().getAsInt());
  }

  private void announce(@Nullable InetSocketAddress remote, @Nullable InetSocketAddress local) {
    if (remote == null || transport == Transport.TCP_SERVER) {
      events.accept(new WaitingForPeer(transport == Transport.UDP ? "UDP" : "TCP", local));
    } else if (transport == Transport.TCP_CLIENT) {
      events.accept(new Connecting(remote));
    } else {
      events.accept(new LinkOpened(transportText(remote), local, remote));
    }
  }

  /** As OpenVPN writes it: {@code UDPv4}, {@code TCPv6_CLIENT}. */
  private String transportText(InetSocketAddress remote) {
    String version = remote.getAddress() instanceof Inet6Address ? "v6" : "v4";
    return switch (transport) {
      case UDP -> "UDP" + version;
      case TCP_CLIENT -> "TCP" + version + "_CLIENT";
      case TCP_SERVER -> "TCP" + version + "_SERVER";
    };
  }

  /** {@code server-poll-timeout}: a silent remote is given up for the next one. */
  private void watchFirstAnswer(Tunnel attempt, Duration patience) {
    if (patience.isZero()) {
      return;
    }
    timer =
        loop.at(
            loop.now().plus(patience),
            () -> {
              if (tunnel == attempt && !peerHeard) {
                closeTunnel();
                lost(new ServerPoll(patience));
              }
            });
  }

  private void lost(DisconnectCause cause) {
    if (stopping) {
      finish(new Left());
      return;
    }
    boolean exit = cause instanceof PeerSilent && pingEndsAll;
    Duration longest = pause.failed();
    Login.Next next = login.after(cause);
    Duration wait = next.retry() == Retry.AT_ONCE ? Duration.ZERO : longest;
    wait = wait.compareTo(next.pause()) < 0 ? next.pause() : wait;
    if (exit || next.retry() == Retry.NEVER || pause.exhausted(profile.link().retryMax())) {
      finish(cause);
      return;
    }
    switch (next.advance()) {
      case NO -> remotes.again();
      case ADDRESS -> {}
      case REMOTE -> remotes.skipAddresses();
    }
    if (!profile.tunnel().persist() || (device != null && !device.usable())) {
      release();
    }
    events.accept(new Restarting(cause, peerName, wait));
    timer = loop.at(loop.now().plus(wait), this::attemptWithLogin);
  }

  private void finish(DisconnectCause cause) {
    if (ended) {
      return;
    }
    ended = true;
    closeTunnel();
    release();
    login.close();
    events.accept(new Ended(cause));
  }

  private void closeTunnel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    if (tunnel != null) {
      tunnel.close();
      tunnel = null;
    }
  }

  /** Undoes the network, then gives the device back. */
  private void release() {
    undoNetwork();
    if (device != null) {
      device.close();
      device = null;
    }
  }

  private void undoNetwork() {
    AppliedPlan undoing = applied;
    applied = null;
    appliedFor = null;
    if (undoing == null) {
      return;
    }
    List<NetChange> made = undoing.made();
    try {
      undoing.close();
      made.reversed().forEach(change -> events.accept(new NetworkRestored(change.toString())));
    } catch (IOException e) {
      events.accept(
          new NetworkOmitted(
              "not everything could be undone, \"culvert cleanup\" tries again: "
                  + e.getMessage()));
    }
  }

  /**
   * The address that must stay reachable outside the tunnel: the peer, or what stands before it.
   */
  private InetSocketAddress onTheWire(Established established) {
    Tunnel running = tunnel;
    return (running == null ? Optional.<InetSocketAddress>empty() : running.hop())
        .orElse(established.peer());
  }

  private void applyNetwork(Established established, NetworkWish wish) throws IOException {
    TunnelDevice open = requireDevice();
    InetAddress server = onTheWire(established).getAddress();
    TunnelNetwork wanted = wish.network(open.id(), server);
    if (wanted.equals(appliedFor)) {
      return;
    }
    undoNetwork();
    NetworkPlan changes = NetworkPlanner.plan(wanted, surroundings.routes(server));
    changes.omissions().forEach(omission -> events.accept(new NetworkOmitted(omission.toString())));
    AppliedPlan made = surroundings.apply(changes);
    applied = made;
    appliedFor = wanted;
    made.made().forEach(change -> events.accept(new NetworkChanged(change.toString())));
  }

  /**
   * {@code reneg-bytes} and {@code reneg-pkts}: the device's counters are looked at each second.
   */
  private void watchTraffic(Tunnel watched, TrafficCounters atLastKey) {
    long bytes = profile.data().renegotiateBytes();
    long packets = profile.data().renegotiatePackets();
    if (bytes == 0 && packets == 0) {
      return;
    }
    loop.at(
        loop.now().plus(TRAFFIC_CHECK),
        () -> {
          TunnelDevice open = device;
          if (tunnel != watched || open == null) {
            return;
          }
          TrafficCounters now = open.counters();
          boolean due =
              (bytes > 0
                      && since(
                              now.linkSent(),
                              now.linkReceived(),
                              atLastKey.linkSent(),
                              atLastKey.linkReceived())
                          > bytes)
                  || (packets > 0
                      && since(
                              now.tunnelSentPackets(),
                              now.tunnelReceivedPackets(),
                              atLastKey.tunnelSentPackets(),
                              atLastKey.tunnelReceivedPackets())
                          > packets);
          if (due) {
            watched.renegotiate();
          }
          watchTraffic(watched, due ? now : atLastKey);
        });
  }

  private static long since(long sent, long received, long sentBefore, long receivedBefore) {
    return sent - sentBefore + received - receivedBefore;
  }

  private Keepalive keepalive(Optional<PushedOptions> pushed) {
    LinkOptions own = profile.link();
    Duration interval = pushed.flatMap(PushedOptions::ping).orElse(own.ping());
    Duration timeout = pushed.flatMap(PushedOptions::pingTimeout).orElse(own.pingTimeout());
    return new Keepalive(interval, timeout);
  }

  /** What the running attempt asks and tells. */
  private final class Owner implements Tunnel.Owner {
    private final @Nullable InetSocketAddress local;

    Owner(@Nullable InetSocketAddress local) {
      this.local = local;
    }

    @Override
    public void onOpen(Optional<InetSocketAddress> hop) {
      if (transport == Transport.UDP || hop.isEmpty()) {
        return;
      }
      events.accept(new Connected(hop.get()));
      events.accept(new LinkOpened(transportText(hop.get()), local, hop.get()));
      Tunnel attempt = tunnel;
      if (transport == Transport.TCP_SERVER && attempt != null) {
        // Whoever connects and says nothing must not keep the peer out for ever.
        watchFirstAnswer(attempt, profile.tls().handWindow());
      }
    }

    @Override
    public void onEvent(TunnelEvent event) {
      if (event instanceof InitialPacket) {
        peerHeard = true;
      }
      if (event instanceof PeerInitiated(String subject, InetSocketAddress _)) {
        peerName = subject;
      }
      events.accept(event);
      if (event instanceof TextChallenge asked) {
        onTextChallenge(asked);
      }
    }

    @Override
    public PeerSettings onEstablished(Established established) throws IOException {
      Optional<PushedOptions> pushed = established.pushed();
      pushed.ifPresent(
          p -> p.notices().forEach(n -> events.accept(new OptionIgnored(n.toString()))));
      pingEndsAll = pushed.flatMap(PushedOptions::pingExit).orElse(profile.link().pingExit());
      if (pushed.isPresent()) {
        requireCarried(surroundings.againstPushed(pushed.get().dataLines()));
      }
      if (!established.agreement().dataV2()) {
        requireFeature(Feature.DATA_V1, "the peer does not use peer ids (DATA_V1)");
      }
      Compression compression = profile.data().compression();
      CompressionFraming framing = framing(pushed);
      NetworkWish wish = new NetworkWish(profile.tunnel(), pushed);
      applyNetwork(established, wish);
      return new PeerSettings(
          established.agreement().peerId(),
          established.peer(),
          keepalive(pushed),
          MssClampSize.of(
              profile.tunnel().mss(),
              onTheWire(established).getAddress(),
              transport,
              established.agreement().dataV2(),
              transport == Transport.UDP && !remotes.isEmpty() && remotes.proxy().isPresent(),
              framing),
          framing,
          compression.inflate());
    }

    /** The server's framing, or the profile's own. */
    private CompressionFraming framing(Optional<PushedOptions> pushed) throws IOException {
      Compression own = profile.data().compression();
      Optional<CompressionFraming> wanted = pushed.flatMap(PushedOptions::framing);
      if (pushed.filter(PushedOptions::compresses).isPresent() && !own.inflate()) {
        throw notCarried(
            "the server compresses what it sends, which this profile does not allow: take comp-lzo"
                + " or compress out of the server's configuration, or write \"allow-compression"
                + " asym\"");
      }
      // The escape of stub-v2 changes no IP packet: a kernel can leave it out.
      if (wanted.filter(f -> f.overhead() > 0).isPresent()) {
        requireFeature(Feature.COMPRESSION, "the server pushes compression framing");
      }
      return wanted.orElse(own.framing());
    }

    /** The kernel cannot carry what the server pushed, and another driver is another profile. */
    private void requireCarried(List<String> against) throws IOException {
      if (!against.isEmpty()) {
        throw notCarried(
            "OPTIONS ERROR: pushed options are incompatible with data channel offload. Use"
                + " --disable-dco to connect to this server: "
                + String.join("; ", against));
      }
    }

    /** What only the peer's answer shows to be needed ends the connection if it cannot be had. */
    private void requireFeature(Feature feature, String why) throws IOException {
      Optional<String> refusal = surroundings.refusal(feature);
      if (refusal.isPresent()) {
        throw notCarried(why + ": " + surroundings.backend() + " " + refusal.get());
      }
    }

    private IOException notCarried(String why) {
      NotCarried cause = new NotCarried(why);
      finish(cause);
      return new IOException(cause.message());
    }

    @Override
    public void onReady() {
      pause.succeeded();
      remotes.worked();
      events.accept(new Ready());
      if (tunnel != null && device != null) {
        watchTraffic(tunnel, device.counters());
      }
    }

    @Override
    public void onEnded(DisconnectCause cause) {
      closeTunnel();
      lost(cause);
    }
  }
}
