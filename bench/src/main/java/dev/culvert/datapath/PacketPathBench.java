// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.driver.Keepalive;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.PeerSettings;
import dev.culvert.event.DropCounters;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.PeerId;
import dev.culvert.wire.ReplayWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A batch of 1400-byte packets through the path's two steps, and through the bare cipher. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PacketPathBench {
  private static final int PACKETS = Batches.SLOTS;
  private static final int LENGTH = 1400;
  private static final int OVERHEAD = Sealing.LONGEST_OVERHEAD;

  @Param({"AES-256-GCM", "CHACHA20-POLY1305"})
  public String cipherName;

  private boolean gcm;
  private SecretKeySpec bareKey;
  private Cipher bareCipher;
  private Cipher bareOpener;
  private final byte[] nonce = new byte[12];
  private final byte[] bareIn = new byte[PACKETS * 2048];
  private final byte[] bareOut = new byte[PACKETS * 2048];
  private final byte[] bareSealed = new byte[LENGTH + 16];
  private final byte[] header = new byte[8];

  private final PacketBatch tunnel = Batches.tunnel(PACKETS, 1600);
  private final PacketBatch datagrams = Batches.link(PACKETS, 1600);
  private final PacketBatch captured = Batches.link(PACKETS, 1600);
  private final PacketBatch opened = Batches.tunnel(PACKETS, 1600);
  private Sealing sealing;
  private Opening opening;
  private PeerSettings peer;

  @Setup
  public void prepare() throws GeneralSecurityException {
    DataCipher cipher = DataCipher.named(cipherName).orElseThrow();
    gcm = cipher != DataCipher.CHACHA20_POLY1305;
    byte[] secret = new byte[32];
    secret[0] = 7;
    Bytes iv = Bytes.copyOf(new byte[8]);
    Secret key = Secret.copyOf(secret);
    DataKey dataKey = new DataKey(KeyId.FIRST, cipher, key, iv, key, iv);
    // The same packets are opened over and over: the window's cost is in, its verdict is not.
    KeySlots keys = new KeySlots(AlwaysNew::new);
    keys.install(KeySlot.PRIMARY, dataKey, 1);
    sealing = new Sealing(keys, new DropCounters(), InstalledKey::tunnelSeal);
    opening = new Opening(keys);
    peer =
        new PeerSettings(
            new PeerId(0),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1194),
            Keepalive.OFF,
            1400);
    for (int i = 0; i < PACKETS; i++) {
      tunnel.array()[tunnel.nextOffset()] = 0x45;
      tunnel.add(LENGTH);
    }
    sealing.seal(tunnel, captured, peer, NOBODY);
    bareKey = new SecretKeySpec(secret, gcm ? "AES" : "ChaCha20");
    bareCipher = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    bareOpener = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    start(bareCipher, Cipher.ENCRYPT_MODE, 0);
    bareCipher.doFinal(bareIn, 0, LENGTH, bareSealed, 0);
  }

  private int next = 1;

  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public byte[] sealBare() throws GeneralSecurityException {
    for (int i = 0; i < PACKETS; i++) {
      start(bareCipher, Cipher.ENCRYPT_MODE, next++);
      bareCipher.doFinal(bareIn, i * 2048, LENGTH, bareOut, i * 2048);
    }
    return bareOut;
  }

  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public byte[] openBare() throws GeneralSecurityException {
    for (int i = 0; i < PACKETS; i++) {
      start(bareOpener, Cipher.DECRYPT_MODE, 0);
      bareOpener.doFinal(bareSealed, 0, LENGTH + 16, bareOut, i * 2048);
    }
    return bareOut;
  }

  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int sealPath() {
    sealing.seal(tunnel, datagrams, peer, NOBODY);
    if (datagrams.count() != PACKETS) {
      throw new IllegalStateException("only " + datagrams.count() + " packets were sealed");
    }
    return datagrams.length(0);
  }

  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int openPath() {
    opened.clear();
    for (int i = 0; i < PACKETS; i++) {
      int offset = captured.offset(i);
      Opcode opcode = Opcode.of(captured.array()[offset]);
      int at = opened.nextOffset();
      if (opening.open(opcode, captured.array(), offset, captured.length(i), opened.array(), at, 0)
          != null) {
        throw new IllegalStateException("packet " + i + " does not open");
      }
      if (Notice.of(opened.array(), at, LENGTH) == Notice.NONE) {
        MssClamp.clamp(opened.array(), at, LENGTH, peer.mss());
        opened.add(captured.length(i) - OVERHEAD);
      }
    }
    return opened.count();
  }

  private void start(Cipher cipher, int mode, int packetId) throws GeneralSecurityException {
    nonce[0] = (byte) (packetId >>> 24);
    nonce[1] = (byte) (packetId >>> 16);
    nonce[2] = (byte) (packetId >>> 8);
    nonce[3] = (byte) packetId;
    cipher.init(mode, bareKey, gcm ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce));
    cipher.updateAAD(header);
  }

  /** The real window, asked about an id that it has not seen: the packets here are all the same. */
  private static final class AlwaysNew implements ReplayCheck {
    private final ReplayWindow window = new ReplayWindow(64, Duration.ofSeconds(15));
    private long next = 1;

    @Override
    public boolean accept(long packetId, long nowNanos) {
      return window.accept(next++, nowNanos);
    }
  }

  private static final LinkListener NOBODY =
      new LinkListener() {
        @Override
        public void onOpen() {}

        @Override
        public void onControl(byte[] packet, InetSocketAddress from) {}

        @Override
        public void onPeerSilent() {}

        @Override
        public void onKeyNearlyUsedUp() {}

        @Override
        public void onPeerMoved(InetSocketAddress to) {}

        @Override
        public void onFailed(IOException cause) {}
      };
}
