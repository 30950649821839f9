// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux;

import com.sun.jna.Native;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A network namespace of its own on a thread of its own: on Linux it is the thread that has one,
 * and programs that it starts inherit it. Gone with the thread.
 */
final class NetNamespace implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final long LONGEST_NANOS = 10_000_000_000L;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  static {
    Native.register(NetNamespace.class, "c");
  }

  private static native int unshare(int flags);

  NetNamespace() throws IOException {
    int entered = run(() -> unshare(CLONE_NEWNET));
    if (entered != 0) {
      throw new IOException("unshare(CLONE_NEWNET) failed");
    }
    ip("link set lo up");
  }

  <T> T run(Callable<T> task) throws IOException {
    Future<T> result = thread.submit(task);
    try {
      return result.get();
    } catch (InterruptedException e) {
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /** Output of {@code ip}, started on the namespace's thread. */
  String ip(String arguments) throws IOException {
    return program("ip " + arguments);
  }

  String program(String line) throws IOException {
    return run(
        () -> {
          Process process = new ProcessBuilder(line.split(" ")).redirectErrorStream(true).start();
          String output =
              new String(
                  process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
          if (process.waitFor() != 0) {
            throw new IOException(line + ": " + output);
          }
          return output;
        });
  }

  /** Everything that a tunnel may change. */
  String snapshot() throws IOException {
    return ip("-j addr") + ip("-j -4 route show table all") + ip("-j -6 route show table all");
  }

  /**
   * Waits for what the kernel does in its own time after an interface was set up: its carrier, and
   * the routes of its IPv6 addresses. Asked again and again, as there is no event for all of it.
   */
  void awaitSettled(String local6, String... links) throws IOException {
    long end = System.nanoTime() + LONGEST_NANOS;
    while (!isSettled(local6, links)) {
      if (System.nanoTime() > end) {
        throw new IOException("the namespace does not come to rest: " + snapshot());
      }
      Thread.onSpinWait();
    }
  }

  private boolean isSettled(String local6, String... links) throws IOException {
    String multicast = ip("-6 route show table local type multicast");
    for (String link : links) {
      if (!ip("link show " + link).contains("state UP") || !multicast.contains("dev " + link)) {
        return false;
      }
    }
    return ip("-6 route show table local type local").contains(local6);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
