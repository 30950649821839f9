// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.driver.DriverException;
import dev.culvert.driver.Keepalive;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.Transport;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.win.capi.DeviceFile;
import dev.culvert.win.capi.Kernel32;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.PeerId;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The driver's requests one at a time, in any order, each with the number that it ends with: for
 * the self-test, which provokes what {@link DcoDevice} avoids. One thread at a time.
 */
public final class DcoProbe implements AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final int ANSWER_MILLIS = 10_000;
  private static final PeerId PEER = new PeerId(7);

  private final DeviceFile file;
  private final SecureRandom random = new SecureRandom();
  private int keyId;

  private DcoProbe(DeviceFile file) {
    this.file = file;
  }

  /** Opens an adapter. */
  public static DcoProbe open(Kernel32 kernel, String path) throws DriverException {
    return new DcoProbe(DeviceFile.open(kernel, path, DcoLink.LARGEST_READ, DcoLink.LARGEST_WRITE));
  }

  /**
   * How opening what is open already ends.
   *
   * @param firstRequest how GET_VERSION ended, where the open went through
   */
  public record Again(Answer open, Optional<Answer> firstRequest) {}

  /** Tries to open an adapter that somebody has open. */
  public static Again openAgain(Kernel32 kernel, String path) {
    DcoProbe[] opened = new DcoProbe[1];
    Answer open = Answer.of(() -> opened[0] = open(kernel, path));
    if (!open.done()) {
      return new Again(open, Optional.empty());
    }
    try (DcoProbe probe = opened[0]) {
      return new Again(open, Optional.of(Answer.of(probe::version)));
    }
  }

  /** The version that the version device tells, which needs no adapter of ours. */
  public static String versionDevice(Kernel32 kernel) throws DriverException {
    try (DeviceFile device = DeviceFile.openShared(kernel, DcoDriver.VERSION_DEVICE)) {
      return DcoDriver.version(device).toString();
    }
  }

  /** The version that the adapter tells. */
  public String version() throws DriverException {
    return DcoDriver.version(file).toString();
  }

  /** Why the product does not use this version; empty when it does. */
  public Optional<String> refusal() throws DriverException {
    return DcoDriver.version(file).refusal();
  }

  /** NEW_PEER over UDP. */
  public Answer newPeer(InetSocketAddress remote) {
    return ask(Ioctl.NEW_PEER, NewPeer.unbound(remote, Transport.UDP).encode());
  }

  /** NEW_PEER over TCP, which ends when the connection stands, fails or is cancelled. */
  public Connecting connect(InetSocketAddress remote) throws DriverException {
    byte[] request = NewPeer.unbound(remote, Transport.TCP_CLIENT).encode();
    return new Connecting(file.begin(Ioctl.NEW_PEER.name(), Ioctl.NEW_PEER.code(), request));
  }

  public Answer delPeer() {
    return ask(Ioctl.DEL_PEER, NOTHING);
  }

  public Answer startVpn() {
    return ask(Ioctl.START_VPN, NOTHING);
  }

  public Answer swapKeys() {
    return ask(Ioctl.SWAP_KEYS, NOTHING);
  }

  /** SET_PEER without a clamp of segments. */
  public Answer setPeer(Duration interval, Duration timeout) {
    return ask(Ioctl.SET_PEER, new SetPeer(new Keepalive(interval, timeout), 0).encode());
  }

  /** NEW_KEY with a random key and the next key id. */
  public Answer newKey(KeySlot slot, DataCipher cipher) {
    DataKey key =
        new DataKey(
            new KeyId(keyId++ % 8),
            cipher,
            Secret.copyOf(random(cipher.keyLength())),
            Bytes.copyOf(random(DataKey.IMPLICIT_IV_LENGTH)),
            Secret.copyOf(random(cipher.keyLength())),
            Bytes.copyOf(random(DataKey.IMPLICIT_IV_LENGTH)));
    byte[] request = new CryptoData(slot, key, PEER).encode();
    try {
      return ask(Ioctl.NEW_KEY, request);
    } finally {
      Arrays.fill(request, (byte) 0);
      key.destroy();
    }
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** GET_STATS; the figures are passed over. */
  public Answer getStats() {
    return ask(Ioctl.GET_STATS, NOTHING);
  }

  /** Requests with a byte too little of input, or of room for the answer, by their names. */
  public Map<String, Answer> tooShort() {
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (Ioctl request : new Ioctl[] {Ioctl.SET_PEER, Ioctl.NEW_KEY, Ioctl.NEW_PEER}) {
      byte[] input = new byte[request.inputSize() - 1];
      answers.put(request + " of " + input.length + " bytes", ask(request, input, 0));
    }
    for (Ioctl request : new Ioctl[] {Ioctl.GET_STATS, Ioctl.GET_VERSION}) {
      int room = request.outputSize() - 1;
      answers.put(request + " with room for " + room + " bytes", ask(request, NOTHING, room));
    }
    return answers;
  }

  private Answer ask(Ioctl request, byte[] in) {
    return ask(request, in, request.outputSize());
  }

  private Answer ask(Ioctl request, byte[] in, int room) {
    return Answer.of(
        () -> file.control(request.name(), request.code(), in, new byte[room], ANSWER_MILLIS));
  }

  /** WriteFile of one control packet, to its end. */
  public Answer write(byte[] packet) {
    return Answer.of(() -> file.writeThrough(packet, ANSWER_MILLIS));
  }

  /**
   * Posts a read. The driver takes requests in their order, so once it has answered another one the
   * read is with it: what happens from now on finds it there.
   */
  public PendingRead read() throws DriverException, InterruptedException {
    PendingRead read = PendingRead.post(file, DcoLink.LARGEST_READ);
    version();
    return read;
  }

  /** Ends everything that is under way, then closes the handle. */
  @Override
  public void close() {
    file.close();
  }

  /** Something that may fail with a number. */
  @FunctionalInterface
  interface Call {
    void run() throws DriverException;
  }

  /**
   * How a request ended.
   *
   * @param error Windows' number, 0 for success
   */
  public record Answer(int error, long micros) {
    static Answer of(Call call) {
      long start = System.nanoTime();
      int error = WindowsError.SUCCESS;
      try {
        call.run();
      } catch (DriverException e) {
        error = e.code();
      }
      return new Answer(error, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
    }

    public boolean done() {
      return error == WindowsError.SUCCESS;
    }

    private DcoFailure kind() {
      return DcoFailure.of(WindowsError.failure("", error, ""));
    }

    /** Whether the product takes it for a request out of order. */
    public boolean isNoPeer() {
      return !done() && kind() == DcoFailure.NO_PEER;
    }

    /** Whether the product takes it for an end that it wanted itself. */
    public boolean isCancelled() {
      return !done() && kind() == DcoFailure.CANCELLED;
    }

    /** Whether the product takes it for a connection that is gone or never stood. */
    public boolean isTransportLost() {
      return !done() && kind() == DcoFailure.TRANSPORT_LOST;
    }

    /** Whether the product takes it for the keepalive time-out. */
    public boolean isPeerSilent() {
      return !done() && kind() == DcoFailure.PEER_SILENT;
    }

    /** Whether the product takes it for an adapter that is gone. */
    public boolean isDeviceGone() {
      return !done() && kind() == DcoFailure.DEVICE_GONE;
    }

    /** The number with its words. */
    @Override
    public String toString() {
      return done() ? "success" : error + " (" + WindowsError.words(error) + ")";
    }
  }
}
