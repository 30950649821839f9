// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.DeviceFile;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.win.dco.DcoProbe.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A ReadFile of the self-test that waits on a thread of its own. */
public final class PendingRead {
  /**
   * How it ended.
   *
   * @param packet what came; empty after a failure
   */
  public record End(Answer answer, Bytes packet) {}

  private final DeviceFile file;
  private final CountDownLatch posting = new CountDownLatch(1);
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private volatile boolean cancelled;

  private PendingRead(DeviceFile file) {
    this.file = file;
  }

  static PendingRead post(DeviceFile file, int largest) throws InterruptedException {
    PendingRead read = new PendingRead(file);
    Thread.ofPlatform().daemon().name("selftest-read").start(() -> read.run(largest));
    // Set under the lock that every other request takes too: those come after the read.
    read.posting.await();
    return read;
  }

  private void run(int largest) {
    byte[] room = new byte[largest];
    int[] length = new int[1];
    Answer answer = Answer.of(() -> length[0] = file.read(room, this::wanted));
    // A file that is closed does not ask whether the read is wanted.
    posting.countDown();
    end.complete(new End(answer, Bytes.copyOf(Arrays.copyOf(room, length[0]))));
  }

  private boolean wanted() {
    posting.countDown();
    return !cancelled;
  }

  /** Asks for its end. */
  public void cancel() {
    cancelled = true;
    file.cancelRead();
  }

  /** Its end; empty when that does not come in time. */
  public Optional<End> await(Duration patience) throws InterruptedException {
    try {
      return Optional.of(end.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new AssertionError("a read ends with an answer", e);
    }
  }

  /** The packet that came, or the failure as the exception it is. */
  public Bytes packet(Duration patience) throws DriverException, InterruptedException {
    Optional<End> ended = await(patience);
    int error = ended.map(e -> e.answer().error()).orElse(WindowsError.WAIT_TIMEOUT);
    WindowsError.check(error, "ReadFile", file.path());
    return ended.orElseThrow().packet();
  }
}
