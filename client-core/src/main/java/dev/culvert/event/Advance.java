// SPDX-License-Identifier: Apache-2.0
package dev.culvert.event;

/** Where a server that refuses for now sends its client next. */
public enum Advance {
  /** To the same address. */
  NO,
  /** To the next address, as after any other end. */
  ADDRESS,
  /** To the next remote. */
  REMOTE
}
