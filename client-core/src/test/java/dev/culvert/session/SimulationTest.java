// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import static dev.culvert.simnet.Ends.CIPHERS;
import static dev.culvert.simnet.Ends.CLIENT;
import static dev.culvert.simnet.Ends.SERVER;
import static dev.culvert.simnet.Ends.settings;
import static dev.culvert.simnet.Ends.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.event.TunnelEvent.RenegotiationDone;
import dev.culvert.role.ClientRole;
import dev.culvert.role.PointToPointRole;
import dev.culvert.role.Role;
import dev.culvert.role.ServerRole;
import dev.culvert.simnet.Noise;
import dev.culvert.simnet.NoisyWire;
import dev.culvert.simnet.SimEnd;
import dev.culvert.simnet.World;
import dev.culvert.simnet.Wrapping;
import dev.culvert.tls.TlsVersion;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.PeerId;
import dev.culvert.wire.TlsRole;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Our client against our server over a wire that loses one packet in five and repeats, reorders and
 * damages others: every wrapping, TLS version and mode, and either end renegotiating. A failing
 * seed is printed; {@code -Dculvert.seed=N} runs that one alone.
 */
class SimulationTest {
  private static final long SEEDS = 1000;

  /** A hand-window that bad luck does not exhaust: one packet may be lost six times in a row. */
  private static final Timers PATIENT =
      new Timers(
          Duration.ofSeconds(1),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ZERO,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));

  @Test
  void everySeedConnectsRenegotiatesAndExchangesData() {
    long only = Long.getLong("culvert.seed", -1);
    LongStream seeds = only >= 0 ? LongStream.of(only) : LongStream.range(0, SEEDS);

    List<String> failures =
        seeds.parallel().mapToObj(SimulationTest::run).filter(line -> line != null).toList();

    assertThat(failures).as("failing seeds").isEmpty();
  }

  /** One combination of everything that two ends may differ in; seeds run through all of them. */
  private record Combination(
      boolean pointToPoint, boolean clientRenegotiates, TlsVersion tls, Wrapping wrapping) {
    static Combination of(long seed) {
      int wrappings = Wrapping.ALL.size();
      return new Combination(
          seed % 2 == 1,
          seed / 2 % 2 == 0,
          seed / 4 % 2 == 0 ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2,
          Wrapping.ALL.get((int) (seed / 8 % wrappings)));
    }

    static int count() {
      return 8 * Wrapping.ALL.size();
    }

    /** Nothing but a checksum tells a damaged packet where nothing protects it. */
    Noise noise() {
      return wrapping.authenticates() ? Noise.HEAVY : Noise.HEAVY.withoutDamage();
    }
  }

  @Test
  void theSeedsRunThroughEveryCombinationSeveralTimes() {
    long different = LongStream.range(0, SEEDS).mapToObj(Combination::of).distinct().count();

    assertThat(different).isEqualTo(Combination.count());
    assertThat(SEEDS).isGreaterThanOrEqualTo(5L * Combination.count());
  }

  /** Null when all went well. */
  private static @Nullable String run(long seed) {
    Combination combination = Combination.of(seed);
    Wrapping wrapping = combination.wrapping();
    World world = new World();
    NoisyWire wire = new NoisyWire(world, combination.noise(), seed);
    SecureRandom random = seeded(seed);
    Role clientRole =
        combination.pointToPoint()
            ? new PointToPointRole(TlsRole.CLIENT, true, CIPHERS, Optional.empty())
            : new ClientRole(CIPHERS, "test", "linux");
    Role serverRole =
        combination.pointToPoint()
            ? new PointToPointRole(TlsRole.SERVER, true, CIPHERS, Optional.empty())
            : new ServerRole(CIPHERS, List.of(), new PeerId(7));
    SessionSettings atServer =
        with(settings(serverRole, wrapping.server(), PATIENT, CLIENT), combination.tls());
    SessionSettings atClient =
        with(settings(clientRole, wrapping.client(), PATIENT, SERVER), combination.tls());
    SimEnd server = new SimEnd(world, wire, SERVER, atServer, random);
    SimEnd client = new SimEnd(world, wire, CLIENT, atClient, random);
    server.start();
    client.start();

    String step = "connect";
    boolean went = reached(world, () -> client.established() && server.established());
    if (went) {
      step = "data";
      went = dataArrives(world, client, server, KeyId.FIRST);
    }
    if (went) {
      step = "renegotiate";
      SimEnd starter = combination.clientRenegotiates() ? client : server;
      starter.with(Session::renegotiate);
      went =
          reached(
              world,
              () ->
                  client.count(RenegotiationDone.class) > 0
                      && server.count(RenegotiationDone.class) > 0);
    }
    if (went) {
      step = "data under the new key";
      KeyId next = new KeyId(1);
      went =
          reached(
                  world,
                  () ->
                      client.data().primaryKeyId().equals(next)
                          && server.data().primaryKeyId().equals(next))
              && dataArrives(world, client, server, next);
    }
    return went
        ? null
        : "seed %d, %s: %s; client %s %s %s, server %s %s %s"
            .formatted(
                seed,
                combination,
                step,
                client.events(),
                client.ended(),
                client.drops().snapshot(),
                server.events(),
                server.ended(),
                server.drops().snapshot());
  }

  private static boolean dataArrives(World world, SimEnd client, SimEnd server, KeyId keyId) {
    for (int i = 0; i < 60; i++) {
      client.sendData(new byte[] {1});
      server.sendData(new byte[] {2});
    }
    return reached(world, () -> received(client, keyId) && received(server, keyId));
  }

  private static boolean received(SimEnd end, KeyId keyId) {
    return end.data().delivered().stream().anyMatch(packet -> packet.keyId().equals(keyId));
  }

  private static boolean reached(World world, BooleanSupplier done) {
    return world.runUntil(done, Duration.ofMinutes(20));
  }

  private static SecureRandom seeded(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA1PRNG is part of every Java runtime", e);
    }
  }
}
