// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The peer of a point-to-point tunnel: its socket, its keys and its clocks. */
final class Peer implements Transport.Receiver {
  private static final int DATA_V2 = 9;
  private static final int SHORTEST = 4;

  private final NewPeer parameters;
  private final DriverVersion version;
  private final Client client;
  private final Adapter adapter;
  private final Log log;
  private final LongSupplier clock;
  private final DataChannel data = new DataChannel();
  private final Keepalive keepalive = new Keepalive();
  private final Statistics statistics = new Statistics();
  private volatile SetPeer set = SetPeer.NONE;
  private volatile @Nullable Transport transport;
  private volatile boolean closed;
  private boolean isSet;
  private boolean started;
  private boolean lossReported;
  private boolean loopReported;
  private OptionalInt pendingConnect = OptionalInt.empty();

  Peer(
      NewPeer parameters,
      DriverVersion version,
      Client client,
      Adapter adapter,
      Log log,
      LongSupplier clock) {
    this.parameters = parameters;
    this.version = version;
    this.client = client;
    this.adapter = adapter;
    this.log = log;
    this.clock = clock;
  }

  Statistics statistics() {
    return statistics;
  }

  DataChannel data() {
    return data;
  }

  Client client() {
    return client;
  }

  void use(Transport opened) {
    transport = opened;
  }

  /** NEW_PEER with this id waits for the connection. */
  void connecting(int id) {
    pendingConnect = OptionalInt.of(id);
  }

  boolean isConnecting() {
    return pendingConnect.isPresent();
  }

  /** The request that waits for the connection, which it no longer does. */
  OptionalInt takePendingConnect() {
    OptionalInt id = pendingConnect;
    pendingConnect = OptionalInt.empty();
    return id;
  }

  /** True if request {@code id} was the one; the attempt ends, the peer stays without a socket. */
  boolean cancelConnect(int id) {
    if (pendingConnect.isEmpty() || pendingConnect.getAsInt() != id) {
      return false;
    }
    pendingConnect = OptionalInt.empty();
    Transport socket = transport;
    transport = null;
    if (socket != null) {
      socket.close();
    }
    return true;
  }

  void set(SetPeer values) {
    isSet = true;
    set = values.over(set);
    keepalive.set(set, clock.getAsLong());
  }

  boolean isSet() {
    return isSet;
  }

  /** True the first time. */
  boolean start() {
    boolean first = !started;
    started = true;
    return first;
  }

  /** WriteFile: one control packet. */
  NtStatus sendControl(Bytes packet) {
    Transport socket = transport;
    if (socket == null) {
      return NtStatus.INVALID_DEVICE_STATE;
    }
    try {
      socket.send(packet.toArray());
      statistics.sentControl.incrementAndGet();
      statistics.transportSent.addAndGet(packet.length());
      return NtStatus.SUCCESS;
    } catch (IOException e) {
      statistics.lostOutControl.incrementAndGet();
      if (parameters.tcp()) {
        return NtStatus.INVALID_DEVICE_STATE;
      }
      return version.completesSendsOnCopy() ? NtStatus.SUCCESS : SocketFailure.status(e);
    }
  }

  @Override
  public void received(byte[] packet) {
    if (packet.length < SHORTEST || closed) {
      return;
    }
    statistics.transportReceived.addAndGet(packet.length);
    if ((packet[0] & 0xff) >>> 3 != DATA_V2) {
      statistics.receivedControl.incrementAndGet();
      client.push(Bytes.copyOf(packet));
      return;
    }
    try {
      Optional<byte[]> plain = data.open(packet);
      if (plain.isEmpty()) {
        statistics.lostInData.incrementAndGet();
        return;
      }
      take(plain.get());
    } catch (GeneralSecurityException | IOException e) {
      log.line("data packet lost: " + e);
    }
  }

  private void take(byte[] plain) throws IOException {
    statistics.receivedData.incrementAndGet();
    keepalive.received(clock.getAsLong());
    if (DataChannel.isPing(plain)) {
      return;
    }
    statistics.tunReceived.addAndGet(plain.length);
    MssClamp.clamp(plain, set.mss());
    adapter.write(plain);
  }

  @Override
  public void lost() {
    if (!closed) {
      log.line("connection lost");
      client.failRead(NtStatus.CONNECTION_ABORTED);
    }
  }

  /** A packet of the adapter; the peer may change it. */
  void fromAdapter(byte[] packet) {
    if (version.dropsLoops() && RoutingLoop.is(packet, parameters)) {
      reportLoop();
      return;
    }
    MssClamp.clamp(packet, set.mss());
    try {
      if (sendData(data.seal(packet))) {
        statistics.tunSent.addAndGet(packet.length);
      }
    } catch (GeneralSecurityException e) {
      log.line("packet of the adapter lost: " + e);
    }
  }

  private void reportLoop() {
    if (!loopReported) {
      loopReported = true;
      log.line("routing loop: a packet to the peer itself came through the tunnel");
    }
  }

  private boolean sendData(Optional<byte[]> sealed) {
    Transport socket = transport;
    if (sealed.isEmpty() || socket == null) {
      statistics.lostOutData.incrementAndGet();
      return false;
    }
    try {
      socket.send(sealed.get());
      statistics.sentData.incrementAndGet();
      statistics.transportSent.addAndGet(sealed.get().length);
      keepalive.sent(clock.getAsLong());
      return true;
    } catch (IOException e) {
      statistics.lostOutData.incrementAndGet();
      return false;
    }
  }

  /** Once a second. */
  void tick() {
    if (closed) {
      return;
    }
    long now = clock.getAsLong();
    try {
      if (keepalive.pingIsDue(now) && data.hasPrimary()) {
        sendData(data.sealPing());
      }
    } catch (GeneralSecurityException e) {
      log.line("ping lost: " + e);
    }
    if (keepalive.timeoutIsDue(now)) {
      if (!keepalive.isRepeated()) {
        log.line("keepalive time-out");
      }
      client.failRead(NtStatus.CONNECTION_DISCONNECTED);
    }
  }

  /** The read that should have failed with {@code status} was not there. */
  void noRead(int status) {
    if (status == NtStatus.CONNECTION_DISCONNECTED.value() && version.repeatsTimeout()) {
      keepalive.notDelivered();
    } else if (!lossReported) {
      lossReported = true;
      log.line("no read was pending: the event is lost");
    }
  }

  /** Closes the socket; the keys go with the peer. */
  void close() {
    closed = true;
    Transport socket = transport;
    if (socket != null) {
      socket.close();
    }
  }
}
