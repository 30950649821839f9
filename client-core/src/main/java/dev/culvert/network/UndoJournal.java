// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import dev.culvert.network.JournalEntry.Intended;
import dev.culvert.network.JournalEntry.Opened;
import dev.culvert.network.JournalEntry.Struck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was changed, on disk before it is. Where a crash leaves what:
 *
 * <ul>
 *   <li>before or within the line of a change: the change was not made, and a line that was cut
 *       short is passed over;
 *   <li>after the line, before the change: undoing what was never made does nothing;
 *   <li>after the change: it is undone;
 *   <li>while undoing: the whole is undone again, and what is gone counts as undone.
 * </ul>
 *
 * What the system had already is looked for first and never written. Should another program make
 * the same route between the look and the change, and we crash before the entry is struck out, then
 * cleanup removes that route: no order of writes avoids this, as the system has no transactions.
 */
public final class UndoJournal {
  private final JournalFile file;
  private int next;

  private UndoJournal(JournalFile file) {
    this.file = file;
  }

  /** Starts an empty journal for a plan. */
  public static UndoJournal start(JournalFile file, NetworkPlan plan) throws IOException {
    file.append(JournalCodec.encode(new Opened(plan.device(), plan.deviceIndex())));
    return new UndoJournal(file);
  }

  /** Writes that a change is about to be made, and returns its number. */
  int intend(NetChange change) throws IOException {
    file.append(JournalCodec.encode(new Intended(next, change)));
    return next++;
  }

  void strike(int number) throws IOException {
    file.append(JournalCodec.encode(new Struck(number)));
  }

  void delete() throws IOException {
    file.delete();
  }

  void release() {
    file.release();
  }

  /**
   * What a journal says.
   *
   * @param changes not struck out, in the order in which they were made
   * @param unreadable lines that are none of ours or were cut short
   */
  record Content(Optional<Opened> opened, List<NetChange> changes, int unreadable) {}

  static Content read(JournalFile file) throws IOException {
    Optional<Opened> opened = Optional.empty();
    TreeMap<Integer, NetChange> changes = new TreeMap<>();
    int unreadable = 0;
    for (String line : file.readAll()) {
      switch (JournalCodec.decode(line).orElse(null)) {
        case Opened e -> opened = Optional.of(e);
        case Intended(int number, NetChange change) -> changes.put(number, change);
        case Struck(int number) -> changes.remove(number);
        case null -> unreadable++;
      }
    }
    return new Content(opened, new ArrayList<>(changes.values()), unreadable);
  }
}
