// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import java.util.List;
import java.util.Optional;

/**
 * {@code http-proxy-option}. No value holds a line break.
 *
 * @param version {@code VERSION}: as in {@code HTTP/1.0}
 * @param agent {@code AGENT}: the User-Agent
 * @param headers {@code CUSTOM-HEADER}
 */
public record HttpRequestOptions(String version, Optional<String> agent, List<Header> headers) {
  public static final HttpRequestOptions DEFAULT =
      new HttpRequestOptions("1.0", Optional.empty(), List.of());

  /** One more line of the request. */
  public record Header(String name, String content) {
    @Override
    public String toString() {
      return name;
    }
  }

  public HttpRequestOptions {
    headers = List.copyOf(headers);
  }
}
