// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import dev.culvert.driver.DriverException;
import dev.culvert.driver.Finding;
import dev.culvert.win.adapter.Adapter;
import dev.culvert.win.adapter.AdapterStore;
import dev.culvert.win.adapter.FilterDrivers;
import dev.culvert.win.capi.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What a person who helps asks for first on Windows. */
public final class WindowsFacts {
  private static final String WINDOWS = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";

  private final Registry registry;
  private final AdapterStore adapters;
  private final BooleanSupplier chacha;
  private final BooleanSupplier elevated;

  /**
   * @param chacha whether Windows has ChaCha20-Poly1305
   * @param elevated whether this process has an administrator's rights
   */
  public WindowsFacts(
      Registry registry, AdapterStore adapters, BooleanSupplier chacha, BooleanSupplier elevated) {
    this.registry = registry;
    this.adapters = adapters;
    this.chacha = chacha;
    this.elevated = elevated;
  }

  /** The facts, in the order to be shown. */
  public List<Finding> all() {
    List<Finding> facts = new ArrayList<>();
    facts.add(
        new Finding(
            "Windows build",
            value("CurrentBuildNumber")
                + ", "
                + value("DisplayVersion")
                + ", "
                + value("EditionID")));
    facts.add(
        new Finding(
            "rights",
            elevated.getAsBoolean() ? "administrator" : "user: adapters cannot be made or set up"));
    facts.add(
        new Finding(
            "ChaCha20-Poly1305",
            chacha.getAsBoolean() ? "Windows has it" : "Windows does not have it"));
    try {
      List<Adapter> ours = adapters.ours();
      List<Adapter> all = adapters.all();
      if (all.isEmpty()) {
        facts.add(new Finding("adapters", "none of the driver's"));
      }
      all.forEach(adapter -> facts.add(of(adapter, ours.contains(adapter))));
    } catch (DriverException e) {
      facts.add(new Finding("adapters", "cannot be listed: " + e.getMessage()));
    }
    return facts;
  }

  private String value(String name) {
    return registry.text(WINDOWS, name).orElse("?");
  }

  private Finding of(Adapter adapter, boolean ours) {
    List<String> filters = FilterDrivers.boundTo(adapter, registry);
    return new Finding(
        "adapter " + adapter.name(),
        (ours ? "made by Culvert" : "not made by Culvert, so not used")
            + (adapter.path().isPresent() ? ", can be opened" : ", has no interface to open")
            + (adapter.problem() == 0 ? "" : ", problem code " + adapter.problem())
            + (filters.isEmpty()
                ? ", no other product bound"
                : ", bound: " + String.join(", ", filters)));
  }
}
