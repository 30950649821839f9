// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Native;
import com.sun.jna.WString;
import org.jspecify.annotations.Nullable;

/** Windows' own cryptography (bcrypt.dll), from which the driver takes its ciphers. */
public final class Cng {
  static {
    Native.register(Cng.class, SystemLibrary.of("bcrypt"));
  }

  private Cng() {}

  private static native int BCryptOpenAlgorithmProvider(
      long[] handle, WString algorithm, @Nullable WString implementation, int flags);

  private static native int BCryptCloseAlgorithmProvider(long handle, int flags);

  /** Whether Windows has ChaCha20-Poly1305: Windows 11 and Server 2022 do. */
  public static boolean hasChaCha20() {
    long[] handle = new long[1];
    boolean there =
        BCryptOpenAlgorithmProvider(handle, new WString("CHACHA20_POLY1305"), null, 0) == 0;
    if (there) {
      BCryptCloseAlgorithmProvider(handle[0], 0);
    }
    return there;
  }
}
