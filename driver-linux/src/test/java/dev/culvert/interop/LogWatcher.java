// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a program's output line by line on a thread of its own; tests wait for lines. */
final class LogWatcher {
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private LogWatcher(String name) {
    this.name = name;
  }

  /** Follows {@code output} until its end. */
  static LogWatcher follow(String name, InputStream output) {
    LogWatcher watcher = new LogWatcher(name);
    Thread.ofPlatform().daemon().name("log of " + name).start(() -> watcher.read(output));
    return watcher;
  }

  private void read(InputStream output) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("(the output of " + name + " broke off: " + e.getMessage() + ")");
    } finally {
      end();
    }
  }

  private void add(String line) {
    lock.lock();
    try {
      lines.add(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many lines there are now: a place to wait from. */
  int mark() {
    lock.lock();
    try {
      return lines.size();
    } finally {
      lock.unlock();
    }
  }

  /** The first match of {@code regex} in any line, waited for up to {@code limit}. */
  Matcher await(String regex, Duration limit) {
    return awaitAfter(0, regex, limit);
  }

  /** The first match of {@code regex} from line {@code mark} on, waited for up to {@code limit}. */
  Matcher awaitAfter(int mark, String regex, Duration limit) {
    Pattern pattern = Pattern.compile(regex);
    int next = mark;
    long left = limit.toNanos();
    lock.lock();
    try {
      while (true) {
        for (; next < lines.size(); next++) {
          Matcher matcher = pattern.matcher(lines.get(next));
          if (matcher.find()) {
            return matcher;
          }
        }
        if (ended || left <= 0) {
          throw new AssertionError(
              "%s: a line matching \"%s\" expected, %s"
                  .formatted(name, regex, ended ? "but the program ended" : "none in " + limit));
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + regex, e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the program has closed its output, so that every line is there. */
  void awaitEnd(Duration limit) {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!ended) {
        if (left <= 0) {
          throw new AssertionError(name + ": end of output expected, not within " + limit);
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the end of " + name, e);
    } finally {
      lock.unlock();
    }
  }

  long count(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return lines().stream().filter(line -> pattern.matcher(line).find()).count();
  }

  List<String> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /** The last {@code most} lines under a heading, for a failed test. */
  String tail(int most) {
    List<String> all = lines();
    List<String> last = all.subList(Math.max(0, all.size() - most), all.size());
    return "---- " + name + " ----\n" + String.join("\n", last) + "\n";
  }
}
