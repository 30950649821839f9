// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

/** What Windows' cryptography (CNG), which the driver uses in the kernel, can do here. */
public interface Cng {
  /**
   * Whether there is ChaCha20-Poly1305: Windows 11, Server 2022 and newer have it, Windows 10 does
   * not, and there the driver refuses such a key.
   */
  boolean hasChaCha20Poly1305();
}
