// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.crypto.HmacDigest;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.ControlWrap;
import dev.culvert.wrap.KeyDirection;
import dev.culvert.wrap.PlainWrap;
import dev.culvert.wrap.StaticKey;
import dev.culvert.wrap.TlsAuthWrap;
import dev.culvert.wrap.TlsCryptV2ClientKey;
import dev.culvert.wrap.TlsCryptV2ClientWrap;
import dev.culvert.wrap.TlsCryptV2ServerKey;
import dev.culvert.wrap.TlsCryptV2ServerWrap;
import dev.culvert.wrap.TlsCryptWrap;

/** How control packets are protected before TLS protects them. */
public sealed interface Protection {
  /**
   * A wrap for one session, with replay counters of its own.
   *
   * @param firstReplayId of the first packet; 2 when a reset went before that left no trace
   */
  ControlWrap wrap(TlsRole role, long unixSeconds, long firstReplayId);

  /** Whether a packet that opens is known to come from somebody who has our key. */
  default boolean authenticates() {
    return true;
  }

  /** Whether this end can send before it has heard its peer. */
  default boolean speaksFirst() {
    return true;
  }

  /** Whether a peer that cannot take part in a handshake without state is refused. */
  default boolean forcesCookie() {
    return false;
  }

  /** The opcode of this end's hard reset. */
  default Opcode hardReset(TlsRole role) {
    return role == TlsRole.CLIENT
        ? Opcode.CONTROL_HARD_RESET_CLIENT_V2
        : Opcode.CONTROL_HARD_RESET_SERVER_V2;
  }

  /** Whether a peer's hard reset of that opcode may be for this end. */
  default boolean takes(Opcode opcode) {
    return !opcode.bringsWrappedKey();
  }

  /** Nothing around the packets. */
  record None() implements Protection {
    @Override
    public ControlWrap wrap(TlsRole role, long unixSeconds, long firstReplayId) {
      return new PlainWrap();
    }

    @Override
    public boolean authenticates() {
      return false;
    }
  }

  /** {@code tls-auth}: one key for all who know it; packets stay readable. */
  record TlsAuth(StaticKey key, KeyDirection direction, HmacDigest digest) implements Protection {
    @Override
    public ControlWrap wrap(TlsRole role, long unixSeconds, long firstReplayId) {
      return new TlsAuthWrap(key, direction, digest, unixSeconds, firstReplayId);
    }
  }

  /** {@code tls-crypt}: one key for all who know it. */
  record TlsCrypt(StaticKey key) implements Protection {
    @Override
    public ControlWrap wrap(TlsRole role, long unixSeconds, long firstReplayId) {
      return new TlsCryptWrap(key, role, unixSeconds, firstReplayId);
    }
  }

  /** {@code tls-crypt-v2} of a TLS client: a key of its own. */
  record TlsCryptV2Client(TlsCryptV2ClientKey key) implements Protection {
    /** Its counter says that it takes part in a handshake without state, so it begins its own. */
    @Override
    public ControlWrap wrap(TlsRole role, long unixSeconds, long firstReplayId) {
      return new TlsCryptV2ClientWrap(key, unixSeconds);
    }

    @Override
    public Opcode hardReset(TlsRole role) {
      return Opcode.CONTROL_HARD_RESET_CLIENT_V3;
    }
  }

  /**
   * {@code tls-crypt-v2} of a TLS server: clients bring their keys.
   *
   * @param forcesCookie {@code force-cookie}; else, {@code allow-noncookie}, clients of 2.5 are
   *     taken too and cost state with their first packet
   */
  record TlsCryptV2Server(TlsCryptV2ServerKey key, boolean forcesCookie) implements Protection {
    @Override
    public ControlWrap wrap(TlsRole role, long unixSeconds, long firstReplayId) {
      return new TlsCryptV2ServerWrap(key, unixSeconds, firstReplayId);
    }

    @Override
    public boolean speaksFirst() {
      return false;
    }

    @Override
    public boolean takes(Opcode opcode) {
      return opcode != Opcode.CONTROL_HARD_RESET_CLIENT_V2;
    }
  }
}
