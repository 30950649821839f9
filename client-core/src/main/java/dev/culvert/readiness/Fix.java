// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

/** What to change in a profile so that something no longer stands against it. */
public sealed interface Fix {
  /** What must be true beside it, or what else to do; empty for nothing. */
  String beside();

  /** The line can go. */
  record Remove(Mention mention, String beside) implements Fix {
    @Override
    public String toString() {
      return "remove " + place(mention) + also(beside);
    }
  }

  /** The line becomes another one. */
  record Replace(Mention mention, String line, String beside) implements Fix {
    @Override
    public String toString() {
      return "replace " + place(mention) + " by: " + line + also(beside);
    }
  }

  /** A line more. */
  record Add(String line, String beside) implements Fix {
    @Override
    public String toString() {
      return "add: " + line + also(beside);
    }
  }

  /** No line of the profile does it. */
  record Advice(String beside) implements Fix {
    @Override
    public String toString() {
      return beside;
    }
  }

  private static String place(Mention mention) {
    return mention.line().isPresent()
        ? "line " + mention.line().getAsInt()
        : '"' + mention.text() + '"';
  }

  private static String also(String beside) {
    return beside.isEmpty() ? "" : " (" + beside + ")";
  }
}
