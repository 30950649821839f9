// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.DeviceTree;
import dev.culvert.win.capi.Registry;
import dev.culvert.win.capi.WindowsError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The adapters that Culvert made: it makes them on demand, finds them again, opens and removes none
 * but them. Needs an administrator to make and remove.
 */
public final class AdapterStore {
  private static final Duration STEP = Duration.ofMillis(250);

  /** Windows takes its time to install a device: up to 30 s for its id. */
  private static final int STEPS = 120;

  private final DeviceTree tree;
  private final AdapterFinder finder;
  private final OwnAdapters own;
  private final Waiting waiting;

  public AdapterStore(DeviceTree tree, Registry registry, Waiting waiting) {
    this.tree = tree;
    this.finder = new AdapterFinder(tree, registry);
    this.own = new OwnAdapters(registry);
    this.waiting = waiting;
  }

  /** Every adapter of the driver, ours and others'. */
  public List<Adapter> all() throws DriverException {
    return finder.all();
  }

  /** Our adapters that are present. */
  public List<Adapter> ours() throws DriverException {
    List<Adapter> ours = new ArrayList<>();
    for (Adapter adapter : finder.all()) {
      if (own.has(adapter)) {
        ours.add(adapter);
      }
    }
    return ours;
  }

  /**
   * Makes an adapter and waits until it can be opened.
   *
   * @param wanted its name; empty for the next free one of our own
   * @throws IOException with the step that failed; nothing is left behind
   */
  public Adapter create(Optional<String> wanted) throws IOException {
    // Also those of other kinds of adapters, and of devices that are not present.
    List<String> taken = finder.connectionNames();
    String name = wanted.orElseGet(() -> AdapterNames.free(taken));
    Optional<String> objection = AdapterNames.objection(name, taken);
    if (objection.isPresent()) {
      throw new IOException("adapter \"" + name + "\": " + objection.get());
    }
    own.forgetAllBut(finder.all());
    String instanceId = tree.create(AdapterFinder.HARDWARE_ID);
    try {
      // Remembered before anything else, so that it is ours even if this process ends now.
      own.remember(awaitId(instanceId));
      tree.rename(awaitPath(instanceId).guid(), name);
      return awaitPath(instanceId);
    } catch (IOException | RuntimeException e) {
      undo(instanceId, e);
      throw e;
    }
  }

  private void undo(String instanceId, Exception failure) {
    try {
      tree.remove(instanceId);
      own.forgetAllBut(finder.all());
    } catch (DriverException e) {
      failure.addSuppressed(e);
    }
  }

  private Adapter awaitId(String instanceId) throws IOException {
    for (int step = 0; step < STEPS; step++) {
      Optional<Adapter> made = finder.ofInstance(instanceId);
      if (made.isPresent()) {
        return made.get();
      }
      waiting.pause(STEP);
    }
    throw WindowsError.failure(
        "NetCfgInstanceId", WindowsError.WAIT_TIMEOUT, "new adapter " + instanceId);
  }

  /** After an installation the interface may come later than the device. */
  private Adapter awaitPath(String instanceId) throws IOException {
    for (int step = 0; step < STEPS; step++) {
      Optional<Adapter> made =
          finder.ofInstance(instanceId).filter(adapter -> adapter.path().isPresent());
      if (made.isPresent()) {
        return made.get();
      }
      waiting.pause(STEP);
    }
    throw WindowsError.failure(
        "CM_Get_Device_Interface_List", WindowsError.WAIT_TIMEOUT, "new adapter " + instanceId);
  }

  /** Removes an adapter of ours; refuses any other. */
  public void remove(Adapter adapter) throws IOException {
    // Where it is now: Windows gives the number of a removed device to the next one.
    Optional<Adapter> present =
        ours().stream().filter(other -> other.guid().equalsIgnoreCase(adapter.guid())).findFirst();
    if (present.isEmpty()) {
      throw new IOException("adapter \"" + adapter.name() + "\" was not made by Culvert: it stays");
    }
    tree.remove(present.get().instanceId());
    own.forget(present.get().guid());
  }
}
