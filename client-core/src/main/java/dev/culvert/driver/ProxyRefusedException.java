// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import dev.culvert.event.DisconnectCause.ProxyRefused;

/** A proxy did not let the connection through. */
public class ProxyRefusedException extends TransportLostException {
  private static final long serialVersionUID = 1L;

  private final transient ProxyRefused refusal;

  /** What the conversation with the proxy came to. */
  public ProxyRefusedException(ProxyRefused refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  public ProxyRefused refusal() {
    return refusal;
  }
}
