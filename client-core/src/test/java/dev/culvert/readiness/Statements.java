// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.directive.Statement;
import dev.culvert.directive.StatementReader;
import dev.culvert.directive.StatementReader.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Profiles of tests as statements. */
final class Statements {
  private Statements() {}

  static List<Statement> of(String name, String text) {
    StatementReader reader =
        new StatementReader(
            (directory, file) -> {
              throw new IOException("no such file");
            });
    reader.file(name, text.getBytes(StandardCharsets.UTF_8));
    List<Statement> statements = new ArrayList<>();
    for (Entry entry : reader.entries()) {
      if (entry instanceof Entry.Read(Statement statement)) {
        statements.add(statement);
      }
    }
    return statements;
  }
}
