// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The end of ./check: what failed, which groups did not run and why, and the counts. */
void main(String[] arguments) throws Exception {
  boolean strict = Boolean.parseBoolean(arguments[0]);
  boolean built = arguments[1].equals("0");
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  Map<String, Integer> notRun = new TreeMap<>();
  for (File report : reports()) {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report)
            .getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      if (has(test, "failure") || has(test, "error")) {
        failed++;
        IO.println("FAILED  " + test.getAttribute("classname") + "." + test.getAttribute("name"));
      } else if (has(test, "skipped")) {
        skipped++;
        notRun.merge(reason((Element) test.getElementsByTagName("skipped").item(0)), 1, Integer::sum);
      } else {
        passed++;
      }
    }
  }
  if (!notRun.isEmpty()) {
    IO.println("");
    IO.println("Did not run (tests, group: reason):");
    notRun.forEach((reason, count) -> IO.println("%6d  %s".formatted(count, reason)));
  }
  boolean notBuilt = !built && failed == 0;
  if (notBuilt) {
    IO.println("The build failed before or beside the tests: the log is target/check.log");
    failed++;
  }
  if (strict && skipped > 0) {
    IO.println("--strict: " + skipped + " tests that did not run count as a failure");
  }
  if (passed == 0) {
    IO.println("No test has run.");
  }
  IO.println("");
  IO.println("%d passed, %d failed, %d skipped".formatted(passed, failed, skipped));
  System.exit(failed > 0 || !built || passed == 0 || (strict && skipped > 0) ? 1 : 0);
}

List<File> reports() throws Exception {
  try (Stream<Path> files = Files.walk(Path.of("").toAbsolutePath())) {
    return files
        .filter(file -> file.getParent().endsWith("target/surefire-reports"))
        .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
        .map(Path::toFile)
        .sorted()
        .toList();
  }
}

/** A failed assumption has its sentence in the first line of its trace, a condition in "message". */
String reason(Element skipped) {
  String message = skipped.getAttribute("message");
  if (!message.isEmpty()) {
    return message;
  }
  String first = skipped.getTextContent().strip().lines().findFirst().orElse("no reason given");
  return first.replaceFirst("^org\\.opentest4j\\.TestAbortedException: ", "");
}

boolean has(Element test, String child) {
  return test.getElementsByTagName(child).getLength() > 0;
}
