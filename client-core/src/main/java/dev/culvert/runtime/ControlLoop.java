// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.time.EventLoop;
import dev.culvert.time.Moment;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The control thread: tasks in order, timers in time. It sleeps until one of them is due; there is
 * no tick. It ends with {@link #close}.
 */
public final class ControlLoop implements EventLoop, AutoCloseable {
  private static final long LONGEST_WAIT_NANOS = TimeUnit.HOURS.toNanos(1);

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final PriorityQueue<Pending> timers = new PriorityQueue<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean running = true;
  private long sequence;

  private final Consumer<RuntimeException> onBug;

  private ControlLoop(Consumer<RuntimeException> onBug) {
    this.onBug = onBug;
  }

  /**
   * Starts the thread.
   *
   * @param onBug hears, on the loop, of a task that threw: a bug of ours. The loop goes on, so that
   *     what is left can be undone.
   */
  public static ControlLoop start(Consumer<RuntimeException> onBug) {
    ControlLoop loop = new ControlLoop(onBug);
    Threads.named("control").newThread(loop::run).start();
    return loop;
  }

  @Override
  public Moment now() {
    return new Moment(System.nanoTime());
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public Timer at(Moment when, Runnable task) {
    if (when.equals(Moment.NEVER)) {
      return () -> {};
    }
    Pending pending = new Pending(when, task);
    execute(() -> insert(pending));
    return () -> execute(() -> timers.remove(pending));
  }

  private void insert(Pending pending) {
    pending.order = sequence++;
    timers.add(pending);
  }

  private void run() {
    try {
      while (running) {
        Runnable task = tasks.poll(untilNextTimer(), TimeUnit.NANOSECONDS);
        if (task != null) {
          runGuarded(task);
        }
        runDueTimers();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  /** The top frame of the thread: the one place that catches whatever a task throws. */
  private void runGuarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      onBug.accept(bug);
    }
  }

  private long untilNextTimer() {
    Pending next = timers.peek();
    if (next == null) {
      return LONGEST_WAIT_NANOS;
    }
    return Math.clamp(now().until(next.when).toNanos(), 0, LONGEST_WAIT_NANOS);
  }

  private void runDueTimers() {
    Moment now = now();
    while (running && !timers.isEmpty() && now.reached(timers.element().when)) {
      runGuarded(timers.remove().task);
    }
  }

  /** Ends the thread after what is queued. From another thread it waits until that is done. */
  @Override
  public void close() {
    execute(() -> running = false);
  }

  /** Waits for the thread's end; false if it did not come in time. */
  public boolean awaitEnd(long seconds) throws InterruptedException {
    return stopped.await(seconds, TimeUnit.SECONDS);
  }

  /** Runs in the order of its moment, then of its insertion. */
  private static final class Pending implements Comparable<Pending> {
    private final Moment when;
    private final Runnable task;
    private long order;

    Pending(Moment when, Runnable task) {
      this.when = when;
      this.task = task;
    }

    @Override
    public int compareTo(Pending other) {
      int byTime = when.compareTo(other.when);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
