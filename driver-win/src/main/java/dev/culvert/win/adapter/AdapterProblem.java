// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

/**
 * Why no tunnel can be put on an adapter, and what the user can do about it.
 *
 * @param sentence what is wrong; names the adapter
 * @param remedy what to do, as a sentence to the user
 */
public record AdapterProblem(Cause cause, String sentence, String remedy) {
  /** What a caller may want to tell apart without reading sentences. */
  public enum Cause {
    /** Another tunnel holds each of them open: the driver admits one program at a time. */
    ALL_IN_USE,
    /** The device's access list refuses this user. */
    ACCESS_DENIED,
    /** The device is disabled. */
    DISABLED,
    /** Another product's NDIS filter driver sits on the adapter and keeps it from working. */
    FILTER_BOUND
  }

  /** Both sentences, for a log or an exception. */
  public String message() {
    return sentence + "; " + remedy;
  }
}
