// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Native;
import com.sun.jna.WString;
import com.sun.jna.ptr.LongByReference;
import org.jspecify.annotations.Nullable;

/** CNG of this Windows, asked by opening the provider of an algorithm (bcrypt.h). */
public final class NativeCng implements Cng {
  private static final String CHACHA20_POLY1305 = "CHACHA20_POLY1305";
  private static final int STATUS_SUCCESS = 0;

  static {
    Native.register(NativeCng.class, SystemFolder.dll("bcrypt.dll"));
  }

  public NativeCng() {}

  private static native int BCryptOpenAlgorithmProvider(
      LongByReference handle, WString algorithm, @Nullable WString implementation, int flags);

  private static native int BCryptCloseAlgorithmProvider(long handle, int flags);

  @Override
  public boolean hasChaCha20Poly1305() {
    return has(CHACHA20_POLY1305);
  }

  /** Whether there is a provider of this algorithm, by its identifier in bcrypt.h. */
  static boolean has(String algorithm) {
    LongByReference handle = new LongByReference();
    boolean opened =
        BCryptOpenAlgorithmProvider(handle, new WString(algorithm), null, 0) == STATUS_SUCCESS;
    if (opened) {
      int _ = BCryptCloseAlgorithmProvider(handle.getValue(), 0);
    }
    return opened;
  }
}
