// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Linux files as a Windows program under Wine sees them: drive {@code Z:} is Linux's root. */
public final class WindowsPath {
  private WindowsPath() {}

  /** The absolute form of {@code path}, such as {@code Z:\tmp\a.jar}. */
  public static String of(Path path) {
    return "Z:" + path.toAbsolutePath().normalize().toString().replace('/', '\\');
  }

  /** A class path or module path for Windows. */
  public static String list(List<Path> paths) {
    return paths.stream().map(WindowsPath::of).collect(Collectors.joining(";"));
  }

  /** A class path of Linux, such as {@code java.class.path} of this test run, for Windows. */
  public static String list(String linuxPaths) {
    return list(
        Arrays.stream(linuxPaths.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isBlank())
            .map(Path::of)
            .toList());
  }
}
