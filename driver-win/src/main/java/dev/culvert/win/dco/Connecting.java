// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.win.capi.DeviceFile;
import dev.culvert.win.dco.DcoProbe.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A NEW_PEER over TCP of the self-test that waits on a thread of its own. */
public final class Connecting {
  private final DeviceFile.Pending pending;
  private final CompletableFuture<Answer> end = new CompletableFuture<>();

  Connecting(DeviceFile.Pending pending) {
    this.pending = pending;
    Thread.ofPlatform()
        .daemon()
        .name("selftest-connect")
        .start(() -> end.complete(Answer.of(pending::await)));
  }

  /** Asks for its end. */
  public void cancel() {
    pending.cancel();
  }

  /** How it ended; empty when it has not in that time. */
  public Optional<Answer> await(Duration patience) throws InterruptedException {
    try {
      return Optional.of(end.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new AssertionError("a request ends with an answer", e);
    }
  }
}
