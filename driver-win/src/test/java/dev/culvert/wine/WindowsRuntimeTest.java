// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The unit tests once more, on Java for Windows under Wine, each of them as a test of its own here.
 *
 * <p>Those of client-core are taken from its build folder next door: whatever builds driver-win
 * builds client-core before it, up to the same phase or further, so they are there with {@code mvn
 * test} and {@code mvn verify} alike. A test-jar would be there with the second alone, and would
 * put the tests and what they depend on into the class path of this module.
 */
@Tag("wine")
class WindowsRuntimeTest {
  private static final String GROUP = "windows-runtime";

  /** AdaptersOnWindowsTest knows it by this id. */
  private static final String ADAPTER = "{AAAAAAAA-0000-4000-8000-000000000C01}";

  @TestFactory
  Stream<DynamicTest> unitTestsPassOnJavaForWindows() throws IOException {
    try (WineRig rig = WineRig.start(GROUP)) {
      StandInDriver standIn = StandInDriver.build(rig);
      standIn.addAdapter(ADAPTER, "Stand-in", 41, false);
      List<TestResult> core = clientCore().on(rig);
      List<TestResult> driver = driverWin().on(rig);
      standIn.removeAdapters();

      return Stream.concat(core.stream(), driver.stream()).map(WindowsRuntimeTest::test);
    }
  }

  private static DynamicTest test(TestResult result) {
    return DynamicTest.dynamicTest(
        "Windows: " + result.className() + "." + result.name(),
        () -> {
          result.failure().ifPresent(Assertions::fail);
          result.skipped().ifPresent(reason -> WineNeeds.abort(GROUP, reason));
        });
  }

  private static TestRun clientCore() throws IOException {
    Path target = Checkout.root().resolve("client-core/target");
    Path tests = target.resolve("test-classes");
    Path libraries = target.resolve("test-classpath.txt");
    assertThat(libraries).as("build client-core together with this module").exists();
    String classPath =
        String.join(
            File.pathSeparator,
            tests.toString(),
            target.resolve("classes").toString(),
            Files.readString(libraries).strip());
    return new TestRun("client-core", tests, classPath, List.of());
  }

  private static TestRun driverWin() {
    return new TestRun(
        "driver-win",
        Checkout.target().resolve("test-classes"),
        System.getProperty("java.class.path"),
        List.of(Coverage.option("unit-tests")));
  }
}
