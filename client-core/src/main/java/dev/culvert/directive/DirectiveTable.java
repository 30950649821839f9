// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The one table of all directives, from {@code directives.txt} beside this class, read once. */
public final class DirectiveTable {
  private static final String RESOURCE = "directives.txt";
  private static final int COLUMNS = 8;
  private static final List<DirectiveRow> ROWS = read();
  private static final Map<String, DirectiveRow> BY_NAME = new HashMap<>();

  static {
    for (DirectiveRow row : ROWS) {
      for (String name : row.names()) {
        if (BY_NAME.put(name, row) != null) {
          throw new IllegalStateException(name + " is in the table twice");
        }
      }
    }
  }

  private DirectiveTable() {}

  /** All rows, a family after the other. */
  public static List<DirectiveRow> rows() {
    return ROWS;
  }

  /** The row of that name or alias; case matters. */
  public static Optional<DirectiveRow> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static List<DirectiveRow> read() {
    try (InputStream in = DirectiveTable.class.getResourceAsStream(RESOURCE)) {
      byte[] bytes = Objects.requireNonNull(in, RESOURCE).readAllBytes();
      return rows(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<DirectiveRow> rows(String text) {
    List<DirectiveRow> rows = new ArrayList<>();
    String family = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("@")) {
        family = line.substring(1).strip();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(family, line));
      }
    }
    return List.copyOf(rows);
  }

  private static DirectiveRow row(String family, String line) {
    String[] words = line.split("\\|", -1);
    String[] cells = new String[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      cells[i] = i < words.length ? words[i].strip() : "";
    }
    String[] arity = cells[1].split(";", -1);
    return new DirectiveRow(
        List.of(cells[0].split(",", -1)),
        family.substring(family.indexOf(' ') + 1),
        Arity.of(arity[0]),
        Arity.of(arity[arity.length - 1]),
        places(cells[2]),
        cells[3].isEmpty() ? List.of() : List.of(cells[3].split(" ", -1)),
        cells[4],
        Verdict.of(cells[5]),
        cells[6],
        cells[7]);
  }

  private static Set<Place> places(String letters) {
    Set<Place> places = EnumSet.noneOf(Place.class);
    for (int i = 0; i < letters.length(); i++) {
      places.add(Place.of(letters.charAt(i)));
    }
    return places;
  }
}
