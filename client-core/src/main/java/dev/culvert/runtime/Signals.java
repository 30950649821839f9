// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * The signals that ask a process to end. Only {@code sun.misc.Signal} of {@code jdk.unsupported}
 * tells which one it was; the compiler warns of it even where it is meant, so it is called by
 * reflection.
 */
public final class Signals {
  private Signals() {}

  /**
   * Calls {@code ask} with {@code SIGTERM} or {@code SIGINT}, on a thread of the runtime.
   *
   * @throws IllegalStateException if this Java has no signals
   */
  public static void onStop(Consumer<String> ask) {
    handle("TERM", ask);
    handle("INT", ask);
  }

  private static void handle(String name, Consumer<String> ask) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object onSignal =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  ask.accept("SIG" + name);
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot listen for SIG" + name, e);
    }
  }
}
