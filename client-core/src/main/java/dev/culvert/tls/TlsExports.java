// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;

/**
 * Exporter values of a finished handshake, without context (openvpn-protocol 3.4). Engine and
 * caller share the secrets; closing the engine destroys them, so take copies for longer use.
 *
 * @param dataKeys 256 bytes for the data channel
 * @param dynamicTlsCrypt 256 bytes for wrapping later negotiations
 * @param p2pPeerId 3 bytes, network byte order
 */
public record TlsExports(Secret dataKeys, Secret dynamicTlsCrypt, Bytes p2pPeerId) {}
