// SPDX-License-Identifier: Apache-2.0
package dev.culvert.event;

/** What to do after a tunnel ended. */
public enum Retry {
  /** Nothing will change by trying again. */
  NEVER,
  /** After the retry pause, with the next remote. */
  NEXT_REMOTE,
  /** Without a pause, with the next remote. */
  AT_ONCE
}
