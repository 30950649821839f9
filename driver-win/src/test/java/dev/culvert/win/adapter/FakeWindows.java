// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.DeviceTree;
import dev.culvert.win.capi.NetDevice;
import dev.culvert.win.capi.NewNode;
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
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A Windows with devices and a registry, which completes a new device some seconds after the call
 * returned, as Windows does. Its time passes by {@link #pass}.
 */
final class FakeWindows implements DeviceTree, Registry {
  static final String CONNECTIONS =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";
  static final String ADAPTER_CLASS =
      "SYSTEM\\CurrentControlSet\\Control\\Class\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";
  static final String SERVICES =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E974-E325-11CE-BFC1-08002BE10318}\\";

  /** By key and value name. Windows compares both without regard to case. */
  private final Map<String, Map<String, String>> registry =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private final Map<String, NetDevice> devices = new TreeMap<>();
  private final Map<String, List<String>> interfaces = new HashMap<>();
  private final Map<String, Integer> madeAt = new HashMap<>();
  private int time;

  int secondsToGuid = 3;
  int secondsToInterface = 5;
  boolean rejectsNames;
  boolean readOnly;
  OptionalInt problemOfNew = OptionalInt.empty();
  final Set<String> failing = new HashSet<>();
  final List<String> removed = new ArrayList<>();

  /** Time passes; a second at least for each call. */
  void pass(Duration step) {
    time += (int) step.toSeconds();
  }

  int seconds() {
    return time;
  }

  /** A device that has been there for long. */
  void device(String number, String hardwareId, String guid, String name, String... paths) {
    String id = "ROOT\\NET\\" + number;
    devices.put(id, device(id, hardwareId, Optional.of(guid), OptionalInt.empty()));
    interfaces.put(id, List.of(paths));
    set(CONNECTIONS + guid + "\\Connection", "Name", name);
  }

  void problem(String number, int problem) {
    devices.computeIfPresent(
        "ROOT\\NET\\" + number,
        (id, old) ->
            device(
                id, old.hardwareIds().getFirst(), old.netCfgInstanceId(), OptionalInt.of(problem)));
  }

  void unplug(String number) {
    devices.remove("ROOT\\NET\\" + number);
  }

  void set(String key, String value, String text) {
    registry
        .computeIfAbsent(key, _ -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
        .put(value, text);
  }

  static String path(String number) {
    return "\\\\?\\ROOT#NET#" + number + "#{cac88484-7515-4c03-82e6-71a87abac361}\\ovpn-dco";
  }

  static String guid(int number) {
    return String.format(Locale.ROOT, "{AAAAAAAA-0000-4000-8000-%012X}", number);
  }

  private static NetDevice device(
      String id, String hardwareId, Optional<String> guid, OptionalInt problem) {
    return new NetDevice(
        id,
        List.of(hardwareId, "something\\else"),
        guid,
        Optional.of(hardwareId),
        OptionalInt.empty(),
        problem);
  }

  @Override
  public List<NetDevice> netDevices() {
    madeAt.forEach(this::progress);
    return List.copyOf(devices.values());
  }

  /** What Windows has done about a new device by now. */
  private void progress(String id, int start) {
    String number = id.substring(id.length() - 4);
    String guid = guid(100 + Integer.parseInt(number));
    if (devices.containsKey(id) && time >= start + secondsToGuid) {
      devices.put(
          id, device(id, "ovpn-dco", Optional.of(guid.toLowerCase(Locale.ROOT)), problemOfNew));
      registry.computeIfAbsent(
          CONNECTIONS + guid + "\\Connection",
          _ -> new TreeMap<>(Map.of("Name", "Ethernet " + number)));
    }
    if (devices.containsKey(id) && time >= start + secondsToInterface) {
      interfaces.put(id, List.of(path(number)));
    }
  }

  @Override
  public List<String> interfacePaths(String instanceId) {
    return interfaces.getOrDefault(instanceId, List.of());
  }

  @Override
  public NewNode createNode(String hardwareId) throws DriverException {
    refuse("createNode");
    String id = String.format(Locale.ROOT, "ROOT\\NET\\%04d", devices.size());
    devices.put(id, device(id, hardwareId, Optional.empty(), OptionalInt.empty()));
    madeAt.put(id, time);
    return new NewNode(id, false);
  }

  @Override
  public void removeNode(String instanceId) throws DriverException {
    refuse("removeNode");
    if (devices.remove(instanceId) == null) {
      throw WindowsError.failure("SetupDiOpenDeviceInfo", 2, instanceId);
    }
    removed.add(instanceId);
  }

  @Override
  public void renameConnection(String guid, String name) throws DriverException {
    refuse("renameConnection");
    if (!rejectsNames) {
      set(CONNECTIONS + guid + "\\Connection", "Name", name);
    }
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
  public List<String> subkeys(String key) {
    Set<String> names = new TreeSet<>();
    for (String other : registry.keySet()) {
      if (other.regionMatches(true, 0, key + "\\", 0, key.length() + 1)) {
        names.add(other.substring(key.length() + 1).split("\\\\", -1)[0]);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public void write(String key, String value, String text) throws DriverException {
    refuseWrite(key);
    set(key, value, text);
  }

  @Override
  public void delete(String key) throws DriverException {
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
