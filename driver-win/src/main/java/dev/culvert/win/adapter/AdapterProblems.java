// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.adapter.AdapterProblem.Cause;
import dev.culvert.win.capi.Registry;
import dev.culvert.win.capi.WindowsError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells apart what Windows reports with the same number or not at all. The driver answers an open
 * of an adapter in use with the same error 5 as an open that its access list refuses (Driver.cpp:
 * exclusive device object), a disabled adapter has no interface to open, and one that a foreign
 * filter driver has broken answers 1168 to addresses.
 */
public final class AdapterProblems {
  private final NdisFilters filters;

  public AdapterProblems(Registry registry) {
    filters = new NdisFilters(registry);
  }

  /**
   * Why none of the adapters could be opened.
   *
   * @param code the error of CreateFile
   * @param tried the adapters that were tried
   * @param elevated whether this process has administrator rights, so that no access list refuses
   *     it
   * @param interfaceUp whether the interface of each of them is up, which only an owner can cause
   * @return empty for an error with no better explanation than its own words
   */
  public Optional<AdapterProblem> opening(
      int code, List<Adapter> tried, boolean elevated, boolean interfaceUp) {
    if (code != WindowsError.ACCESS_DENIED || tried.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(elevated || interfaceUp ? allInUse(tried) : accessDenied(tried));
  }

  /** Why the interface of an adapter does not appear; empty if nothing is known against it. */
  public Optional<AdapterProblem> missingInterface(Adapter adapter) throws DriverException {
    return adapter.disabled() ? Optional.of(disabled(adapter)) : filterBound(adapter);
  }

  /**
   * Why Windows refuses an address for an adapter.
   *
   * @param code the error of CreateUnicastIpAddressEntry
   * @return empty for an error with no better explanation than its own words
   */
  public Optional<AdapterProblem> addressing(int code, Adapter adapter) throws DriverException {
    return code == WindowsError.NOT_FOUND ? missingInterface(adapter) : Optional.empty();
  }

  private static AdapterProblem allInUse(List<Adapter> adapters) {
    return new AdapterProblem(
        Cause.ALL_IN_USE,
        adapters.size() == 1
            ? "the adapter " + names(adapters) + " is in use by another tunnel"
            : "all adapters are in use by other tunnels: " + names(adapters),
        "end one of them, or create another adapter: each tunnel needs one of its own");
  }

  private static AdapterProblem accessDenied(List<Adapter> adapters) {
    return new AdapterProblem(
        Cause.ACCESS_DENIED,
        "Windows denies this user access to " + names(adapters),
        "run Culvert as administrator, or install ovpn-dco-win 2.8.6 or newer, which admits all"
            + " users; if another tunnel is up, the adapter may also be in use");
  }

  private static AdapterProblem disabled(Adapter adapter) {
    return new AdapterProblem(
        Cause.DISABLED,
        "the adapter " + quoted(adapter) + " is disabled",
        "enable it: press Windows+R, enter ncpa.cpl, right-click "
            + quoted(adapter)
            + ", choose Enable");
  }

  private Optional<AdapterProblem> filterBound(Adapter adapter) throws DriverException {
    List<String> products = filters.foreign(adapter.guid());
    return products.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AdapterProblem(
                Cause.FILTER_BOUND,
                "filter drivers of other products sit on the adapter "
                    + quoted(adapter)
                    + " and may keep it from working: "
                    + String.join(", ", products),
                "press Windows+R, enter ncpa.cpl, open the properties of "
                    + quoted(adapter)
                    + ", clear the boxes of these products; if that does not help, uninstall"
                    + " them"));
  }

  private static String names(List<Adapter> adapters) {
    return adapters.stream().map(AdapterProblems::quoted).collect(Collectors.joining(", "));
  }

  private static String quoted(Adapter adapter) {
    return '"' + adapter.name() + '"';
  }
}
