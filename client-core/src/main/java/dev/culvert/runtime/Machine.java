// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.bytes.Secret;
import dev.culvert.client.BackendChoice;
import dev.culvert.client.LoginQuestion;
import dev.culvert.client.Surroundings;
import dev.culvert.datapath.UserspaceDriver;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.Feature;
import dev.culvert.driver.PlatformProvider;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.link.Transports;
import dev.culvert.network.AppliedPlan;
import dev.culvert.network.Cleanup;
import dev.culvert.network.JournalFile;
import dev.culvert.network.NetworkPlan;
import dev.culvert.network.SystemRoutes;
import dev.culvert.profile.DataOptions;
import dev.culvert.profile.Profile;
import dev.culvert.profile.Remote;
import dev.culvert.proxy.ProxyServer;
import dev.culvert.time.EventLoop;
import dev.culvert.wire.ReplayWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The machine that we run on, for one profile's connection. */
public final class Machine implements Surroundings {
  private final EventLoop loop;
  private final PlatformProvider platform;
  private final JournalFolder journals;
  private final BackendChoice backend;
  private final ThreadFactory lookups = Threads.named("lookup");
  private @Nullable SystemProxy systemProxy;
  private @Nullable TerminalPrompt prompt;

  private Machine(
      EventLoop loop, PlatformProvider platform, JournalFolder journals, BackendChoice backend) {
    this.loop = loop;
    this.platform = platform;
    this.journals = journals;
    this.backend = backend;
  }

  /**
   * The surroundings of one profile's connection, with the backend that fits it best.
   *
   * @throws IOException the folder for the undo journal cannot be had
   */
  public static Machine open(EventLoop loop, PlatformProvider platform, Profile profile)
      throws IOException {
    JournalFolder journals = JournalFolder.open(platform.stateDirectory());
    BackendChoice backend =
        BackendChoice.of(profile, platform.kernelDrivers(), userSpace(platform, profile.data()));
    return new Machine(loop, platform, journals, backend);
  }

  private static TunnelDriver userSpace(PlatformProvider platform, DataOptions data) {
    return new UserspaceDriver(
        platform.tunPorts(),
        Transports::open,
        Threads.named("data"),
        () -> new ReplayWindow(data.replayWindow(), data.replayTime())::accept);
  }

  /** What carries the data, and why. */
  public BackendChoice choice() {
    return backend;
  }

  /** Undoes what crashed connections left behind; those that run are not touched. */
  public List<Cleanup> cleanUp() throws IOException {
    return journals.cleanUp(platform.network());
  }

  @Override
  public void resolve(String host, Consumer<List<InetAddress>> answer) {
    Thread lookup =
        lookups.newThread(
            () -> {
              List<InetAddress> found = lookUp(host);
              loop.execute(() -> answer.accept(found));
            });
    lookup.start();
  }

  private static List<InetAddress> lookUp(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  /**
   * Goes to TCP remotes through the proxy that the system is set to, where a profile names none.
   * For whoever asks for the connection: no directive of OpenVPN does.
   *
   * @param proxy {@link SystemProxy#ofJava}
   */
  public void useSystemProxy(SystemProxy proxy) {
    systemProxy = proxy;
  }

  @Override
  public void systemProxy(Remote remote, Consumer<Optional<ProxyServer>> answer) {
    SystemProxy wanted = systemProxy;
    if (wanted == null) {
      answer.accept(Optional.empty());
      return;
    }
    // A PAC script may have to be fetched.
    Thread lookup =
        lookups.newThread(
            () -> {
              Optional<ProxyServer> found = wanted.before(remote.host(), remote.port());
              loop.execute(() -> answer.accept(found));
            });
    lookup.start();
  }

  /** Asks there for logins; without it there is nobody to ask. */
  public void askOn(TerminalPrompt asked) {
    prompt = asked;
  }

  @Override
  public boolean canAsk() {
    return prompt != null && prompt.isTerminal();
  }

  @Override
  public void ask(LoginQuestion question, Consumer<Optional<List<Secret>>> answer) {
    TerminalPrompt asked = prompt;
    if (asked == null) {
      answer.accept(Optional.empty());
    } else {
      asked.ask(question, answer);
    }
  }

  @Override
  public String backend() {
    return backend.driver().map(TunnelDriver::name).orElse("none");
  }

  @Override
  public Optional<String> refusal(Feature feature) {
    return backend.driver().flatMap(driver -> driver.capabilities().refusal(feature));
  }

  @Override
  public List<String> againstPushed(List<String> pushed) {
    return backend.againstPushed(pushed);
  }

  @Override
  public TunnelDevice openDevice(DeviceRequest request) throws IOException {
    TunnelDriver driver =
        backend
            .driver()
            .orElseThrow(() -> new IOException("nothing here can carry the tunnel's data"));
    return driver.open(request);
  }

  @Override
  public SystemRoutes routes(@Nullable InetAddress server) throws IOException {
    return SystemRoutes.read(platform.network(), server);
  }

  @Override
  public AppliedPlan apply(NetworkPlan plan) throws IOException {
    JournalFile journal = journals.create(plan.device());
    return AppliedPlan.apply(plan, platform.network(), journal);
  }
}
