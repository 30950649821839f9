// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.Registry;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Remembers which adapters Culvert has made, so that it never takes those of another product: all
 * products of the driver share its hardware id. An adapter is remembered by its GUID, which
 * survives a rename, as a key of this name below {@code HKLM\SOFTWARE\Culvert\Adapters}; only
 * administrators may write there.
 */
public final class OwnAdapters {
  static final String KEY = "SOFTWARE\\Culvert\\Adapters";

  private static final Pattern GUID =
      Pattern.compile("\\{\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\}");

  private final Registry registry;

  public OwnAdapters(Registry registry) {
    this.registry = registry;
  }

  /** Those of these adapters that Culvert has made, in the order given. */
  public List<Adapter> among(Collection<Adapter> present) throws DriverException {
    Set<String> own = guids();
    return present.stream().filter(adapter -> own.contains(adapter.guid())).toList();
  }

  /** Whether Culvert has made this adapter. */
  public boolean has(Adapter adapter) throws DriverException {
    return guids().contains(adapter.guid());
  }

  /** Remembers an adapter that Culvert has just made. Needs administrator rights. */
  void remember(String guid, String instanceId) throws DriverException {
    registry.write(key(guid), "InstanceId", instanceId);
  }

  /** Forgets one. Needs administrator rights. */
  void forget(String guid) throws DriverException {
    registry.delete(key(guid));
  }

  /** Forgets all but these. Needs administrator rights if there is one to forget. */
  void forgetAllBut(Collection<Adapter> present) throws DriverException {
    Set<String> guids = present.stream().map(Adapter::guid).collect(Collectors.toSet());
    for (String guid : guids()) {
      if (!guids.contains(guid)) {
        forget(guid);
      }
    }
  }

  private Set<String> guids() throws DriverException {
    return registry.subkeys(KEY).stream()
        .filter(name -> GUID.matcher(name).matches())
        .map(name -> name.toUpperCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String key(String guid) {
    return KEY + "\\" + guid;
  }
}
