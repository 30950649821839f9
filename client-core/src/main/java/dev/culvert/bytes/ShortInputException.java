// SPDX-License-Identifier: Apache-2.0
package dev.culvert.bytes;

/**
 * Thrown by {@link ByteReader} when fewer bytes are left than asked for. Hostile packets make it
 * every day, so it carries no stack trace; whoever reads a packet turns it into a counted drop.
 */
public final class ShortInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ShortInputException(int wanted, int remaining) {
    super("wanted " + wanted + " B, " + remaining + " B left", null, false, false);
  }
}
