// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The driver behind the adapter's device: what each request does and what it ends with, by the
 * driver's version. A departure of the client is a violation, and ends with the error that the
 * driver documents for it, if there is one.
 */
final class DriverState implements Device {
  private static final int LARGEST_CONTROL = 1500;
  private static final int DATA_V1 = 6;
  private static final int DATA_V2 = 9;

  private final DriverVersion version;
  private final boolean chacha;
  private final Adapter adapter;
  private final Log log;
  private final LongSupplier clock;
  private final Set<Bytes> usedKeys = new HashSet<>();
  private @Nullable Peer peer;
  private boolean open;

  /**
   * @param chacha ChaCha20-Poly1305 is there, as on Windows 11
   * @param clock nanoseconds, from any moment on
   */
  DriverState(DriverVersion version, boolean chacha, Adapter adapter, Log log, LongSupplier clock) {
    this.version = version;
    this.chacha = chacha;
    this.adapter = adapter;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public synchronized void opened(Client client) {
    log.line("OPEN");
    open = true;
  }

  @Override
  public synchronized void closed() {
    log.line("CLOSE");
    open = false;
    gone();
  }

  @Override
  public synchronized void gone() {
    if (open) {
      open = false;
      log.line("the relay connection ended under an open handle");
    }
    dropPeer();
    if (adapter.isConnected()) {
      adapter.connected(false);
      log.line("media disconnected");
    }
  }

  @Override
  public synchronized void write(Client client, int id, Bytes packet) {
    log.line("WRITE " + packet.length());
    NtStatus status;
    try {
      status = control(packet);
    } catch (Deviation e) {
      log.violation(String.valueOf(e.getMessage()));
      status = e.status();
    }
    if (status == NtStatus.SUCCESS) {
      client.reply(id, status, Bytes.EMPTY);
    } else {
      refuse(client, id, "WRITE", status);
    }
  }

  private NtStatus control(Bytes packet) throws Deviation {
    if (packet.length() > LARGEST_CONTROL) {
      throw new Deviation(NtStatus.INVALID_BUFFER_SIZE, "WriteFile of " + packet.length() + " B");
    }
    if (packet.isEmpty()) {
      throw new Deviation(NtStatus.INVALID_PARAMETER, "WriteFile of 0 B");
    }
    if (peer == null || peer.isConnecting()) {
      throw new Deviation(NtStatus.INVALID_DEVICE_STATE, "WriteFile without a socket");
    }
    int opcode = packet.at(0) >>> 3;
    if (opcode == DATA_V1 || opcode == DATA_V2) {
      log.violation("WriteFile of a data packet");
    }
    return peer.sendControl(packet);
  }

  @Override
  public synchronized void ioctl(Client client, int id, int code, int outMax, Bytes input) {
    Optional<Ioctl> known = Ioctl.of(code);
    String name = known.map(Ioctl::name).orElse("ioctl 0x%08X".formatted(code));
    try {
      if (known.isEmpty()) {
        log.line(name);
        throw new Deviation(NtStatus.INVALID_DEVICE_REQUEST, name + " is unknown");
      }
      answer(new Request(client, id, known.get(), outMax, input));
    } catch (Deviation e) {
      log.violation(String.valueOf(e.getMessage()));
      refuse(client, id, name, e.status());
    } catch (Refusal e) {
      refuse(client, id, name, e.status());
    }
  }

  private void refuse(Client client, int id, String name, NtStatus status) {
    log.line("refused " + name + " " + status);
    client.reply(id, status, Bytes.EMPTY);
  }

  private void answer(Request request) throws Deviation, Refusal {
    Ioctl ioctl = request.ioctl();
    if (!version.knows(ioctl)) {
      log.line(ioctl.name());
      if (ioctl == Ioctl.GET_PEER_STATS || ioctl == Ioctl.GET_VERSION) {
        throw new Refusal(NtStatus.INVALID_DEVICE_REQUEST);
      }
      throw new Deviation(
          NtStatus.INVALID_DEVICE_REQUEST, ioctl + " is not known to driver " + version);
    }
    request.checkSizes(log);
    if (peer != null && peer.isConnecting()) {
      checkWhileConnecting(ioctl);
    }
    switch (ioctl) {
      case NEW_PEER -> newPeer(request);
      case GET_STATS -> getStats(request);
      case NEW_KEY, NEW_KEY_V2 -> newKey(request);
      case SWAP_KEYS -> swapKeys(request);
      case SET_PEER -> setPeer(request);
      case START_VPN -> startVpn(request);
      case DEL_PEER -> delPeer(request);
      case GET_VERSION -> {
        log.line("GET_VERSION");
        request.succeed(version.structure());
      }
      case GET_PEER_STATS -> getPeerStats(request);
      default -> {
        log.line(ioctl.name());
        throw new Deviation(
            ioctl == Ioctl.SET_MODE
                ? NtStatus.INVALID_DEVICE_REQUEST
                : NtStatus.INVALID_DEVICE_STATE,
            ioctl + " is for servers");
      }
    }
  }

  private void checkWhileConnecting(Ioctl ioctl) {
    switch (ioctl) {
      case GET_STATS, GET_PEER_STATS, GET_VERSION, DEL_PEER -> {}
      default -> log.violation(ioctl + " while NEW_PEER is pending");
    }
  }

  private void newPeer(Request request) throws Deviation, Refusal {
    NewPeer parameters = request.decode(NewPeer::decode);
    log.line("NEW_PEER " + parameters);
    if (peer != null) {
      if (!version.replacesPeer()) {
        throw new Deviation(NtStatus.OBJECTID_EXISTS, "NEW_PEER with a peer: DEL_PEER is missing");
      }
      log.line("peer replaced");
      dropPeer();
    }
    Peer created = new Peer(parameters, version, request.client(), adapter, log, clock);
    try {
      if (parameters.tcp()) {
        created.connecting(request.id());
        created.use(TcpTransport.open(parameters, created, s -> connected(created, request, s)));
        peer = created;
      } else {
        created.use(UdpTransport.open(parameters, created));
        peer = created;
        request.succeed();
      }
    } catch (IOException e) {
      throw new Refusal(SocketFailure.status(e));
    }
  }

  /** The connection attempt is over; a failed one leaves the peer there without a socket. */
  private synchronized void connected(Peer created, Request request, NtStatus status) {
    OptionalInt waiting = created.takePendingConnect();
    if (waiting.isPresent()) {
      log.line(status == NtStatus.SUCCESS ? "connected" : "refused NEW_PEER " + status);
      request.client().reply(waiting.getAsInt(), status, Bytes.EMPTY);
    }
  }

  private void dropPeer() {
    if (peer == null) {
      return;
    }
    peer.close();
    Client client = peer.client();
    peer.takePendingConnect().ifPresent(id -> client.reply(id, NtStatus.CANCELLED, Bytes.EMPTY));
    peer = null;
  }

  private Peer peerFor(Ioctl ioctl, NtStatus without) throws Deviation {
    if (peer == null) {
      throw new Deviation(without, ioctl + " without a peer");
    }
    return peer;
  }

  private void setPeer(Request request) throws Deviation {
    SetPeer values = request.decode(SetPeer::decode);
    log.line("SET_PEER " + values);
    Peer present = peerFor(request.ioctl(), NtStatus.INVALID_DEVICE_REQUEST);
    if (values.leavesAny()) {
      log.violation("SET_PEER with -1, which early drivers mishandle");
    }
    if (values.interval() > 0 != values.timeout() > 0) {
      log.violation("SET_PEER with only one of interval and timeout");
    }
    present.set(values);
    request.succeed();
  }

  private void newKey(Request request) throws Deviation, Refusal {
    NewKey key = request.decode(NewKey::decode);
    log.line(request.ioctl() + " " + key);
    Peer present = peerFor(request.ioctl(), version.keyWithoutPeer());
    if (key.chacha() && !chacha) {
      throw new Deviation(
          NtStatus.INVALID_DEVICE_REQUEST, "NEW_KEY with a cipher that this Windows lacks");
    }
    checkOrder(present, key);
    try {
      present.data().install(key);
    } catch (GeneralSecurityException e) {
      throw new Refusal(NtStatus.INVALID_PARAMETER);
    }
    request.succeed();
  }

  /** The driver takes these as they come, and a tunnel breaks. */
  private void checkOrder(Peer present, NewKey key) {
    DataChannel data = present.data();
    if (!data.hasPrimary() && !data.hasSecondary() && !present.isSet()) {
      log.violation("NEW_KEY before SET_PEER");
    }
    if (key.secondary() && !data.hasPrimary()) {
      log.violation("the first NEW_KEY goes to the secondary slot");
    }
    if (!key.secondary() && data.hasPrimary()) {
      log.violation("NEW_KEY replaces the primary key: a later one goes to the secondary slot");
    }
    if (data.isAmbiguous(key)) {
      log.violation("NEW_KEY has the key id of the other slot");
    }
    if (!usedKeys.add(key.encrypt().key())) {
      log.violation("NEW_KEY has a key that was used before: its nonces would come again");
    }
  }

  private void swapKeys(Request request) throws Deviation {
    log.line("SWAP_KEYS");
    Peer present = peerFor(request.ioctl(), NtStatus.INVALID_DEVICE_REQUEST);
    if (!present.data().hasSecondary()) {
      log.violation("SWAP_KEYS without a secondary key");
    }
    present.data().swap();
    request.succeed();
  }

  private void startVpn(Request request) throws Deviation {
    log.line("START_VPN");
    Peer present = peerFor(request.ioctl(), NtStatus.INVALID_DEVICE_REQUEST);
    if (!present.start()) {
      log.violation("START_VPN twice");
    }
    adapter.connected(true);
    request.succeed();
  }

  private void delPeer(Request request) {
    log.line("DEL_PEER");
    dropPeer();
    request.client().flush();
    request.succeed();
  }

  private void getStats(Request request) throws Refusal {
    log.line("GET_STATS");
    if (peer == null && !version.countsWithoutPeer()) {
      throw new Refusal(NtStatus.INVALID_DEVICE_REQUEST);
    }
    request.succeed((peer == null ? new Statistics() : peer.statistics()).structure());
  }

  private void getPeerStats(Request request) {
    int wanted = ByteBuffer.wrap(request.input().toArray()).order(ByteOrder.LITTLE_ENDIAN).getInt();
    log.line("GET_PEER_STATS " + wanted);
    if (peer == null) {
      request.succeed();
      return;
    }
    Bytes all = peer.statistics().peerStructure(peer.data().peerId());
    if (request.outMax() >= all.length()) {
      request.succeed(all);
      return;
    }
    byte[] size =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(all.length()).array();
    request.client().reply(request.id(), NtStatus.BUFFER_OVERFLOW, Bytes.copyOf(size));
  }

  @Override
  public synchronized void cancelled(int id) {
    if (peer != null && peer.cancelConnect(id)) {
      log.line("NEW_PEER cancelled");
    }
  }

  @Override
  public synchronized void noRead(int status) {
    if (peer != null) {
      peer.noRead(status);
    }
  }

  @Override
  public void readViolation(String what) {
    log.violation(what);
  }

  /** A packet of the adapter. */
  void fromAdapter(byte[] packet) {
    Peer present;
    synchronized (this) {
      present = peer;
    }
    if (present != null) {
      present.fromAdapter(packet);
    }
  }

  /** Once a second. */
  void tick() {
    Peer present;
    synchronized (this) {
      present = peer;
    }
    if (present != null) {
      present.tick();
    }
  }

  /** One line for a test that wants to see traffic. */
  synchronized String statistics() {
    return peer == null ? "no peer" : peer.statistics().toString();
  }
}
