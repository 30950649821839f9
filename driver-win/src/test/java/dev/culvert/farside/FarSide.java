// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.driver.DeviceRequest;
import dev.culvert.linux.tun.TunDevice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs the far side of the stand-in driver on a tun device until its input ends. */
public final class FarSide {
  private static final String USAGE =
      "usage: FarSide --tun NAME --version MAJ.MIN.PATCH [--port N] [--no-chacha]";

  private final Log log;
  private final DriverState state;
  private final Adapter adapter;
  private final Relay relay;

  private FarSide(Log log, DriverState state, Adapter adapter, Relay relay) {
    this.log = log;
    this.state = state;
    this.adapter = adapter;
    this.relay = relay;
  }

  /** The program: see the usage line; commands on standard input are cut, stats and quit. */
  public static void main(String[] args) throws IOException {
    Arguments arguments;
    try {
      arguments = Arguments.of(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
      return;
    }
    Log log = new Log(System.out);
    try (TunDevice tun = TunDevice.open(new DeviceRequest(arguments.tun(), 1500))) {
      Adapter adapter = new Adapter(tun);
      DriverState state =
          new DriverState(arguments.version(), arguments.chacha(), adapter, log, System::nanoTime);
      try (Relay relay = Relay.listen(arguments.port(), state, log);
          Relay version =
              Relay.listen(
                  arguments.port() == 0 ? 0 : arguments.port() + 1,
                  new VersionDevice(arguments.version(), log),
                  log)) {
        log.line("relay " + relay.port() + " version-port " + version.port());
        new FarSide(log, state, adapter, relay).run();
      }
    }
  }

  private void run() throws IOException {
    Thread.ofPlatform().daemon().name("adapter").start(this::readAdapter);
    try (ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("tick").unstarted(task))) {
      ScheduledFuture<?> tick = clock.scheduleAtFixedRate(state::tick, 1, 1, TimeUnit.SECONDS);
      obey();
      tick.cancel(false);
    }
  }

  private void readAdapter() {
    try {
      adapter.run(state::fromAdapter);
    } catch (IOException e) {
      log.line("adapter lost: " + e.getMessage());
    }
  }

  private void obey() throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      switch (line.strip()) {
        case "cut" -> {
          log.line("cut");
          relay.cut();
        }
        case "stats" -> log.line("stats " + state.statistics());
        case "quit" -> {
          return;
        }
        default -> log.line("unknown command " + line.strip());
      }
    }
  }

  private record Arguments(String tun, DriverVersion version, int port, boolean chacha) {
    static Arguments of(List<String> words) {
      Deque<String> left = new ArrayDeque<>(words);
      String tun = "";
      String version = "";
      int port = 0;
      boolean chacha = true;
      while (!left.isEmpty()) {
        String option = left.remove();
        switch (option) {
          case "--tun" -> tun = value(option, left);
          case "--version" -> version = value(option, left);
          case "--port" -> port = Integer.parseInt(value(option, left));
          case "--no-chacha" -> chacha = false;
          default -> throw new IllegalArgumentException("unknown option " + option);
        }
      }
      if (tun.isEmpty()) {
        throw new IllegalArgumentException("--tun is missing");
      }
      return new Arguments(tun, DriverVersion.of(version), port, chacha);
    }

    private static String value(String option, Deque<String> left) {
      if (left.isEmpty()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      return left.remove();
    }
  }
}
