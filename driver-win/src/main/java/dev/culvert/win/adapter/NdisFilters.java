// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.Registry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The NDIS filter drivers that Windows has bound to an adapter. The adapter's software key has them
 * in {@code Linkage\FilterList}, one {@code {adapter}-{filter}-NNNN} for each; the filter's GUID
 * leads to its description among the network services.
 */
final class NdisFilters {
  private static final String ADAPTERS =
      "SYSTEM\\CurrentControlSet\\Control\\Class\\{4D36E972-E325-11CE-BFC1-08002BE10318}";
  private static final String SERVICES =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E974-E325-11CE-BFC1-08002BE10318}";
  private static final Pattern SOFTWARE_KEY = Pattern.compile("\\d{4}");
  private static final String GUID = "(\\{[0-9A-Fa-f-]{36}\\})";
  private static final Pattern BINDING = Pattern.compile(GUID + "-" + GUID + "(?:-\\d+)?");

  /** ComponentId of what belongs to Windows itself, for example ms_pacer. */
  private static final String MICROSOFT = "ms_";

  private final Registry registry;

  NdisFilters(Registry registry) {
    this.registry = registry;
  }

  /** The products other than Windows' own whose filter is bound to this adapter, in order. */
  List<String> foreign(String adapterGuid) throws DriverException {
    Optional<String> key = softwareKey(adapterGuid);
    if (key.isEmpty()) {
      return List.of();
    }
    TreeSet<String> products = new TreeSet<>();
    for (String binding : registry.texts(key.get() + "\\Linkage", "FilterList")) {
      Matcher parts = BINDING.matcher(binding);
      if (parts.matches() && parts.group(1).equalsIgnoreCase(adapterGuid)) {
        product(parts.group(2)).ifPresent(products::add);
      }
    }
    return List.copyOf(products);
  }

  private Optional<String> softwareKey(String adapterGuid) throws DriverException {
    for (String name : registry.subkeys(ADAPTERS)) {
      // The class also has a key Properties, which only the system itself may read.
      if (SOFTWARE_KEY.matcher(name).matches()) {
        String key = ADAPTERS + "\\" + name;
        if (registry
            .text(key, "NetCfgInstanceId")
            .filter(adapterGuid::equalsIgnoreCase)
            .isPresent()) {
          return Optional.of(key);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> product(String filterGuid) throws DriverException {
    String key = SERVICES + "\\" + filterGuid;
    String component = registry.text(key, "ComponentId").orElse("");
    return component.toLowerCase(Locale.ROOT).startsWith(MICROSOFT)
        ? Optional.empty()
        : Optional.of(
            registry
                .text(key, "Description")
                .orElse(component.isEmpty() ? "filter " + filterGuid : component));
  }
}
