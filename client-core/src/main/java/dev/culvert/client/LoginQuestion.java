// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import java.util.List;

/**
 * What a person is asked for a login. It is answered with as many secrets as it has fields, in
 * their order.
 *
 * @param text of the server, without control characters; may be empty
 */
public record LoginQuestion(Kind kind, String text, List<Field> fields) {
  public LoginQuestion {
    fields = List.copyOf(fields);
  }

  /** Why it is asked. */
  public enum Kind {
    /** User name and password, and the profile's own question with them. */
    LOGIN,
    /** The server wants an answer, instead of a password or while it waits. */
    CHALLENGE
  }

  /** What a field holds. */
  public enum Part {
    USER,
    PASSWORD,
    RESPONSE
  }

  /**
   * One thing to type.
   *
   * @param echo whether it may be seen
   */
  public record Field(Part part, String label, boolean echo) {}
}
