// SPDX-License-Identifier: Apache-2.0
package dev.culvert.simnet;

import dev.culvert.driver.KeySlot;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DropCounters;
import dev.culvert.event.TunnelEvent;
import dev.culvert.keys.DataKey;
import dev.culvert.session.Established;
import dev.culvert.session.Session;
import dev.culvert.session.SessionOutput;
import dev.culvert.session.SessionSettings;
import dev.culvert.time.Moment;
import dev.culvert.wire.Opcode;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One end: the real session, the wire below it and a data channel beside it. */
public final class SimEnd implements SessionOutput, NoisyWire.Receiver {
  private final World world;
  private final NoisyWire wire;
  private final InetSocketAddress address;
  private final List<TunnelEvent> events = new ArrayList<>();
  private final List<Established> established = new ArrayList<>();
  private final DropCounters drops = new DropCounters();
  private final SimDataChannel data = new SimDataChannel();
  private final Session session;
  private Optional<DisconnectCause> ended = Optional.empty();
  private Moment timerAt = Moment.NEVER;
  private int controlHeard;

  public SimEnd(
      World world,
      NoisyWire wire,
      InetSocketAddress address,
      SessionSettings settings,
      SecureRandom random) {
    this.world = world;
    this.wire = wire;
    this.address = address;
    this.session = new Session(settings, random, this, drops);
    wire.attach(address, this);
  }

  public void start() {
    session.start(world.now());
    planTimer();
  }

  public Session session() {
    return session;
  }

  /** Does something with the session and plans its next timer. */
  public void with(BiConsumer<Session, Moment> action) {
    action.accept(session, world.now());
    planTimer();
  }

  @Override
  public void onPacket(byte[] packet, InetSocketAddress from) {
    if (packet.length > 0 && isData(packet)) {
      data.open(packet);
    } else {
      session.onPacket(packet, from, world.now());
      planTimer();
    }
  }

  private static boolean isData(byte[] packet) {
    return (packet[0] & 0xff) >>> 3 == Opcode.DATA_V2.number();
  }

  /** Sends a data packet with that content to the peer of the session. */
  public void sendData(byte[] content) {
    wire.send(data.seal(content, peer()), address, peer().peer());
  }

  private Established peer() {
    return established.getLast();
  }

  public SimDataChannel data() {
    return data;
  }

  public boolean established() {
    return session.established();
  }

  public List<Established> establishments() {
    return established;
  }

  public List<TunnelEvent> events() {
    return events;
  }

  public <E extends TunnelEvent> long count(Class<E> kind) {
    return events.stream().filter(kind::isInstance).count();
  }

  public Optional<DisconnectCause> ended() {
    return ended;
  }

  public DropCounters drops() {
    return drops;
  }

  public int controlHeard() {
    return controlHeard;
  }

  private void planTimer() {
    Moment next = session.nextDeadline();
    if (next.equals(Moment.NEVER) || next.equals(timerAt)) {
      return;
    }
    timerAt = next;
    world.at(
        next,
        () -> {
          if (next.equals(timerAt)) {
            timerAt = Moment.NEVER;
            session.onTimer(world.now());
            planTimer();
          }
        });
  }

  @Override
  public void transmit(byte[] packet, InetSocketAddress to) {
    wire.send(packet, address, to);
  }

  @Override
  public void onEstablished(Established now) {
    established.add(now);
  }

  @Override
  public void installKey(KeySlot slot, DataKey key) {
    data.install(slot, key);
  }

  @Override
  public void swapKeys() {
    data.swap();
  }

  @Override
  public void dropKey(KeySlot slot) {
    data.drop(slot);
  }

  @Override
  public void onControlHeard() {
    controlHeard++;
  }

  @Override
  public void onEvent(TunnelEvent event) {
    events.add(event);
  }

  @Override
  public void onEnded(DisconnectCause cause) {
    ended = Optional.of(cause);
  }
}
