// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code docs/options.md} is the table; {@code -Dculvert.write=true} writes it anew. */
final class OptionsPageTest {
  private static final Path PAGE = Path.of("../docs/options.md");

  /** The page lies in the checkout, beside the module. */
  @Tag("posix")
  @Test
  void thePageSaysWhatTheTableSays() throws IOException {
    String page = page();
    if (Boolean.getBoolean("culvert.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE).replace("\r\n", "\n"))
        .as("stale: run this test with -Dculvert.write=true")
        .isEqualTo(page);
  }

  @Test
  void everyDirectiveHasAReasonUnlessItIsSupported() {
    for (DirectiveRow row : DirectiveTable.rows()) {
      assertThat(row.reason().isEmpty())
          .as(row.name())
          .isEqualTo(row.verdict() == Verdict.SUPPORTED);
      assertThat(row.name()).matches("[a-z0-9-]+");
    }
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Directives

            Every directive of OpenVPN 2.4 to 2.7 and what Culvert makes of it. This page is written by `OptionsPageTest`
            from `directives.txt`; change that file, then run the test with `-Dculvert.write=true`.

            Places: *push* a server may send it too, *block* also within `<connection>`, *inline* its content may stand in a
            block of its name, *server* only a server for many clients has it.
            """);
    String family = "";
    for (DirectiveRow row : DirectiveTable.rows()) {
      if (!row.family().equals(family)) {
        family = row.family();
        page.append("\n## ").append(family).append("\n\n");
        page.append("| directive | arguments | places | OpenVPN | in Culvert |\n");
        page.append("|---|---|---|---|---|\n");
      }
      page.append(line(row));
    }
    return page.toString();
  }

  private static String line(DirectiveRow row) {
    String verdict = row.verdict() + row.advice().map(advice -> ": " + advice).orElse("");
    return "| `%s` | %s | %s | %s | %s |%n"
        .formatted(
            String.join("`, `", row.names()),
            row.arity().equals(row.newArity())
                ? range(row.arity())
                : range(row.arity()) + "; 2.7: " + range(row.newArity()),
            String.join(", ", places(row)),
            versions(row),
            verdict)
        .replace(System.lineSeparator(), "\n");
  }

  private static String range(Arity arity) {
    if (arity.most() == Arity.ANY) {
      return arity.fewest() + " or more";
    }
    return arity.fewest() == arity.most()
        ? "" + arity.most()
        : arity.fewest() + " to " + arity.most();
  }

  private static List<String> places(DirectiveRow row) {
    return List.of(
            row.is(Place.PUSHED_ONLY) ? "only push" : "",
            row.is(Place.PUSHED) ? "push" : "",
            row.is(Place.CONNECTION) ? "block" : "",
            row.is(Place.INLINE) ? "inline" : "",
            row.is(Place.SERVER) ? "server" : "",
            row.is(Place.CLIENT_FILE) ? "client files" : "",
            row.is(Place.WINDOWS) ? "Windows" : "",
            row.is(Place.NOT_WINDOWS) ? "not Windows" : "",
            row.is(Place.SPECIAL_BUILD) ? "special builds" : "")
        .stream()
        .filter(place -> !place.isEmpty())
        .toList();
  }

  private static String versions(DirectiveRow row) {
    if (row.versions().isEmpty()) {
      return "all";
    }
    if (row.versions().equals("none")) {
      return "never";
    }
    int dots = row.versions().indexOf("..");
    String since = row.versions().substring(0, dots);
    String until = row.versions().substring(dots + 2);
    return (since.isEmpty() ? "" : "since " + since) + (until.isEmpty() ? "" : "until " + until);
  }
}
