// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.directive.Platform;
import dev.culvert.driver.PlatformProvider;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the one provider for the system we run on. */
public final class Platforms {
  private Platforms() {}

  /** Whose table of directives counts here. */
  public static Platform system() {
    return System.getProperty("os.name").startsWith("Windows") ? Platform.WINDOWS : Platform.LINUX;
  }

  /** Empty on a system that nobody has written a driver module for. */
  public static Optional<PlatformProvider> here() {
    for (PlatformProvider provider : ServiceLoader.load(PlatformProvider.class)) {
      if (provider.runsHere()) {
        return Optional.of(provider);
      }
    }
    return Optional.empty();
  }
}
