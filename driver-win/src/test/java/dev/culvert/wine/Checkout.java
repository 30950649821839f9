// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of the checkout that this test runs in; Maven starts tests in their module's folder. */
public final class Checkout {
  private Checkout() {}

  /** The folder with {@code check} and {@code culvert.cmd}. */
  public static Path root() {
    for (Path folder = module(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("culvert.cmd"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no checkout of Culvert around " + module());
  }

  /** The folder of driver-win. */
  public static Path module() {
    return Path.of("").toAbsolutePath();
  }

  /** Where driver-win's build puts its files. */
  public static Path target() {
    return module().resolve("target");
  }
}
