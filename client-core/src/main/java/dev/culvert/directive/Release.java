// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

/** The releases of OpenVPN whose rules are known in full. */
public enum Release {
  V2_6("2.6"),
  V2_7("2.7");

  private final String text;

  Release(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
