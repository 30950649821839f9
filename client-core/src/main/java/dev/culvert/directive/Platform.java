// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

/** The systems on which OpenVPN's table differs. */
public enum Platform {
  LINUX("Linux"),
  WINDOWS("Windows");

  private final String text;

  Platform(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
