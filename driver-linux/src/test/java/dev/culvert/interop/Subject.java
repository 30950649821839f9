// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The program under test as a command line. {@code -Dculvert.interop.subject=openvpn} puts the real
 * program there: that shows that a test expects what OpenVPN does. The default is {@code culvert}.
 */
enum Subject {
  CULVERT {
    @Override
    List<String> command(Path profile) {
      return culvert(profile.toString());
    }

    @Override
    String leftBy(String signal, boolean notified) {
      return "SIG" + signal + "\\[hard,\\] received, process exiting";
    }
  },
  OPENVPN {
    @Override
    List<String> command(Path profile) {
      return List.of("openvpn", "--config", profile.toString(), "--disable-dco");
    }

    @Override
    String leftBy(String signal, boolean notified) {
      return notified
          ? "SIGTERM\\[soft,exit-with-notification\\] received, process exiting"
          : CULVERT.leftBy(signal, false);
    }
  };

  /** The command line that runs this subject with {@code profile}. */
  abstract List<String> command(Path profile);

  /** The last line of the log after {@code signal}, with or without explicit-exit-notify. */
  abstract String leftBy(String signal, boolean notified);

  static Subject current() {
    String name = System.getProperty("culvert.interop.subject", "culvert");
    return switch (name) {
      case "culvert" -> CULVERT;
      case "openvpn" -> OPENVPN;
      default ->
          throw new IllegalArgumentException(
              "culvert.interop.subject: culvert or openvpn expected, found " + name);
    };
  }

  /** Skips a test that says something about Culvert only when another program is the subject. */
  static void onlyCulvert(String reason) {
    Assumptions.assumeTrue(current() == CULVERT, reason);
  }

  /** Culvert's own command line with {@code arguments}, on the class path of this test run. */
  static List<String> culvert(String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.culvert.cli.Main"));
    words.addAll(List.of(arguments));
    return words;
  }
}
