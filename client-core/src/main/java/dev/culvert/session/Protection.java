// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.ControlWrap;
import dev.culvert.wrap.PlainWrap;
import dev.culvert.wrap.StaticKey;
import dev.culvert.wrap.TlsCryptWrap;

/** How control packets are protected before TLS protects them. */
public sealed interface Protection {
  /** A fresh wrap, with replay counters of its own, for one session. */
  ControlWrap wrap(TlsRole role, long unixSeconds);

  /** The key that dynamic tls-crypt starts from (openvpn-protocol 2.6). */
  StaticKey baseKey();

  /** Whether a packet that opens is known to come from somebody who has our key. */
  boolean authenticates();

  /** Nothing around the packets. */
  record None() implements Protection {
    @Override
    public ControlWrap wrap(TlsRole role, long unixSeconds) {
      return new PlainWrap();
    }

    @Override
    public StaticKey baseKey() {
      return StaticKey.ZERO;
    }

    @Override
    public boolean authenticates() {
      return false;
    }
  }

  /** One key for all who know it. */
  record TlsCrypt(StaticKey baseKey) implements Protection {
    @Override
    public ControlWrap wrap(TlsRole role, long unixSeconds) {
      return new TlsCryptWrap(baseKey, role, unixSeconds);
    }

    @Override
    public boolean authenticates() {
      return true;
    }
  }
}
