// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import dev.culvert.driver.DriverException;
import dev.culvert.driver.Observed;
import dev.culvert.driver.SelfCheck;
import dev.culvert.driver.Verdict;
import dev.culvert.network.NetworkPort;
import dev.culvert.win.adapter.Adapter;
import dev.culvert.win.adapter.AdapterStore;
import dev.culvert.win.adapter.Waiting;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.Kernel32;
import dev.culvert.win.capi.Registry;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.win.dco.DcoProbe;
import dev.culvert.win.dco.DcoProbe.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the steps share: the ways into Windows, and the adapter that they use. That is the one which
 * the test itself has made, else the first of Culvert's own that nobody else has open. One thread
 * at a time.
 */
public final class Bench {
  /** The name of an adapter of the test's own. A later test takes one of that name away. */
  static final String TEST_NAME = "Culvert-test";

  private static final String OWN_LIST = "SOFTWARE\\Culvert\\Adapters";

  final Kernel32 kernel;
  final AdapterStore adapters;
  final Registry registry;
  final IpHelper ip;
  final NetworkPort network;
  final Path journals;
  final BooleanSupplier chacha;
  final Waiting waiting;
  private @Nullable Adapter made;

  /**
   * @param journals the folder of the undo journals
   * @param chacha whether Windows has ChaCha20-Poly1305
   */
  public Bench(
      Kernel32 kernel,
      AdapterStore adapters,
      Registry registry,
      IpHelper ip,
      NetworkPort network,
      Path journals,
      BooleanSupplier chacha,
      Waiting waiting) {
    this.kernel = kernel;
    this.adapters = adapters;
    this.registry = registry;
    this.ip = ip;
    this.network = network;
    this.journals = journals;
    this.chacha = chacha;
    this.waiting = waiting;
  }

  /** What a step does with an open adapter. */
  @FunctionalInterface
  interface Story {
    void tell(DcoProbe probe, Observed seen) throws IOException, InterruptedException;
  }

  /** What a step does with an open adapter that it wants to know more of. */
  @FunctionalInterface
  interface AdapterStory {
    void tell(DcoProbe probe, Adapter adapter, Observed seen)
        throws IOException, InterruptedException;
  }

  /** A step that has the adapter open while it runs. */
  SelfCheck step(String name, Story story) {
    return stepOn(name, (probe, _, seen) -> story.tell(probe, seen));
  }

  /** The same; a driver with holes is left alone, as the product does. */
  SelfCheck stepOn(String name, AdapterStory story) {
    return SelfCheck.of(
        name,
        seen -> {
          Optional<Adapter> adapter = adapter();
          if (adapter.isEmpty()) {
            return noAdapter();
          }
          try (DcoProbe probe = open(adapter.get())) {
            Optional<String> refusal = probe.refusal();
            if (refusal.isPresent()) {
              return new Verdict.NotHere(refusal.get());
            }
            story.tell(probe, adapter.get(), seen);
          } catch (NotHereException e) {
            return new Verdict.NotHere(String.valueOf(e.getMessage()));
          }
          return seen.verdict();
        });
  }

  static Verdict noAdapter() {
    return new Verdict.NotHere("there is no adapter of Culvert's, and none could be made");
  }

  DcoProbe open(Adapter adapter) throws IOException {
    String path =
        adapter
            .path()
            .orElseThrow(
                () -> new IOException("adapter \"" + adapter.name() + "\" cannot be opened"));
    return DcoProbe.open(kernel, path);
  }

  /** The adapter that the steps use; empty when there is none. */
  Optional<Adapter> adapter() throws DriverException {
    if (made != null) {
      return Optional.of(made);
    }
    for (Adapter own : adapters.ours()) {
      if (isFree(own)) {
        return Optional.of(own);
      }
    }
    return Optional.empty();
  }

  private boolean isFree(Adapter adapter) {
    try (DcoProbe probe = open(adapter)) {
      probe.version();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The adapter that the test has made and not removed. */
  Optional<Adapter> made() {
    return Optional.ofNullable(made);
  }

  void made(@Nullable Adapter adapter) {
    made = adapter;
  }

  /** What the registry holds as Culvert's own adapters. */
  List<String> ownList() {
    return registry.keys(OWN_LIST).stream().sorted().toList();
  }

  /**
   * Notes the number that a request ended with, and whether the notes about the driver have another
   * one; that alone is no failure, as the product decides by kinds.
   */
  static void number(Observed seen, String what, Answer answer, int documented) {
    seen.note(what + ": error", answer.error());
    if (answer.error() != documented) {
      seen.note(what + ": error documented", documented);
    }
    seen.note(what + ": microseconds", answer.micros());
  }

  /** Notes a request that has to succeed. */
  static void success(Observed seen, String what, Answer answer) {
    number(seen, what, answer, WindowsError.SUCCESS);
    seen.expect(answer.done(), what + ": " + answer);
  }

  /** The step has met a system that does not have what it is about. */
  static final class NotHereException extends IOException {
    private static final long serialVersionUID = 1L;

    NotHereException(String why) {
      super(why);
    }
  }
}
