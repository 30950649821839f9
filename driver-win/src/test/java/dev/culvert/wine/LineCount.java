// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lines of code that have run, and all there are. */
record LineCount(int run, int all) {

  /** The sum over JaCoCo's table, one class a line, with a line of headings. */
  static LineCount read(Path table) throws IOException {
    List<List<String>> rows =
        Files.readAllLines(table).stream().map(line -> Arrays.asList(line.split(",", -1))).toList();
    int covered = rows.getFirst().indexOf("LINE_COVERED");
    int missed = rows.getFirst().indexOf("LINE_MISSED");
    int run = 0;
    int not = 0;
    for (List<String> row : rows.subList(1, rows.size())) {
      run += Integer.parseInt(row.get(covered));
      not += Integer.parseInt(row.get(missed));
    }
    return new LineCount(run, run + not);
  }

  double percent() {
    return all == 0 ? 0 : 100.0 * run / all;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f %% of lines (%d of %d)", percent(), run, all);
  }
}
