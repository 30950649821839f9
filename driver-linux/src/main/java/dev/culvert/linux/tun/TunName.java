// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.tun;

import dev.culvert.driver.DriverException;
import dev.culvert.linux.capi.Errno;

/** What the kernel is asked for: a kind becomes a pattern, an exact name stays. */
final class TunName {
  /** IFNAMSIZ without the NUL. */
  private static final int LONGEST = 15;

  private TunName() {}

  static String of(String requested) throws DriverException {
    boolean fits =
        !requested.isEmpty()
            && requested.length() <= LONGEST
            && requested.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != '%')
            && !requested.equals(".")
            && !requested.equals("..");
    if (!fits) {
      throw new DriverException(
          "ioctl(TUNSETIFF)",
          Errno.EINVAL,
          "a device name has 1 to 15 printable characters without / and %",
          requested);
    }
    return requested.equals("tun") ? "tun%d" : requested;
  }
}
