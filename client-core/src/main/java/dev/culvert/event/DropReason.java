// SPDX-License-Identifier: Apache-2.0
package dev.culvert.event;

/** Why a packet was thrown away. Drops are counted by reason, not logged one by one. */
public enum DropReason {
  /** Shorter than its own fields say. */
  TRUNCATED,
  /** Longer than anything a peer may send. */
  OVERSIZED,
  /** First byte names no opcode that is in use. */
  UNKNOWN_OPCODE,
  /** A hard reset from a peer of our own role, or data where only control belongs. */
  WRONG_OPCODE_FOR_ROLE,
  /** The wrapping's authentication tag is wrong: another key, or a changed packet. */
  HMAC_MISMATCH,
  /** Authentic under the other half of the tls-auth key: key-direction of both ends is the same. */
  WRONG_KEY_DIRECTION,
  /** A tls-crypt-v2 client's wrapped key that another server's key wrapped, or a changed one. */
  WRAPPED_KEY_MISMATCH,
  /** A tls-crypt-v2 client that cannot take part in a handshake without state, which is wanted. */
  NO_EARLY_NEGOTIATION,
  /** Authentic, but seen before or too old. */
  REPLAYED,
  /** More acknowledgements than a packet can hold, or a session id of zero. */
  MALFORMED,
  /** Belongs to no session we know, and does not open one. */
  UNROUTABLE,
  /** Acknowledges somebody else's session. */
  WRONG_PEER_SESSION,
  /** No key negotiation with this key id. */
  UNKNOWN_KEY_ID,
  /** Right packet in a state that does not allow it. */
  WRONG_STATE,
  /** Packet id outside the receive window. */
  OUTSIDE_WINDOW,
  /** From an address that is not the peer's, and float is off. */
  WRONG_ADDRESS,
  /** Data packet whose AEAD tag is wrong. */
  AEAD_MISMATCH,
  /** Compressed payload, which the profile does not allow. */
  COMPRESSED,
  /** Data packet for a key that is not installed. */
  NO_DATA_KEY,
  /** The receiver's queue was full. */
  QUEUE_FULL,
  /** Every packet id of the key that encrypts has been used. */
  KEY_USED_UP,
  /** The network did not take it: no route, too large, send buffer full. */
  NOT_SENT,
  /** The system's end of the tunnel did not take it. */
  NOT_DELIVERED
}
