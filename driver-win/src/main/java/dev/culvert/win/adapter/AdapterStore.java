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

  /** Our adapters that are present; what is gone is forgotten if that may be done. */
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
    List<String> taken = finder.all().stream().map(Adapter::name).toList();
    String name = wanted.orElseGet(() -> AdapterNames.free(taken));
    Optional<String> objection = AdapterNames.objection(name);
    if (objection.isPresent()) {
      throw new IOException("adapter \"" + name + "\": " + objection.get());
    }
    String instanceId = tree.create(AdapterFinder.HARDWARE_ID);
    try {
      Adapter made = awaitId(instanceId);
      own.remember(made);
      tree.rename(made.guid(), name);
      return awaitPath(instanceId);
    } catch (IOException e) {
      undo(instanceId, e);
      throw e;
    }
  }

  private void undo(String instanceId, IOException failure) {
    try {
      finder
          .ofInstance(instanceId)
          .ifPresent(
              made -> {
                try {
                  own.forget(made.guid());
                } catch (DriverException e) {
                  failure.addSuppressed(e);
                }
              });
      tree.remove(instanceId);
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
    if (!own.has(adapter)) {
      throw new IOException("adapter \"" + adapter.name() + "\" was not made by Culvert: it stays");
    }
    tree.remove(adapter.instanceId());
    own.forget(adapter.guid());
  }
}
