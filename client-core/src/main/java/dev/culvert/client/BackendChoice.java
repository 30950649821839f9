// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.driver.Capabilities;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.keys.DataCipher;
import dev.culvert.profile.DataOptions;
import dev.culvert.profile.Need;
import dev.culvert.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which driver carries a profile's data, and why not a better one. Made before anything is opened.
 *
 * @param driver empty when none can
 * @param lines for the log: everything against each better driver, then what was chosen
 */
public record BackendChoice(Optional<TunnelDriver> driver, List<String> lines) {
  private static final String OFFLOAD_OFF = ", disabling data channel offload.";

  public BackendChoice {
    lines = List.copyOf(lines);
  }

  /**
   * Chooses.
   *
   * @param kernel drivers of the kernel, best first
   * @param userSpace what takes over when none of them can
   */
  public static BackendChoice of(
      Profile profile, List<TunnelDriver> kernel, TunnelDriver userSpace) {
    List<String> lines = new ArrayList<>();
    for (TunnelDriver driver : kernel) {
      Optional<String> missing = driver.unavailable();
      if (missing.isPresent()) {
        lines.add("Note: Kernel support for ovpn-dco missing" + OFFLOAD_OFF);
        lines.add("Note: " + driver.name() + ": " + missing.get());
        continue;
      }
      List<String> against = objections(profile, driver);
      if (against.isEmpty()) {
        lines.add(
            "Data channel: " + named(driver) + ": nothing in " + profile.name() + " is against it");
        return new BackendChoice(Optional.of(driver), lines);
      }
      against.forEach(reason -> lines.add("Note: " + reason + OFFLOAD_OFF));
    }
    if (kernel.isEmpty()) {
      lines.add("Note: Kernel support for ovpn-dco missing" + OFFLOAD_OFF);
    }
    return lastResort(profile, userSpace, lines);
  }

  private static BackendChoice lastResort(
      Profile profile, TunnelDriver userSpace, List<String> lines) {
    List<String> against =
        userSpace.unavailable().map(List::of).orElseGet(() -> objections(profile, userSpace));
    if (against.isEmpty()) {
      lines.add("Data channel: " + named(userSpace));
      return new BackendChoice(Optional.of(userSpace), lines);
    }
    against.forEach(reason -> lines.add("ERROR: " + reason));
    lines.add("ERROR: nothing here can carry the data of " + profile.name());
    return new BackendChoice(Optional.empty(), lines);
  }

  /** Everything in the profile that the driver cannot do, with file and line. */
  static List<String> objections(Profile profile, TunnelDriver driver) {
    Capabilities can = driver.capabilities();
    List<String> found = new ArrayList<>();
    for (Need need : profile.needs()) {
      can.refusal(need.feature())
          .ifPresent(clause -> found.add(need + ": " + driver.name() + " " + clause));
    }
    DataOptions data = profile.data();
    if (data.ciphers().stream().noneMatch(can.ciphers()::contains)) {
      found.add(
          data.ciphersFrom().map(from -> from + ": ").orElse("")
              + "data-ciphers "
              + text(data.ciphers())
              + ": "
              + driver.name()
              + " has only "
              + text(can.ciphers().stream().sorted().toList()));
    }
    return found;
  }

  /** The profile's ciphers that the chosen driver has: others are not offered to the peer. */
  public List<DataCipher> ciphers(Profile profile) {
    Set<DataCipher> can = driver.map(d -> d.capabilities().ciphers()).orElse(Set.of());
    return profile.data().ciphers().stream().filter(can::contains).toList();
  }

  private static String named(TunnelDriver driver) {
    return driver.name() + driver.version().map(version -> " " + version).orElse("");
  }

  private static String text(List<DataCipher> ciphers) {
    return ciphers.stream().map(DataCipher::toString).collect(Collectors.joining(":"));
  }
}
