// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.DeviceTree;
import dev.culvert.win.capi.NewNode;
import dev.culvert.win.capi.Registry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Culvert's own adapters: makes them on demand and removes them, and leaves those of other products
 * alone. One tunnel needs one adapter; an adapter stays until it is removed, also over a restart of
 * the computer.
 */
public final class AdapterStore {
  private static final Duration STEP = Duration.ofSeconds(1);

  /** How often the GUID is looked for: Windows writes it while it installs the adapter. */
  private static final int GUID_LOOKS = 30;

  /** How often the interface is looked for, which the driver registers when it starts. */
  private static final int INTERFACE_LOOKS = 10;

  /** How often a new name is looked for. */
  private static final int NAME_LOOKS = 5;

  private final DeviceTree tree;
  private final Registry registry;
  private final Pause pause;
  private final AdapterFinder finder;
  private final OwnAdapters own;
  private final AdapterProblems problems;

  public AdapterStore(DeviceTree tree, Registry registry, Pause pause) {
    this.tree = tree;
    this.registry = registry;
    this.pause = pause;
    finder = new AdapterFinder(tree, registry);
    own = new OwnAdapters(registry);
    problems = new AdapterProblems(registry);
  }

  /** The adapters that Culvert has made and that are present, in Windows' order. */
  public List<Adapter> ours() throws DriverException {
    return own.among(finder.all());
  }

  /** The first free one of "Culvert", "Culvert 2" and so on. */
  public String freeName() throws DriverException {
    return names().free();
  }

  /**
   * Makes an adapter with this name. Takes up to some forty seconds. Needs administrator rights.
   *
   * @return the adapter, with its interface
   * @throws IOException if it cannot be made or does not start; nothing of it is left over then, or
   *     the suppressed exception says why
   */
  public Adapter create(String name) throws IOException {
    Optional<String> objection = names().objection(name);
    if (objection.isPresent()) {
      throw new IOException(objection.get());
    }
    own.forgetAllBut(finder.all());
    NewNode node = tree.createNode(AdapterFinder.HARDWARE_ID);
    try {
      return complete(node, name);
    } catch (IOException | RuntimeException | LinkageError e) {
      takeBack(node, e);
      throw e;
    }
  }

  /**
   * Removes an adapter of Culvert's. Needs administrator rights.
   *
   * @throws IOException if it is not one of Culvert's, or cannot be removed
   */
  public void remove(Adapter adapter) throws IOException {
    Optional<Adapter> present =
        ours().stream().filter(other -> other.guid().equals(adapter.guid())).findFirst();
    if (present.isEmpty()) {
      throw new IOException(
          "the adapter \"" + adapter.name() + "\" is not one that Culvert has made; it stays");
    }
    // The node where the adapter is now: a number in an instance id may have changed hands.
    tree.removeNode(present.get().instanceId());
    own.forget(adapter.guid());
  }

  private Adapter complete(NewNode node, String name) throws IOException {
    Optional<Adapter> installed = await(node, GUID_LOOKS, _ -> true);
    if (installed.isEmpty()) {
      throw new IOException("Windows did not finish installing" + on(node));
    }
    String guid = installed.get().guid();
    // Before anything else, so that it is known as Culvert's even if this program is killed now.
    own.remember(guid, node.instanceId());
    if (await(node, INTERFACE_LOOKS, adapter -> adapter.interfacePath().isPresent()).isEmpty()) {
      throw new IOException("the driver did not start" + on(node) + why(node));
    }
    tree.renameConnection(guid, name);
    return await(node, NAME_LOOKS, adapter -> adapter.name().equals(name))
        .orElseThrow(
            () -> new IOException("Windows did not give the name \"" + name + "\" to" + on(node)));
  }

  /** Looks until the adapter of this node fulfils the condition. */
  private Optional<Adapter> await(NewNode node, int looks, Predicate<Adapter> condition)
      throws IOException {
    for (int look = 1; ; look++) {
      Optional<Adapter> adapter = finder.at(node.instanceId()).filter(condition);
      if (adapter.isPresent() || look == looks) {
        return adapter;
      }
      try {
        pause.forAbout(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while Windows installs the adapter");
      }
    }
  }

  private void takeBack(NewNode node, Throwable cause) {
    try {
      tree.removeNode(node.instanceId());
      own.forgetAllBut(finder.all());
    } catch (DriverException e) {
      cause.addSuppressed(e);
    }
  }

  private String why(NewNode node) throws DriverException {
    Optional<Adapter> adapter = finder.at(node.instanceId());
    return adapter.isEmpty()
        ? ""
        : problems.missingInterface(adapter.get()).map(known -> ": " + known.message()).orElse("");
  }

  private static String on(NewNode node) {
    return " the adapter " + node.instanceId() + (node.restartNeeded() ? " before a restart" : "");
  }

  private AdapterNames names() throws DriverException {
    return new AdapterNames(ConnectionKeys.names(registry));
  }
}
