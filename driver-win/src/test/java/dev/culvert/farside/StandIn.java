// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.farside.Request.Refused;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What ovpn-dco-win does in point-to-point mode for one open handle. One lock guards everything;
 * nothing waits under it but a socket's send.
 */
final class StandIn implements Relay.Handle {
  private static final byte[] PING = HexFormat.of().parseHex("2a187bf3641eb4cb07ed2d0a981fc748");
  private static final byte[] NONE = {};
  private static final int P_DATA_V2 = 9;
  private static final int LARGEST_WRITE = 1500;
  private static final int CONNECT_MILLIS = 10_000;

  /** Gives a packet to the system. */
  interface Tun {
    void write(byte[] packet, int length);
  }

  private final Relay.Driver driver;
  private final Tun tun;
  private final DriverVersion version;
  private final boolean chacha;
  private @Nullable Transport transport;
  private @Nullable Socket connecting;
  private int connectingId;
  private boolean hasPeer;
  private boolean peerSet;
  private boolean started;
  private @Nullable Key primary;
  private @Nullable Key secondary;
  private int interval;
  private int timeout;
  private int mss;
  private long lastSent;
  private long lastAuthentic;
  private boolean silenceTold = true;
  private final int[] packets = new int[8];
  private final long[] bytes = new long[4];

  /** The running driver's version. */
  record DriverVersion(int major, int minor, int patch) {
    boolean atLeast(int otherMajor, int otherMinor) {
      return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }
  }

  StandIn(Relay.Driver driver, Tun tun, DriverVersion version, boolean chacha) {
    this.driver = driver;
    this.tun = tun;
    this.version = version;
    this.chacha = chacha;
    FarSide.log("OPEN");
  }

  @Override
  public synchronized void onControl(int id, int code, byte[] in, int outLength) {
    Request request = new Request(in);
    try {
      byte[] output = answer(id, code, request, outLength);
      if (output != null) {
        driver.reply(id, Status.SUCCESS, output);
      }
    } catch (Refused e) {
      FarSide.violation("request %#x: %s".formatted(code, e.getMessage()));
      driver.reply(id, e.status, NONE);
    }
  }

  /** The output, or null when the answer comes later. */
  private byte @Nullable [] answer(int id, int code, Request request, int outLength)
      throws Refused {
    int number = (code >> 2) & 0xfff;
    Request.require(code == (0x220000 | number << 2), "code %#x".formatted(code));
    return switch (number) {
      case 1 -> newPeer(id, request);
      case 2 -> stats(outLength);
      case 3 -> newKey(request, 100);
      case 4 -> swapKeys(request);
      case 5 -> setPeer(request);
      case 6 -> startVpn(request);
      case 7 -> delPeer(request);
      case 8 -> version(version, outLength);
      case 9 -> {
        if (!version.atLeast(2, 8)) {
          throw new Refused(Status.INVALID_DEVICE_REQUEST, "NEW_KEY_V2 of driver " + version);
        }
        yield newKey(request, 104);
      }
      default ->
          throw new Refused(
              Status.INVALID_DEVICE_REQUEST, "unknown or not of this mode: " + number);
    };
  }

  static byte[] version(DriverVersion version, int outLength) throws Refused {
    if (outLength < 12) {
      throw new Refused(Status.BUFFER_TOO_SMALL, "GET_VERSION with room for " + outLength);
    }
    return ByteBuffer.allocate(12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(version.major)
        .putInt(version.minor)
        .putInt(version.patch)
        .array();
  }

  private byte @Nullable [] newPeer(int id, Request request) throws Refused {
    request.requireSize(60);
    InetSocketAddress local = request.address(0);
    InetSocketAddress remote = request.address(28);
    int proto = request.i32(56);
    if (request.family(0) != request.family(28) || proto < 0 || proto > 1) {
      throw new Refused(Status.INVALID_DEVICE_REQUEST, "families or protocol " + proto);
    }
    if (hasPeer && !version.atLeast(2, 1)) {
      throw new Refused(Status.OBJECTID_EXISTS, "NEW_PEER while there is a peer");
    }
    Request.require(!hasPeer, "NEW_PEER while there is a peer");
    Request.require(remote.getPort() != 0, "remote port 0");
    forgetPeer();
    hasPeer = true;
    Arrays.fill(packets, 0);
    Arrays.fill(bytes, 0);
    FarSide.log(
        "NEW_PEER %s local=%s remote=%s"
            .formatted(proto == 0 ? "udp" : "tcp", text(local), text(remote)));
    return proto == 0 ? newUdp(local, remote) : newTcp(id, local, remote);
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private byte[] newUdp(InetSocketAddress local, InetSocketAddress remote) throws Refused {
    try {
      transport = Transport.udp(local, remote, new FromNetwork());
      return NONE;
    } catch (BindException e) {
      forgetPeer();
      throw new Refused(Status.ADDRESS_ALREADY_EXISTS, "bind " + text(local) + ": " + e);
    } catch (IOException e) {
      forgetPeer();
      throw new Refused(Status.NETWORK_UNREACHABLE, text(remote) + ": " + e);
    }
  }

  private byte @Nullable [] newTcp(int id, InetSocketAddress local, InetSocketAddress remote) {
    Socket socket = new Socket();
    connecting = socket;
    connectingId = id;
    Thread.ofPlatform().daemon().start(() -> connect(socket, id, local, remote));
    return null;
  }

  private void connect(Socket socket, int id, InetSocketAddress local, InetSocketAddress remote) {
    int status = Status.SUCCESS;
    try {
      socket.bind(local);
      socket.connect(remote, CONNECT_MILLIS);
    } catch (SocketTimeoutException e) {
      status = Status.IO_TIMEOUT;
    } catch (BindException e) {
      status = Status.ADDRESS_ALREADY_EXISTS;
    } catch (ConnectException e) {
      status = Status.CONNECTION_REFUSED;
    } catch (IOException e) {
      status = Status.NETWORK_UNREACHABLE;
    }
    synchronized (this) {
      if (connecting == null || connectingId != id) {
        return;
      }
      connecting = null;
      try {
        if (status == Status.SUCCESS) {
          transport = Transport.tcp(socket, new FromNetwork());
          FarSide.log("TCP connected");
        } else {
          hasPeer = false;
          FarSide.log("TCP not connected: %#x".formatted(status));
        }
      } catch (IOException e) {
        status = Status.CONNECTION_ABORTED;
      }
      driver.reply(id, status, NONE);
    }
  }

  private byte[] stats(int outLength) throws Refused {
    if (!hasPeer && !version.atLeast(2, 1)) {
      driver.flushReads();
      throw new Refused(Status.INVALID_DEVICE_REQUEST, "GET_STATS without a peer");
    }
    if (outLength < 64) {
      throw new Refused(Status.BUFFER_TOO_SMALL, "GET_STATS with room for " + outLength);
    }
    ByteBuffer out = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : packets) {
      out.putInt(value);
    }
    for (long value : bytes) {
      out.putLong(value);
    }
    return out.array();
  }

  private void requirePeer(String what) throws Refused {
    if (!hasPeer) {
      throw new Refused(Status.INVALID_DEVICE_REQUEST, what + " without a peer");
    }
  }

  private byte[] newKey(Request request, int size) throws Refused {
    request.requireSize(size);
    if (!hasPeer) {
      throw new Refused(
          version.atLeast(2, 1) ? Status.OBJECTID_NOT_FOUND : Status.INVALID_DEVICE_REQUEST,
          "NEW_KEY without a peer");
    }
    int slot = request.i32(84);
    int algorithm = request.i32(88);
    int length = request.u8(32);
    boolean known = algorithm == 1 || (algorithm == 2 && chacha);
    if (slot < 0 || slot > 1 || !known || length > 32 || length != request.u8(73)) {
      throw new Refused(
          Status.INVALID_DEVICE_REQUEST,
          "NEW_KEY slot " + slot + " algorithm " + algorithm + " length " + length);
    }
    if (length != 16 && length != 24 && length != 32) {
      throw new Refused(Status.INVALID_PARAMETER, "key of " + length + " bytes");
    }
    Request.require(algorithm == 1 || length == 32, "ChaCha20 with " + length + " bytes");
    Request.require(peerSet, "NEW_KEY before SET_PEER");
    Request.require(slot == 1 || primary == null, "NEW_KEY over a primary key in use");
    Request.require(slot == 0 || primary != null, "secondary key before a primary one");
    request.requireZero(length, 32, "encrypt key behind its length");
    request.requireZero(41 + length, 73, "decrypt key behind its length");
    request.requireZero(82, 84, "padding");
    request.requireZero(93, 96, "padding");
    int keyId = request.u8(92);
    Request.require(keyId <= 7, "key id " + keyId);
    Request.require(size == 100 || request.i32(100) == 0, "CryptoOptions that nobody asked for");
    Key key =
        new Key(
            algorithm == 2,
            request.part(0, length),
            request.part(33, 8),
            request.part(41, length),
            request.part(74, 8),
            keyId,
            request.i32(96));
    if (slot == 0) {
      primary = key;
    } else {
      Key old = primary;
      Request.require(old != null && old.keyId() != keyId, "the key id of the primary key again");
      secondary = key;
    }
    FarSide.log(
        "NEW_KEY slot=%s cipher=%s bits=%d key-id=%d peer-id=%d"
            .formatted(
                slot == 0 ? "primary" : "secondary",
                algorithm == 1 ? "AES-GCM" : "CHACHA20-POLY1305",
                length * 8,
                keyId,
                request.i32(96)));
    return NONE;
  }

  private byte[] swapKeys(Request request) throws Refused {
    request.requireSize(0);
    requirePeer("SWAP_KEYS");
    Request.require(secondary != null, "SWAP_KEYS without a secondary key");
    Key old = primary;
    primary = secondary;
    secondary = old;
    FarSide.log("SWAP_KEYS");
    return NONE;
  }

  private byte[] setPeer(Request request) throws Refused {
    request.requireSize(12);
    requirePeer("SET_PEER");
    Request.require(
        request.i32(0) >= 0 && request.i32(4) >= 0 && request.i32(8) >= 0, "SET_PEER with -1");
    Request.require(request.i32(8) <= 1460, "mss " + request.i32(8));
    interval = request.i32(0);
    timeout = request.i32(4);
    mss = request.i32(8);
    lastSent = System.nanoTime();
    lastAuthentic = lastSent;
    silenceTold = timeout == 0;
    peerSet = true;
    FarSide.log("SET_PEER interval=%d timeout=%d mss=%d".formatted(interval, timeout, mss));
    return NONE;
  }

  private byte[] startVpn(Request request) throws Refused {
    request.requireSize(0);
    requirePeer("START_VPN");
    Request.require(!started, "START_VPN a second time");
    started = true;
    FarSide.log("START_VPN");
    return NONE;
  }

  private byte[] delPeer(Request request) throws Refused {
    request.requireSize(0);
    FarSide.log("DEL_PEER");
    if (connecting != null) {
      driver.reply(connectingId, Status.CANCELLED, NONE);
    }
    forgetPeer();
    driver.flushReads();
    return NONE;
  }

  private void forgetPeer() {
    if (transport != null) {
      transport.close();
      transport = null;
    }
    if (connecting != null) {
      try {
        connecting.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      connecting = null;
    }
    hasPeer = false;
    peerSet = false;
    primary = null;
    secondary = null;
    silenceTold = true;
    interval = 0;
  }

  @Override
  public synchronized void onWrite(int id, byte[] packet) {
    if (packet.length < 1 || packet.length > LARGEST_WRITE) {
      FarSide.violation("WriteFile of " + packet.length + " bytes");
      driver.reply(id, Status.INVALID_BUFFER_SIZE, NONE);
      return;
    }
    Transport open = transport;
    if (open == null) {
      FarSide.violation("WriteFile without a socket");
      driver.reply(id, Status.INVALID_DEVICE_STATE, NONE);
      return;
    }
    Request.require((packet[0] & 0xff) >> 3 != P_DATA_V2, "a data packet written by the client");
    try {
      open.send(packet);
      packets[6]++;
      driver.reply(id, Status.SUCCESS, NONE);
    } catch (IOException e) {
      driver.reply(id, Status.CONNECTION_ABORTED, NONE);
    }
  }

  /** A packet that the system sends through the tunnel. */
  synchronized void onTunnelPacket(byte[] packet, int offset, int length) {
    if (!started || primary == null || transport == null) {
      packets[3]++;
      return;
    }
    Mss.clamp(packet, offset, length, mss);
    sendData(packet, offset, length);
    bytes[2] += length;
  }

  private void sendData(byte[] plain, int offset, int length) {
    Key key = primary;
    Transport open = transport;
    if (key == null || open == null) {
      return;
    }
    try {
      byte[] sealed = key.seal(plain, offset, length);
      open.send(sealed);
      packets[7]++;
      bytes[0] += sealed.length;
      lastSent = System.nanoTime();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      packets[3]++;
    }
  }

  private synchronized void onData(byte[] packet, int length) {
    int keyId = packet[0] & 7;
    Key key = matching(keyId);
    try {
      byte[] plain = key == null ? null : key.open(packet, length);
      if (plain == null) {
        packets[2]++;
        return;
      }
      lastAuthentic = System.nanoTime();
      packets[4]++;
      bytes[1] += length;
      if (!Arrays.equals(plain, PING)) {
        Mss.clamp(plain, 0, plain.length, mss);
        bytes[3] += plain.length;
        tun.write(plain, plain.length);
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private @Nullable Key matching(int keyId) {
    if (primary != null && primary.keyId() == keyId) {
      return primary;
    }
    return secondary != null && secondary.keyId() == keyId ? secondary : null;
  }

  /** The driver's clock: once a second. */
  synchronized void onTick() {
    long now = System.nanoTime();
    if (hasPeer && primary != null && interval > 0 && now - lastSent >= seconds(interval)) {
      sendData(PING, 0, PING.length);
    }
    if (hasPeer && !silenceTold && now - lastAuthentic >= seconds(timeout)) {
      silenceTold = true;
      FarSide.log("keepalive time-out");
      driver.failRead(Status.CONNECTION_DISCONNECTED);
    }
  }

  private static long seconds(int number) {
    return number * 1_000_000_000L;
  }

  @Override
  public synchronized void onNoRead() {
    FarSide.violation("news for the client, and no read was pending");
    silenceTold = timeout == 0;
  }

  @Override
  public void onSecondRead() {
    FarSide.violation("a second read while one was pending");
  }

  @Override
  public synchronized void onClosed() {
    FarSide.log("CLOSE");
    forgetPeer();
    started = false;
  }

  /** The driver is stopped under the open handle. */
  void cut() throws IOException {
    driver.cut();
  }

  /** What the socket hears. */
  private final class FromNetwork implements Transport.Receiver {
    @Override
    public void onPacket(byte[] packet, int length) {
      if (length < 4) {
        return;
      }
      if ((packet[0] & 0xff) >> 3 == P_DATA_V2) {
        onData(packet, length);
      } else {
        synchronized (StandIn.this) {
          packets[5]++;
        }
        driver.push(packet, length);
      }
    }

    @Override
    public void onLost() {
      FarSide.log("TCP lost");
      driver.failRead(Status.CONNECTION_ABORTED);
    }
  }
}
