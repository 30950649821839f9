// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

/** How large things may be. */
public final class Limits {
  /** Of a profile, a file it names, a download, a zip and everything in it: 10 MB. */
  public static final int MAX_BYTES = 10_000_000;

  /** {@link #MAX_BYTES} in words. */
  public static final String MAX_WORDS = "10 MB";

  private Limits() {}
}
