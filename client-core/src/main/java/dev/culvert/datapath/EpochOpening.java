// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.crypto.Aead;
import dev.culvert.crypto.EpochAead;
import dev.culvert.crypto.EpochSecret;
import dev.culvert.event.DropReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of an epoch key: the epoch in use, the one before, and those that may come
 * (openvpn-protocol 5.3). The first authentic packet of a later epoch makes that the one in use,
 * and our own packets follow it. One thread.
 */
final class EpochOpening {
  /** Epochs ahead of the one in use that a packet may have. */
  static final int FUTURE_KEYS = 16;

  /** Failures under one key after which nothing is opened with it any more. */
  private static final long MAX_FAILURES = 1L << 36;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Aead.Algorithm algorithm;
  private final int keyLength;
  private final Supplier<ReplayCheck> replayChecks;
  private final EpochIds ids;

  /** Made when a packet first asks for them; the next epoch first. */
  private final Deque<Key> future = new ArrayDeque<>();

  /** Of the newest key there is. */
  private EpochSecret newestSecret;

  private Key current;
  private @Nullable Key retiring;

  /**
   * @param first secret of epoch 1; copied
   * @param replayChecks a fresh window for every epoch
   * @param ids of our own packets, which follow
   */
  EpochOpening(
      Aead.Algorithm algorithm,
      int keyLength,
      EpochSecret first,
      Supplier<ReplayCheck> replayChecks,
      EpochIds ids) {
    this.algorithm = algorithm;
    this.keyLength = keyLength;
    this.replayChecks = replayChecks;
    this.ids = ids;
    this.newestSecret = new EpochSecret(first.secret().slice(0, EpochSecret.LENGTH));
    this.current = new Key(1);
  }

  /** Bytes of plaintext in a packet of that length, negative if it is too short. */
  static int plainLength(int length) {
    return length - EpochSealing.OVERHEAD;
  }

  /** The epoch in use. */
  int epoch() {
    return current.epoch;
  }

  /**
   * Opens a DATA_V2 packet into {@code out}, where its plain length must fit.
   *
   * @return null when it is authentic and new; else why it is dropped
   */
  @Nullable DropReason open(
      byte[] in, int offset, int length, byte[] out, int outOffset, long nowNanos) {
    int plainLength = plainLength(length);
    if (plainLength < 0) {
      return DropReason.TRUNCATED;
    }
    long id = (long) LONG.get(in, offset + 4);
    Key key = key(EpochIds.epoch(id));
    if (key == null) {
      return DropReason.NO_DATA_KEY;
    }
    if (!key.aead.open(in, offset, EpochSealing.HEADER, plainLength, out, outOffset)) {
      onFailure(key);
      return DropReason.AEAD_MISMATCH;
    }
    if (!key.replay.accept(EpochIds.counter(id), nowNanos)) {
      return DropReason.REPLAYED;
    }
    if (key.epoch > current.epoch) {
      advanceTo(key);
    }
    key.used += EpochIds.units(plainLength);
    leaveIfWorn(key, key.used > ids.limit());
    return null;
  }

  private @Nullable Key key(int epoch) {
    if (epoch == current.epoch) {
      return usable(current);
    }
    if (retiring != null && epoch == retiring.epoch) {
      return usable(retiring);
    }
    if (epoch < current.epoch || epoch > current.epoch + FUTURE_KEYS || epoch > EpochIds.LAST) {
      return null;
    }
    while (future.isEmpty() || future.getLast().epoch < epoch) {
      int newest = future.isEmpty() ? current.epoch : future.getLast().epoch;
      EpochSecret next = newestSecret.next();
      newestSecret.destroy();
      newestSecret = next;
      future.add(new Key(newest + 1));
    }
    for (Key key : future) {
      if (key.epoch == epoch) {
        return usable(key);
      }
    }
    return null;
  }

  private @Nullable Key usable(Key key) {
    return key.failures > MAX_FAILURES ? null : key;
  }

  private void onFailure(Key key) {
    key.failures++;
    leaveIfWorn(key, key.failures > MAX_FAILURES / 2);
  }

  /** The peer moves on when we do: that is how a receiver gets rid of a worn key. */
  private void leaveIfWorn(Key key, boolean worn) {
    if (worn && key == current && ids.epoch() == key.epoch) {
      ids.advance(key.epoch);
    }
  }

  private void advanceTo(Key key) {
    if (retiring != null) {
      retiring.aead.destroy();
    }
    retiring = current;
    while (future.getFirst() != key) {
      future.removeFirst().aead.destroy();
    }
    current = future.removeFirst();
    ids.onPeerEpoch(current.epoch);
  }

  void destroy() {
    newestSecret.destroy();
    current.aead.destroy();
    if (retiring != null) {
      retiring.aead.destroy();
    }
    future.forEach(key -> key.aead.destroy());
  }

  /** One epoch's key, made of the newest secret. */
  private final class Key {
    private final int epoch;
    private final EpochAead aead;
    private final ReplayCheck replay;
    private long used;
    private long failures;

    Key(int epoch) {
      this.epoch = epoch;
      this.aead = new EpochAead(algorithm, newestSecret, keyLength);
      this.replay = replayChecks.get();
    }
  }
}
