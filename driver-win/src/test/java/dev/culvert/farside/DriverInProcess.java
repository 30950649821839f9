// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import dev.culvert.win.capi.FakeKernel;
import dev.culvert.win.capi.FakeKernel.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The far side as the driver under a {@link FakeKernel}, in one process: real sockets, no Wine. Its
 * numbers are Windows' for the statuses.
 */
public final class DriverInProcess implements FakeKernel.Driver, AutoCloseable {
  private final FakeKernel kernel;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final DriverState state;
  private final ExecutorService later = Executors.newSingleThreadExecutor();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Kernel client = new Kernel();
  private final ScheduledFuture<?> tick;

  /** The kernel asks one thing at a time. */
  private volatile @Nullable Thread asking;

  private @Nullable Answer given;
  private volatile int pendingCode;

  /**
   * @param chacha whether it has ChaCha20-Poly1305
   */
  public DriverInProcess(FakeKernel kernel, String version, boolean chacha) {
    this.kernel = kernel;
    Log log = new Log(new PrintStream(text, true, StandardCharsets.UTF_8));
    this.state =
        new DriverState(
            DriverVersion.of(version), chacha, new Adapter(new MemoryTun()), log, System::nanoTime);
    tick = clock.scheduleAtFixedRate(state::tick, 1, 1, TimeUnit.SECONDS);
  }

  /** What the far side called a violation, in order. */
  public List<String> violations() {
    String mark = "VIOLATION: ";
    return text.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  @Override
  public void onOpen() {
    state.opened(client);
  }

  @Override
  public void onClose() {
    state.closed();
  }

  @Override
  public Answer onControl(int code, byte[] in, int outLength) {
    return ask(() -> state.ioctl(client, code, code, outLength, Bytes.copyOf(in)), code);
  }

  @Override
  public Answer onWrite(byte[] packet) {
    return ask(() -> state.write(client, 0, Bytes.copyOf(packet)), 0);
  }

  /** What the far side replies while it is asked is the answer; else that comes later. */
  private Answer ask(Runnable question, int code) {
    given = null;
    asking = Thread.currentThread();
    try {
      question.run();
    } finally {
      asking = null;
    }
    Answer answer = given;
    if (answer == null) {
      pendingCode = code;
      return Answer.PENDING;
    }
    return answer;
  }

  private static int number(NtStatus status) {
    return switch (status) {
      case SUCCESS -> 0;
      case BUFFER_OVERFLOW -> 234;
      case INVALID_PARAMETER -> 87;
      case INVALID_DEVICE_REQUEST -> 1;
      case BUFFER_TOO_SMALL -> 122;
      case IO_TIMEOUT -> 121;
      case CANCELLED -> 995;
      case INVALID_DEVICE_STATE -> 22;
      case INVALID_BUFFER_SIZE -> 1784;
      case INVALID_ADDRESS_COMPONENT -> 1214;
      case ADDRESS_ALREADY_EXISTS -> 52;
      case CONNECTION_DISCONNECTED -> 64;
      case OBJECTID_EXISTS -> 5010;
      case CONNECTION_REFUSED -> 1225;
      case NETWORK_UNREACHABLE -> 1231;
      case HOST_UNREACHABLE -> 1232;
      case CONNECTION_ABORTED -> 1236;
      case OBJECTID_NOT_FOUND -> 2;
    };
  }

  @Override
  public void close() {
    state.gone();
    tick.cancel(false);
    clock.shutdownNow();
    later.shutdownNow();
  }

  /** The kernel as the far side's client. What comes by itself comes on a thread of its own. */
  private final class Kernel implements Client {
    @Override
    public void reply(int id, NtStatus status, Bytes output) {
      if (Thread.currentThread() == asking) {
        given = status == NtStatus.SUCCESS ? new Answer(0, output) : Answer.error(number(status));
        return;
      }
      later.execute(() -> attempt(() -> kernel.endControl(pendingCode, number(status))));
    }

    @Override
    public void push(Bytes packet) {
      later.execute(() -> kernel.deliver(packet.toArray()));
    }

    @Override
    public void failRead(NtStatus status) {
      later.execute(
          () -> {
            if (!attempt(() -> kernel.failRead(number(status)))) {
              state.noRead(status.value());
            }
          });
    }

    @Override
    public void flush() {
      later.execute(() -> attempt(() -> kernel.failRead(number(NtStatus.CANCELLED))));
    }

    /** False when nobody waits any more. */
    private boolean attempt(Runnable end) {
      try {
        end.run();
        return true;
      } catch (NoSuchElementException e) {
        return false;
      }
    }
  }
}
