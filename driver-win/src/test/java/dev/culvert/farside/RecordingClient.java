// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps what the driver does for its client, as the frames it would be. */
final class RecordingClient implements Client {
  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

  @Override
  public void reply(int id, NtStatus status, Bytes output) {
    frames.add(Frame.reply(id, status, output));
  }

  @Override
  public void push(Bytes packet) {
    frames.add(Frame.push(packet));
  }

  @Override
  public void failRead(NtStatus status) {
    frames.add(Frame.failRead(status));
  }

  @Override
  public void flush() {
    frames.add(Frame.flush());
  }

  /** The next one, which may come from another thread. */
  Frame next() throws InterruptedException {
    Frame frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(frame).as("a frame within %d s", PATIENCE_SECONDS).isNotNull();
    return Objects.requireNonNull(frame);
  }

  /** One that is there already. */
  @Nullable Frame present() {
    return frames.poll();
  }
}
