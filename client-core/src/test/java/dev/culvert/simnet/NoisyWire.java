// SPDX-License-Identifier: Apache-2.0
package dev.culvert.simnet;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A network between ends that have addresses, as bad as its {@link Noise} and its seed make it. */
public final class NoisyWire {
  /** Takes what the wire delivers. */
  public interface Receiver {
    void onPacket(byte[] packet, InetSocketAddress from);
  }

  private final World world;
  private final Noise noise;
  private final Random random;
  private final Map<InetSocketAddress, Receiver> receivers = new HashMap<>();
  private int lost;

  public NoisyWire(World world, Noise noise, long seed) {
    this.world = world;
    this.noise = noise;
    this.random = new Random(seed);
  }

  /** Puts an end at an address; the one that was there hears nothing any more. */
  public void attach(InetSocketAddress address, Receiver receiver) {
    receivers.put(address, receiver);
  }

  public int lost() {
    return lost;
  }

  public void send(byte[] packet, InetSocketAddress from, InetSocketAddress to) {
    if (random.nextDouble() < noise.duplicate()) {
      transport(packet, from, to);
    }
    transport(packet, from, to);
  }

  private void transport(byte[] packet, InetSocketAddress from, InetSocketAddress to) {
    if (random.nextDouble() < noise.loss()) {
      lost++;
      return;
    }
    byte[] carried = packet.clone();
    if (carried.length > 0 && random.nextDouble() < noise.corrupt()) {
      carried[random.nextInt(carried.length)] ^= (byte) (1 + random.nextInt(255));
    }
    Duration delay = noise.delay();
    if (random.nextDouble() < noise.reorder()) {
      delay = delay.multipliedBy(1 + random.nextInt(9));
    }
    world.after(
        delay,
        () -> {
          Receiver receiver = receivers.get(to);
          if (receiver != null) {
            receiver.onPacket(carried, from);
          }
        });
  }
}
