// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import dev.culvert.network.NetworkPort.Outcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan that is in force. Closing it undoes what was made, in reverse. One thread at a time. */
public final class AppliedPlan implements AutoCloseable {
  private final NetworkPort port;
  private final UndoJournal journal;
  private final Deque<NetChange> made = new ArrayDeque<>();
  private boolean closed;

  private AppliedPlan(NetworkPort port, UndoJournal journal) {
    this.port = port;
    this.journal = journal;
  }

  /** Makes every change of the plan; if one fails, undoes those before it and throws. */
  public static AppliedPlan apply(NetworkPlan plan, NetworkPort port, JournalFile file)
      throws IOException {
    AppliedPlan applied = new AppliedPlan(port, UndoJournal.start(file, plan));
    try {
      for (NetChange change : plan.changes()) {
        applied.make(change);
      }
    } catch (IOException e) {
      try {
        applied.close();
      } catch (IOException undoing) {
        e.addSuppressed(undoing);
      }
      throw e;
    }
    return applied;
  }

  private void make(NetChange change) throws IOException {
    if (port.isInPlace(change)) {
      return;
    }
    int number = journal.intend(change);
    if (port.apply(change) == Outcome.MADE) {
      made.push(change);
    } else {
      journal.strike(number);
    }
  }

  /** What was changed and is not undone yet, in the order in which it was made. */
  public List<NetChange> made() {
    return new ArrayList<>(made).reversed();
  }

  /**
   * Undoes everything, also when a part of it fails; then the journal stays for the next cleanup.
   * Does nothing the second time.
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    IOException failed = undoAll();
    if (failed == null) {
      journal.delete();
    } else {
      journal.release();
      throw failed;
    }
  }

  private @Nullable IOException undoAll() {
    IOException failed = null;
    while (!made.isEmpty()) {
      try {
        port.undo(made.pop());
      } catch (IOException e) {
        if (failed == null) {
          failed = e;
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    return failed;
  }
}
