// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.role.Role;
import dev.culvert.time.WallClock;
import dev.culvert.tls.TlsSettings;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Everything a session needs to know before it begins.
 *
 * @param optionsString what this end sends for old peers' warnings
 * @param remote where the peer is; null for an end that waits
 * @param allowFloat the peer may change its address
 * @param clock for certificates and the time field of control packets
 */
public record SessionSettings(
    Role role,
    Protection protection,
    TlsSettings tls,
    String optionsString,
    Timers timers,
    @Nullable InetSocketAddress remote,
    boolean allowFloat,
    WallClock clock,
    SessionLogin login) {
  /** An end without user name and password. */
  public SessionSettings(
      Role role,
      Protection protection,
      TlsSettings tls,
      String optionsString,
      Timers timers,
      @Nullable InetSocketAddress remote,
      boolean allowFloat,
      WallClock clock) {
    this(
        role, protection, tls, optionsString, timers, remote, allowFloat, clock, SessionLogin.NONE);
  }
}
