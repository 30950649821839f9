// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import dev.culvert.network.JournalEntry.Opened;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What was done about a journal that a crash left.
 *
 * @param journal its name
 * @param undone changes that are undone now, last made first
 * @param failures changes that could not be undone, with why; the journal is kept then
 * @param unreadable lines that were passed over
 */
public record Cleanup(
    String journal, List<NetChange> undone, List<String> failures, int unreadable) {
  public Cleanup {
    undone = List.copyOf(undone);
    failures = List.copyOf(failures);
  }

  /** Undoes what the journal says and removes it, unless something could not be undone. */
  public static Cleanup replay(JournalFile file, NetworkPort port) throws IOException {
    UndoJournal.Content content = UndoJournal.read(file);
    List<NetChange> undone = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    if (content.opened().isEmpty() && content.unreadable() > 1) {
      // One line cut short is a crash at the very start; more is a form that we do not know.
      failures.add("it was not written by this version");
    } else {
      for (NetChange change : content.changes().reversed()) {
        try {
          if (content.opened().isEmpty() || !wentWithDevice(change, content.opened().get(), port)) {
            port.undo(change);
          }
          undone.add(change);
        } catch (IOException e) {
          failures.add(change + ": " + e.getMessage());
        }
      }
    }
    if (failures.isEmpty()) {
      file.delete();
    } else {
      file.release();
    }
    return new Cleanup(file.name(), undone, failures, content.unreadable());
  }

  /** Another tunnel may have a device of that name by now, and its settings are not ours. */
  private static boolean wentWithDevice(NetChange change, Opened opened, NetworkPort port)
      throws IOException {
    if (!opened.device().equals(change.device()) || opened.deviceIndex() == 0) {
      return false;
    }
    OptionalInt now = port.deviceIndex(opened.device());
    return now.isEmpty() || now.getAsInt() != opened.deviceIndex();
  }
}
