// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.PeerSettings;
import dev.culvert.event.DropCounters;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.PeerId;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The path allocates what the JCA's cipher allocates and nothing more. Allocation is counted by the
 * VM, not sampled, and one object per packet would show as 16 bytes at least.
 */
class AllocationTest {
  private static final int PACKETS = 64;
  private static final int ROUNDS = 100;
  private static final int SERIES = 12;
  private static final int LENGTH = 1400;
  private static final long SMALLEST_OBJECT = 16;

  @ParameterizedTest
  @EnumSource(DataCipher.class)
  void sealingAndOpeningAllocateNothingBesideTheCipher(DataCipher cipher)
      throws GeneralSecurityException {
    DataKey ours = Samples.key(0, cipher, false);
    KeySlots keys = new KeySlots(() -> (id, now) -> true);
    keys.install(KeySlot.PRIMARY, ours, 1);
    KeySlots peerKeys = new KeySlots(() -> (id, now) -> true);
    peerKeys.install(KeySlot.PRIMARY, Samples.key(0, cipher, true), 1);
    Sealing sealing = new Sealing(keys, new DropCounters(), InstalledKey::tunnelSeal);
    Opening opening = new Opening(peerKeys);
    PeerSettings peer = Samples.peer(new PeerId(0), 1194, 1400);
    PacketBatch tunnel = Batches.tunnel(PACKETS, 1600);
    while (!tunnel.isFull()) {
      tunnel.add(LENGTH);
    }
    PacketBatch datagrams = Batches.link(PACKETS, 1600);
    PacketBatch opened = Batches.tunnel(PACKETS, 1600);
    Bare bare = new Bare(ours);
    Round path =
        () -> {
          sealing.seal(tunnel, datagrams, peer, Samples.SILENT);
          openAll(opening, datagrams, opened);
        };

    long pathBytes = Long.MAX_VALUE;
    long bareBytes = Long.MAX_VALUE;
    // The compiler drops the parameter objects of one and then of the other: the end state counts.
    for (int i = 0; i < SERIES; i++) {
      pathBytes = Math.min(pathBytes, bytesPerPacket(path));
      bareBytes = Math.min(bareBytes, bytesPerPacket(bare::sealAndOpen));
    }

    assertThat(opened.count()).isEqualTo(PACKETS);
    assertThat(pathBytes).isLessThan(bareBytes + SMALLEST_OBJECT);
  }

  private static void openAll(Opening opening, PacketBatch datagrams, PacketBatch opened) {
    opened.clear();
    for (int i = 0; i < datagrams.count(); i++) {
      int offset = datagrams.offset(i);
      Opcode opcode = Opcode.of(datagrams.array()[offset]);
      int length = datagrams.length(i);
      if (opening.open(
              opcode, datagrams.array(), offset, length, opened.array(), opened.nextOffset(), 0)
          == null) {
        opened.add(Opening.plainLength(opcode, length));
      }
    }
  }

  private static long bytesPerPacket(Round round) throws GeneralSecurityException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      round.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / (ROUNDS * PACKETS);
  }

  private interface Round {
    void run() throws GeneralSecurityException;
  }

  /** What the JCA alone costs: both directions, a parameter object each. */
  private static final class Bare {
    private final boolean gcm;
    private final SecretKeySpec key;
    private final Cipher sealer;
    private final Cipher opener;
    private final byte[] nonce = new byte[12];
    private final byte[] header = new byte[8];
    private final byte[] plain = new byte[LENGTH];
    private final byte[] sealed = new byte[LENGTH + 16];
    private int next;

    Bare(DataKey key) throws GeneralSecurityException {
      this.gcm = key.cipher() != DataCipher.CHACHA20_POLY1305;
      this.key = new SecretKeySpec(key.sendKey().toArray(), gcm ? "AES" : "ChaCha20");
      String name = gcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305";
      sealer = Cipher.getInstance(name);
      opener = Cipher.getInstance(name);
    }

    void sealAndOpen() throws GeneralSecurityException {
      for (int i = 0; i < PACKETS; i++) {
        next++;
        nonce[0] = (byte) (next >>> 16);
        nonce[1] = (byte) (next >>> 8);
        nonce[2] = (byte) next;
        sealer.init(Cipher.ENCRYPT_MODE, key, parameters());
        sealer.updateAAD(header);
        sealer.doFinal(plain, 0, LENGTH, sealed, 0);
        opener.init(Cipher.DECRYPT_MODE, key, parameters());
        opener.updateAAD(header);
        opener.doFinal(sealed, 0, LENGTH + 16, plain, 0);
      }
    }

    private AlgorithmParameterSpec parameters() {
      return gcm ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce);
    }
  }
}
