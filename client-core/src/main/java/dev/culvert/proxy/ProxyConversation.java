// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import java.nio.ByteBuffer;

/**
 * What is said to a proxy, and what its answers mean. Pure: whoever holds the connection passes the
 * bytes on. One thread.
 */
public interface ProxyConversation {
  /** Begins on a fresh connection; again after {@link ProxyStep.Reconnect}. */
  ProxyStep begin();

  /**
   * Takes what came.
   *
   * @param in from position to limit; what is not used up belongs to the peer's stream, or to an
   *     answer that has not come whole yet
   */
  ProxyStep onInput(ByteBuffer in);

  /** The proxy ended the connection. */
  ProxyStep onEnd();
}
