// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import dev.culvert.bytes.Secret;
import java.nio.charset.StandardCharsets;

/**
 * Who we are to a proxy.
 *
 * @param password UTF-8
 */
public record ProxyLogin(String user, Secret password) {
  byte[] userBytes() {
    return user.getBytes(StandardCharsets.UTF_8);
  }

  /** Neither is for a log. */
  @Override
  public String toString() {
    return "login";
  }
}
