// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.DeviceTree;
import dev.culvert.win.capi.Registry;
import dev.culvert.win.capi.WindowsError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A Windows with devices and a registry, which completes a new device some seconds after the call
 * returned, as Windows does. Its time passes by {@link #pass}.
 */
public final class FakeWindows implements DeviceTree, Registry {
  public static final String CONNECTIONS =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";
  static final String ADAPTER_CLASS =
      "SYSTEM\\CurrentControlSet\\Control\\Class\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";
  static final String SERVICES =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E974-E325-11CE-BFC1-08002BE10318}\\";

  /** By key and value name. Windows compares both without regard to case. */
  private final Map<String, Map<String, String>> registry =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private final Map<String, Device> devices = new TreeMap<>();
  private final Map<String, List<String>> interfaces = new HashMap<>();
  private final Map<String, Integer> madeAt = new HashMap<>();
  private int millis;

  public FakeWindows() {}

  int secondsToGuid = 3;
  int secondsToInterface = 5;
  boolean readOnly;
  int problemOfNew;
  final Set<String> failing = new HashSet<>();
  final List<String> removed = new ArrayList<>();

  /** Time passes. */
  public void pass(Duration step) {
    millis += (int) step.toMillis();
  }

  double seconds() {
    return millis / 1000.0;
  }

  /** A device that has been there for long. */
  public void device(String number, String hardwareId, String guid, String name, String... paths) {
    String id = "ROOT\\NET\\" + number;
    devices.put(id, device(id, hardwareId, 0));
    interfaces.put(id, List.of(paths));
    set(ADAPTER_CLASS + number, "NetCfgInstanceId", guid);
    set(CONNECTIONS + guid + "\\Connection", "Name", name);
  }

  void problem(String number, int problem) {
    devices.computeIfPresent(
        "ROOT\\NET\\" + number, (id, old) -> device(id, old.hardwareIds().getFirst(), problem));
  }

  void unplug(String number) {
    devices.remove("ROOT\\NET\\" + number);
  }

  public void set(String key, String value, String text) {
    registry
        .computeIfAbsent(key, _ -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
        .put(value, text);
  }

  public static String path(String number) {
    return "\\\\?\\ROOT#NET#" + number + "#{cac88484-7515-4c03-82e6-71a87abac361}\\ovpn-dco";
  }

  public static String guid(int number) {
    return String.format(Locale.ROOT, "{AAAAAAAA-0000-4000-8000-%012X}", number);
  }

  private static Device device(String id, String hardwareId, int problem) {
    return new Device(
        id,
        List.of(hardwareId, "something\\else"),
        NET_CLASS + "\\" + id.substring(id.length() - 4),
        problem);
  }

  @Override
  public List<Device> networkDevices() {
    madeAt.forEach(this::progress);
    return List.copyOf(devices.values());
  }

  /** What Windows has done about a new device by now. */
  private void progress(String id, int start) {
    String number = id.substring(id.length() - 4);
    String guid = guid(100 + Integer.parseInt(number));
    if (devices.containsKey(id) && millis >= start + 1000 * secondsToGuid) {
      devices.put(id, device(id, "ovpn-dco", problemOfNew));
      set(ADAPTER_CLASS + number, "NetCfgInstanceId", guid.toLowerCase(Locale.ROOT));
      registry.computeIfAbsent(
          CONNECTIONS + guid + "\\Connection",
          _ -> new TreeMap<>(Map.of("Name", "Ethernet " + number)));
    }
    if (devices.containsKey(id) && millis >= start + 1000 * secondsToInterface) {
      interfaces.put(id, List.of(path(number)));
    }
  }

  @Override
  public List<String> interfacePaths(String instanceId) {
    return interfaces.getOrDefault(instanceId, List.of());
  }

  @Override
  public String create(String hardwareId) throws DriverException {
    refuse("create");
    String id = String.format(Locale.ROOT, "ROOT\\NET\\%04d", devices.size());
    devices.put(id, new Device(id, List.of(hardwareId), "", 0));
    madeAt.put(id, millis);
    return id;
  }

  @Override
  public void remove(String instanceId) throws DriverException {
    refuse("remove");
    if (devices.remove(instanceId) == null) {
      throw WindowsError.failure("SetupDiOpenDeviceInfo", 2, instanceId);
    }
    removed.add(instanceId);
  }

  @Override
  public void rename(String guid, String name) throws DriverException {
    refuse("rename");
    set(CONNECTIONS + guid + "\\Connection", "Name", name);
  }

  @Override
  public Optional<String> text(String key, String value) {
    return Optional.ofNullable(registry.getOrDefault(key, Map.of()).get(value));
  }

  /** Held as one text with the parts on lines of their own. */
  @Override
  public List<String> texts(String key, String value) {
    return text(key, value).map(all -> Arrays.asList(all.split("\n", -1))).orElse(List.of());
  }

  @Override
  public List<String> keys(String key) {
    Set<String> names = new TreeSet<>();
    for (String other : registry.keySet()) {
      if (other.regionMatches(true, 0, key + "\\", 0, key.length() + 1)) {
        names.add(other.substring(key.length() + 1).split("\\\\", -1)[0]);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public void setText(String key, String value, String text) throws DriverException {
    refuseWrite(key);
    set(key, value, text);
  }

  @Override
  public void deleteKey(String key) throws DriverException {
    refuseWrite(key);
    registry.remove(key);
  }

  private void refuseWrite(String key) throws DriverException {
    if (readOnly) {
      throw WindowsError.failure("RegSetValueEx", WindowsError.ACCESS_DENIED, key);
    }
  }

  private void refuse(String call) throws DriverException {
    if (failing.contains(call)) {
      throw WindowsError.failure(call, WindowsError.GEN_FAILURE, "device");
    }
  }
}
