// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

/**
 * What the user allows.
 *
 * @param scripts programs and plug-ins may stay in the profile
 * @param missing files that cannot be read do not stop the import
 * @param passwords the file of {@code auth-user-pass} is stored as well
 * @param replace a profile of the same name gives way
 */
public record ImportOptions(boolean scripts, boolean missing, boolean passwords, boolean replace) {
  /** Nothing is allowed. */
  public static final ImportOptions CAREFUL = new ImportOptions(false, false, false, false);
}
