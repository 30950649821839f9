// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

/** One line of an {@link UndoJournal}. */
public sealed interface JournalEntry {
  /** First line. The device that the plan is for: see {@link NetworkPlan#deviceIndex()}. */
  record Opened(String device, int deviceIndex) implements JournalEntry {}

  /** The change with this number (from 0) is about to be made. */
  record Intended(int number, NetChange change) implements JournalEntry {}

  /** The change with this number turned out to be none: the system was so already. */
  record Struck(int number) implements JournalEntry {}
}
