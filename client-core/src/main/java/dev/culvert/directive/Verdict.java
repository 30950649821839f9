// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

/** What Culvert makes of a directive. */
public enum Verdict {
  SUPPORTED("ok", "supported"),
  /** Nothing has to be done for it. */
  HARMLESS("harmless", "accepted, no effect needed"),
  /** Passed over with a warning. */
  WARNED("warn", "accepted with a warning"),
  /** Never: the table says why, and what works instead. */
  REFUSED("no", "refused"),
  NOT_YET("later", "not supported yet");

  private final String word;
  private final String text;

  Verdict(String word, String text) {
    this.word = word;
    this.text = text;
  }

  /** The verdict that the table's word stands for. */
  static Verdict of(String word) {
    for (Verdict verdict : values()) {
      if (verdict.word.equals(word)) {
        return verdict;
      }
    }
    throw new IllegalArgumentException("no verdict: " + word);
  }

  /** For people. */
  @Override
  public String toString() {
    return text;
  }
}
