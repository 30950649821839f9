// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

/**
 * Addresses, devices and routes of a namespace as {@code ip -j} tells them. Whether a cable is seen
 * as plugged in is left out: the kernel updates that in its own time.
 */
record Snapshot(String addresses, String routes, String routes6) {

  static Snapshot of(Namespace namespace) {
    return new Snapshot(
        settled(namespace.ip("-j addr")),
        settled(namespace.ip("-j route")),
        settled(namespace.ip("-6 -j route")));
  }

  private static String settled(String json) {
    return json.strip()
        .replaceAll("\"operstate\":\"[A-Z]*\",", "")
        .replaceAll(",?\"(LOWER_UP|linkdown)\"", "")
        .replace("},{", "},\n{");
  }
}
