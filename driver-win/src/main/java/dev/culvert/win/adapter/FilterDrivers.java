// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.win.capi.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The NDIS filter drivers that other products bound to an adapter. Some (Citrix DNE, SonicWall)
 * make an ovpn-dco adapter unusable: addresses then fail with 1168.
 */
public final class FilterDrivers {
  /** The network services' class: filters are installed there. */
  private static final String SERVICES =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E974-E325-11CE-BFC1-08002BE10318}\\";

  private static final String MICROSOFT = "ms_";

  private FilterDrivers() {}

  /**
   * Products that are bound to the adapter, Microsoft's own left out, in the order of binding.
   *
   * <p>Linkage\FilterList has entries {@code {adapter}-{filter}-0000}.
   */
  public static List<String> boundTo(Adapter adapter, Registry registry) {
    List<String> products = new ArrayList<>();
    for (String entry : registry.texts(adapter.driverKey() + "\\Linkage", "FilterList")) {
      int start = entry.indexOf("-{");
      int end = entry.indexOf('}', start + 1);
      if (start < 0 || end < 0) {
        continue;
      }
      String key = SERVICES + entry.substring(start + 1, end + 1);
      String component = registry.text(key, "ComponentId").orElse("");
      if (!component.toLowerCase(Locale.ROOT).startsWith(MICROSOFT)) {
        String unnamed = component.isEmpty() ? entry.substring(start + 1, end + 1) : component;
        products.add(registry.text(key, "Description").orElse(unnamed));
      }
    }
    return products.stream().distinct().toList();
  }
}
