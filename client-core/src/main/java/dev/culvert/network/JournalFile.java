// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.io.IOException;
import java.util.List;

/** Where an {@link UndoJournal} keeps its lines. */
public interface JournalFile {
  /** For messages. */
  String name();

  /** Adds a line. When this returns, the line outlives the process. */
  void append(String line) throws IOException;

  /** All lines; a last one that was not written to its end may be among them. */
  List<String> readAll() throws IOException;

  /** Everything is undone: removes the file and gives it up. */
  void delete() throws IOException;

  /** Gives the file up as it is: the next cleanup finds it. Idempotent. */
  void release();
}
