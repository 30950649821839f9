// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/** What carries the tunnel's packets. */
public enum Transport {
  UDP,
  TCP_CLIENT,
  TCP_SERVER
}
