// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link PacketPathBench} and prints the path against the bare cipher of the same run. */
public final class PacketPathReport {
  private record Cost(double nanos, double bytes) {}

  private PacketPathReport() {}

  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Options options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(arguments))
            .include(PacketPathBench.class.getSimpleName())
            .addProfiler(GCProfiler.class)
            .jvmArgs("-XX:+UseSerialGC", "-Xmx256m")
            .forks(2)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(700))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(500))
            .build();
    print(new Runner(options).run());
  }

  private static void print(Collection<RunResult> results) {
    Map<String, Cost> costs = new TreeMap<>();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      String key =
          result.getParams().getParam("cipherName")
              + " "
              + name.substring(name.lastIndexOf('.') + 1);
      double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
      costs.put(key, new Cost(result.getPrimaryResult().getScore(), bytes));
    }
    System.out.printf(
        "%n%-26s %10s %10s %6s %12s%n", "", "bare ns", "path ns", "ratio", "own bytes");
    costs.forEach(
        (key, path) -> {
          if (key.endsWith("Path")) {
            Cost bare = costs.get(key.replace("Path", "Bare"));
            System.out.printf(
                "%-26s %10.0f %10.0f %6.2f %12.1f%n",
                key.replace("Path", ""),
                bare.nanos(),
                path.nanos(),
                path.nanos() / bare.nanos(),
                path.bytes() - bare.bytes());
          }
        });
  }
}
