// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.driver.Capabilities;
import dev.culvert.driver.KernelDriver;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.keys.DataCipher;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that could carry a tunnel's data, as far as its choice needs to know it.
 *
 * @param kernel which driver of the kernel it is; empty for user space
 * @param version the one that runs here, or the line of versions
 * @param absence why it cannot be used on this machine, in one sentence
 */
public record Backend(
    String name,
    Optional<KernelDriver> kernel,
    Optional<String> version,
    Capabilities capabilities,
    Optional<String> absence) {
  private static final Capabilities ANYTHING =
      new Capabilities(Set.of(DataCipher.values()), Map.of());

  /** A driver that is on this machine, or says why it is not. */
  public static Backend of(TunnelDriver driver, boolean kernel) {
    Optional<String> absence = driver.unavailable();
    Optional<String> version = absence.isPresent() ? Optional.empty() : driver.version();
    Optional<KernelDriver> kind =
        kernel ? KernelDriver.named(driver.name(), version) : Optional.empty();
    // A driver that is missing cannot be asked; what is known of its kind can be told.
    Capabilities capabilities =
        absence.isEmpty()
            ? driver.capabilities()
            : kind.map(KernelDriver::capabilities).orElse(ANYTHING);
    return new Backend(driver.name(), kind, version, capabilities, absence);
  }

  /** A driver as it is known from outside: for a verdict without one. */
  public static Backend known(KernelDriver driver) {
    return new Backend(
        driver.driverName(),
        Optional.of(driver),
        Optional.of(driver.versions()).filter(v -> !v.isEmpty()),
        driver.capabilities(),
        Optional.empty());
  }

  /** A driver that is not on this machine. */
  public static Backend missing(KernelDriver driver, String why) {
    return new Backend(
        driver.driverName(),
        Optional.of(driver),
        Optional.empty(),
        driver.capabilities(),
        Optional.of(why));
  }

  @Override
  public String toString() {
    return name + version.map(v -> " " + v).orElse("");
  }
}
