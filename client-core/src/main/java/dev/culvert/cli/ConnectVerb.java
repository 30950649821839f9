// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.client.BackendChoice;
import dev.culvert.client.Connection;
import dev.culvert.client.Credentials;
import dev.culvert.client.SessionPlan;
import dev.culvert.driver.PlatformProvider;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.SystemFailed;
import dev.culvert.event.TunnelEvent;
import dev.culvert.event.TunnelEvent.Ended;
import dev.culvert.network.Cleanup;
import dev.culvert.profile.Profile;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.ProfileReader;
import dev.culvert.runtime.ControlLoop;
import dev.culvert.runtime.Machine;
import dev.culvert.runtime.Platforms;
import dev.culvert.runtime.ProfileFiles;
import dev.culvert.runtime.Signals;
import dev.culvert.runtime.TerminalPrompt;
import dev.culvert.time.WallClock;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The classic face: OpenVPN's command line in the foreground, until a signal or the end. */
final class ConnectVerb {
  private static final int OK = 0;
  private static final int FAILED = 1;

  private final LogWriter log;
  private final PrintStream err;
  private final AtomicReference<String> signal = new AtomicReference<>("");

  ConnectVerb(PrintStream out, PrintStream err) {
    this.log = new LogWriter(out);
    this.err = err;
  }

  /** Runs the connection that the arguments describe and returns the exit code. */
  int run(List<String> arguments) throws InterruptedException {
    Instant now = Instant.now();
    try {
      Profile profile =
          new ProfileReader(new ProfileFiles(), Platforms.system()).readCommandLine(arguments);
      Credentials credentials = Credentials.of(profile.tls(), now);
      Optional<PlatformProvider> platform = Platforms.here();
      if (platform.isEmpty()) {
        err.println("culvert: there is no driver module for " + System.getProperty("os.name"));
        return FAILED;
      }
      return connect(profile, credentials, platform.get(), now);
    } catch (ProfileException e) {
      err.println(e.getMessage());
      if (!e.replacement().isEmpty()) {
        err.println("  instead: " + e.replacement());
      }
      return FAILED;
    } catch (IOException e) {
      err.println("culvert: " + e.getMessage());
      return FAILED;
    }
  }

  private int connect(
      Profile profile, Credentials credentials, PlatformProvider platform, Instant now)
      throws IOException, InterruptedException {
    log.line("Culvert " + Version.NUMBER + " on " + platform.name());
    profile.notices().forEach(notice -> log.line("NOTE: " + notice));
    CompletableFuture<DisconnectCause> end = new CompletableFuture<>();
    AtomicReference<@Nullable Connection> running = new AtomicReference<>();
    try (ControlLoop loop = ControlLoop.start(bug -> onBug(bug, running.get(), end))) {
      Machine machine = Machine.open(loop, platform, profile);
      machine.askOn(TerminalPrompt.ofProcess(loop, err));
      BackendChoice choice = machine.choice();
      choice.lines().forEach(log::line);
      if (choice.driver().isEmpty()) {
        return FAILED;
      }
      for (Cleanup cleanup : machine.cleanUp()) {
        CleanupVerb.lines(cleanup).forEach(log::line);
      }
      Connection connection =
          new Connection(
              loop,
              new SessionPlan(
                  profile,
                  credentials,
                  choice.ciphers(profile),
                  Version.NUMBER,
                  platform.peerName(),
                  choice.compression(profile)),
              machine,
              new SecureRandom(),
              new WallClock(now, loop.now()),
              event -> onEvent(event, profile.process().verb(), end));
      running.set(connection);
      Signals.onStop(
          name -> {
            signal.compareAndSet("", name);
            loop.execute(connection::stop);
          });
      loop.execute(connection::start);
      return exitCode(end.join());
    }
  }

  private void onEvent(TunnelEvent event, int verb, CompletableFuture<DisconnectCause> end) {
    if (ClassicLog.verbosity(event) <= verb) {
      ClassicLog.lines(event).forEach(log::line);
    }
    if (event instanceof Ended(DisconnectCause cause)) {
      end.complete(cause);
    }
  }

  /** Undoes what can be undone and ends: a tunnel in an unknown state carries nobody's data. */
  private void onBug(
      RuntimeException bug,
      @Nullable Connection connection,
      CompletableFuture<DisconnectCause> end) {
    bug.printStackTrace(err);
    DisconnectCause cause = new SystemFailed("internal error: " + bug);
    if (connection != null) {
      connection.abort(cause);
    }
    end.complete(cause);
  }

  private int exitCode(DisconnectCause cause) {
    String asked = signal.get();
    if (!asked.isEmpty()) {
      log.line(asked + "[hard,] received, process exiting");
      return OK;
    }
    log.line("SIGTERM[soft," + cause.shortName() + "] received, process exiting");
    return FAILED;
  }
}
