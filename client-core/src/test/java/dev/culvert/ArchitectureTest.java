// SPDX-License-Identifier: Apache-2.0
package dev.culvert;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of docs/architecture.md. */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.culvert");

  /** From top to bottom; the packages of one row may import each other, but not in a circle. */
  private static final List<List<String>> ROWS =
      List.of(
          List.of("cli", "demo", "diag"),
          List.of("runtime"),
          List.of("library"),
          List.of("client", "readiness"),
          List.of("datapath", "link"),
          List.of("session"),
          List.of("role", "negotiate", "profile"),
          List.of("reference"),
          List.of("driver", "network"),
          List.of(
              "tls", "wrap", "reliable", "keys", "control", "wire", "crypto", "proxy", "directive"),
          List.of("event"),
          List.of("bytes", "time"));

  private static final String[] PURE =
      packages(
          List.of(
              "bytes",
              "time",
              "event",
              "wire",
              "crypto",
              "wrap",
              "reliable",
              "keys",
              "control",
              "proxy",
              "tls",
              "library",
              "directive",
              "reference",
              "profile",
              "network",
              "negotiate",
              "role",
              "session",
              "readiness"));

  static List<Integer> rows() {
    return IntStream.range(1, ROWS.size()).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRoomImportsNothingFromAbove(int row) {
    noClasses()
        .that(resideInAnyPackage(packages(ROWS.get(row))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                packages(ROWS.subList(0, row).stream().flatMap(List::stream).toList())))
        .because("a package imports from its own row or from below (docs/architecture.md)")
        .check(PRODUCT);
  }

  @Test
  void roomsDoNotImportEachOtherInACircle() {
    slices()
        .matching("dev.culvert.(*)..")
        .should()
        .beFreeOfCycles()
        .because("data flows one way through the house")
        .check(PRODUCT);
  }

  @Test
  void pureRoomsTouchNoSystem() {
    noClasses()
        .that(resideInAnyPackage(PURE))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.nio.channels..",
                "java.nio.file..",
                "java.util.concurrent.locks..",
                "java.util.logging..",
                "com.sun.jna.."))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.net.Socket.class,
            java.net.ServerSocket.class,
            java.net.DatagramSocket.class,
            java.io.File.class,
            java.io.FileInputStream.class,
            java.io.FileOutputStream.class,
            Thread.class,
            System.Logger.class,
            java.time.Clock.class)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .because("protocol rooms are given bytes and moments, so that they run under virtual time")
        .check(PRODUCT);
  }

  @Test
  void nobodySleepsOrMakesThreadsButTheFactory() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .because("waiting is for a condition with a limit")
        .check(PRODUCT);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.culvert.runtime.Threads")
        .should()
        .callConstructor(Thread.class, Runnable.class, String.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.concurrent.Executors.class)
        .because("threads have names, and are made in one place")
        .check(PRODUCT);
  }

  @Test
  void nativeCallsAndWindowsStayInTheirModules() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.sun.jna..", "javafx..", "java.awt.."))
        .because("client-core is true on every system")
        .check(PRODUCT);
  }

  @Test
  void nothingIsSerialisedByJava() {
    noClasses()
        .that()
        // A key of the JCA is Serializable by its interface; this one refuses.
        .doNotHaveFullyQualifiedName("dev.culvert.crypto.WipeableKey")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(java.io.ObjectInputStream.class, java.io.ObjectOutputStream.class)
        .because("Java serialization turns bytes into code")
        .check(PRODUCT);
  }

  @Test
  void everyRoomIsOnThePlan() {
    classes()
        .should()
        .resideInAnyPackage(packages(ROWS.stream().flatMap(List::stream).toList()))
        .because("a new package belongs into docs/architecture.md and into this test")
        .check(PRODUCT);
  }

  private static String[] packages(List<String> rooms) {
    return rooms.stream().map(room -> "dev.culvert." + room + "..").toArray(String[]::new);
  }
}
