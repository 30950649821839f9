// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import dev.culvert.driver.Capabilities;
import dev.culvert.driver.Finding;
import dev.culvert.driver.PlatformProvider;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.keys.DataCipher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to know about this system before anything is tried.
 *
 * @param version of Culvert
 * @param facts in the order to be shown
 */
public record Diagnosis(String version, List<Finding> facts) {
  public Diagnosis {
    facts = List.copyOf(facts);
  }

  /** Asks Java, the platform and its drivers. */
  public static Diagnosis of(String version, PlatformProvider platform) {
    List<Finding> facts = new ArrayList<>();
    facts.add(new Finding("Culvert", version + " on " + platform.name()));
    facts.add(
        new Finding("system", property("os.name") + " " + property("os.version") + ", " + arch()));
    facts.add(new Finding("Java", property("java.version") + ", " + property("java.vendor")));
    facts.addAll(platform.facts());
    for (TunnelDriver driver : platform.kernelDrivers()) {
      facts.addAll(ofDriver(driver));
    }
    facts.add(
        new Finding(
            "driver user space",
            platform
                .tunPorts()
                .unavailable()
                .map(why -> "not usable: " + why)
                .orElse("usable: tun devices are there")));
    return new Diagnosis(version, facts.stream().map(Diagnosis::withoutHome).toList());
  }

  private static List<Finding> ofDriver(TunnelDriver driver) {
    String about = "driver " + driver.name();
    List<Finding> facts = new ArrayList<>();
    facts.add(
        new Finding(
            about,
            driver.version().map(number -> "version " + number + ", ").orElse("")
                + driver.unavailable().map(why -> "not usable: " + why).orElse("usable")));
    if (driver.unavailable().isEmpty()) {
      Capabilities can = driver.capabilities();
      facts.add(
          new Finding(
              about + ", ciphers",
              String.join(
                  ", ", can.ciphers().stream().map(DataCipher::toString).sorted().toList())));
      facts.add(
          new Finding(
              about + ", limits",
              String.join("; ", can.refusals().values().stream().sorted().toList())));
    }
    return facts;
  }

  private static String arch() {
    return property("os.arch");
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  private static Finding withoutHome(Finding finding) {
    return new Finding(withoutHome(finding.about()), withoutHome(finding.text()));
  }

  /** The text without the name of the user's folder, which is mostly the user's own name. */
  static String withoutHome(String text) {
    String home = System.getProperty("user.home", "");
    // A home of "/" or "C:\\" names nobody.
    return home.length() > 3 ? text.replace(home, "~") : text;
  }

  /** The fields of the JSON document, in order. */
  public Map<String, Object> document(Instant now) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("culvert", version);
    document.put("time", now.toString());
    List<Map<String, String>> list = new ArrayList<>();
    for (Finding fact : facts) {
      Map<String, String> entry = new LinkedHashMap<>();
      entry.put("about", fact.about());
      entry.put("text", fact.text());
      list.add(entry);
    }
    document.put("facts", list);
    return document;
  }
}
