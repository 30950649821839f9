// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import dev.culvert.keys.DataCipher;
import dev.culvert.wire.PeerId;

/**
 * What both ends use for the data channel. It is made once per session and kept over its
 * renegotiations.
 *
 * @param peerId in the header of data packets, both ways; {@link PeerId#NONE} for DATA_V1
 * @param exporter keys come from the TLS exporter; else from the PRF
 * @param controlExit an end that leaves says so on the control channel
 * @param dynamicTlsCrypt renegotiations are wrapped with a key of their own
 */
public record Agreement(
    DataCipher cipher,
    PeerId peerId,
    boolean exporter,
    boolean controlExit,
    boolean dynamicTlsCrypt) {
  public boolean dataV2() {
    return !peerId.equals(PeerId.NONE);
  }
}
