// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import java.util.concurrent.ThreadFactory;

/** The only place where threads are made: each has a name, and none keeps the process alive. */
public final class Threads {
  private Threads() {}

  /** Makes daemon threads that are called {@code culvert-} and then {@code name}. */
  public static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, "culvert-" + name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
