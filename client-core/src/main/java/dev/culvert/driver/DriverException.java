// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.io.IOException;

/**
 * The operating system refused something. Carries the call, the code and the object, so that the
 * message can say all three.
 */
public class DriverException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final int code;
  private final String object;

  /**
   * @param call the system call or request that failed
   * @param code the system's error number
   * @param meaning the system's words for that number
   * @param object what it was done to
   */
  public DriverException(String call, int code, String meaning, String object) {
    super(call + " failed: " + code + " (" + meaning + "), " + object);
    this.call = call;
    this.code = code;
    this.object = object;
  }

  public String call() {
    return call;
  }

  public int code() {
    return code;
  }

  public String object() {
    return object;
  }
}
