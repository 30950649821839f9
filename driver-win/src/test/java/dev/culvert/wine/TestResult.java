// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * One test of a report that JUnit's console launcher has written.
 *
 * @param failure message and trace of a test that failed
 * @param skipped why a test did not run
 */
record TestResult(
    String className, String name, Optional<String> failure, Optional<String> skipped) {

  /** The tests of the report in {@code folder}, in its order. */
  static List<TestResult> read(Path folder) throws IOException {
    try {
      NodeList cases =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(folder.resolve("TEST-junit-jupiter.xml").toFile())
              .getElementsByTagName("testcase");
      List<TestResult> results = new ArrayList<>();
      for (int i = 0; i < cases.getLength(); i++) {
        results.add(of((Element) cases.item(i)));
      }
      return results;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("no readable report in " + folder, e);
    }
  }

  private static TestResult of(Element test) {
    return new TestResult(
        test.getAttribute("classname"),
        test.getAttribute("name"),
        text(test, "failure").or(() -> text(test, "error")),
        text(test, "skipped").map(TestResult::sentence));
  }

  /** The reason without the trace of the exception that carried it. */
  private static String sentence(String skipped) {
    return skipped
        .lines()
        .findFirst()
        .orElse("no reason given")
        .replaceFirst("^org\\.opentest4j\\.TestAbortedException: ", "");
  }

  private static Optional<String> text(Element test, String child) {
    NodeList found = test.getElementsByTagName(child);
    return found.getLength() == 0
        ? Optional.empty()
        : Optional.of(found.item(0).getTextContent().strip());
  }
}
