// SPDX-License-Identifier: Apache-2.0
package dev.culvert.simnet;

import dev.culvert.time.Moment;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Virtual time: things happen in the order of their moments, and nothing takes any time. */
public final class World {
  private final PriorityQueue<Planned> plan = new PriorityQueue<>();
  private Moment now = new Moment(0);
  private long order;

  public Moment now() {
    return now;
  }

  public void at(Moment when, Runnable action) {
    plan.add(new Planned(when, order++, action));
  }

  public void after(Duration delay, Runnable action) {
    at(now.plus(delay), action);
  }

  /** Lets things happen until {@code done} says so or {@code limit} is reached. */
  public boolean runUntil(BooleanSupplier done, Duration limit) {
    Moment end = now.plus(limit);
    while (!done.getAsBoolean()) {
      Planned next = plan.peek();
      if (next == null || end.isBefore(next.when)) {
        now = end;
        return false;
      }
      plan.remove();
      now = next.when.isBefore(now) ? now : next.when;
      next.action.run();
    }
    return true;
  }

  private record Planned(Moment when, long order, Runnable action) implements Comparable<Planned> {
    @Override
    public int compareTo(Planned other) {
      int byTime = when.compareTo(other.when);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
