// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import static dev.culvert.simnet.Ends.CIPHERS;
import static dev.culvert.simnet.Ends.CLIENT;
import static dev.culvert.simnet.Ends.QUICK;
import static dev.culvert.simnet.Ends.SERVER;
import static dev.culvert.simnet.Ends.TLS_CRYPT;
import static dev.culvert.simnet.Ends.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.role.ClientRole;
import dev.culvert.role.PointToPointRole;
import dev.culvert.role.Role;
import dev.culvert.role.ServerRole;
import dev.culvert.simnet.Noise;
import dev.culvert.simnet.NoisyWire;
import dev.culvert.simnet.SimEnd;
import dev.culvert.simnet.World;
import dev.culvert.testing.Vector;
import dev.culvert.wire.PeerId;
import dev.culvert.wire.TlsRole;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, nothing leaves {@link Session#onPacket} but a counted drop. */
class HostilePacketTest {
  private final World world = new World();
  private final NoisyWire wire = new NoisyWire(world, Noise.NONE, 1);
  private final SecureRandom random = new SecureRandom();

  private static List<byte[]> captured() {
    List<byte[]> packets = new ArrayList<>();
    for (String file : List.of("control-plain", "control-tls-crypt")) {
      Vector.file(file).objects("packets").forEach(p -> packets.add(p.bytes("wire")));
    }
    return packets;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyCapturedPacketCutAndChangedAtEveryByteIsCountedAndARunningSessionGoesOn(
      boolean pointToPoint) {
    SimEnd server = end(serverRole(pointToPoint), TLS_CRYPT, false);
    SimEnd client = end(clientRole(pointToPoint), TLS_CRYPT, true);
    server.start();
    client.start();
    assertThat(world.runUntil(() -> client.established() && server.established(), limit()))
        .isTrue();
    long before = server.drops().total();
    int given = 0;

    for (byte[] packet : captured()) {
      for (int at = 0; at < packet.length; at++) {
        byte[] changed = packet.clone();
        changed[at] ^= 0x11;
        server.onPacket(asControl(changed), CLIENT);
        server.onPacket(asControl(Arrays.copyOf(packet, at + 1)), CLIENT);
        given += 2;
      }
    }

    assertThat(server.drops().total() - before).isEqualTo(given);
    assertThat(server.ended()).isEmpty();
    client.sendData(new byte[] {1});
    assertThat(world.runUntil(() -> server.data().delivered().size() == 1, limit())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutProtectionDamageMayEndAnAttemptButIsNeverThrown(boolean client) {
    for (byte[] packet : captured()) {
      Role role = client ? clientRole(false) : serverRole(false);
      SimEnd end = end(role, new Protection.None(), client);
      end.start();
      for (int at = 0; at < packet.length; at++) {
        byte[] changed = packet.clone();
        changed[at] ^= 0x11;
        end.onPacket(asControl(changed), client ? SERVER : CLIENT);
      }
      assertThat(end.drops().total()).isPositive();
    }
  }

  @Test
  void randomPacketsAreCountedOneByOne() {
    long seed = new Random().nextLong();
    Random noise = new Random(seed);
    SimEnd server = end(serverRole(false), TLS_CRYPT, false);
    server.start();

    for (int i = 0; i < 20_000; i++) {
      byte[] packet = new byte[1 + noise.nextInt(300)];
      noise.nextBytes(packet);
      server.onPacket(asControl(packet), CLIENT);
    }

    assertThat(server.drops().total()).as("seed " + seed).isEqualTo(20_000);
  }

  /** The simulated end hands data packets past the session; here everything goes to the session. */
  private static byte[] asControl(byte[] packet) {
    int opcode = (packet[0] & 0xff) >>> 3;
    if (opcode == 9) {
      packet[0] = (byte) (4 << 3);
    }
    return packet;
  }

  private static Role clientRole(boolean pointToPoint) {
    return pointToPoint
        ? new PointToPointRole(TlsRole.CLIENT, true, CIPHERS, Optional.empty())
        : new ClientRole(CIPHERS, "test", "linux");
  }

  private static Role serverRole(boolean pointToPoint) {
    return pointToPoint
        ? new PointToPointRole(TlsRole.SERVER, true, CIPHERS, Optional.empty())
        : new ServerRole(CIPHERS, List.of(), new PeerId(3));
  }

  private SimEnd end(Role role, Protection protection, boolean client) {
    return new SimEnd(
        world,
        wire,
        client ? CLIENT : SERVER,
        settings(role, protection, QUICK, client ? SERVER : CLIENT),
        random);
  }

  private static Duration limit() {
    return Duration.ofSeconds(10);
  }
}
