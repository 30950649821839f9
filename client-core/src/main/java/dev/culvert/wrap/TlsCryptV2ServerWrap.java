// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.time.Moment;
import dev.culvert.wire.ControlHeader;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.EarlyNegotiation;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.TlsRole;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tls-crypt-v2 server: it has no key of a client before the first authentic packet that brings
 * one, and keeps that one (openvpn-protocol 2.5).
 */
public final class TlsCryptV2ServerWrap implements ControlWrap {
  private final TlsCryptV2ServerKey serverKey;
  private final long unixSeconds;
  private final long firstReplayId;
  private @Nullable TlsCryptWrap crypt;
  private TlsCryptV2Metadata metadata = TlsCryptV2Metadata.ABSENT;
  private boolean readsEarlyNegotiation;

  /**
   * A wrap for one session.
   *
   * @param unixSeconds goes into every packet; a later session must not have a smaller one
   * @param firstReplayId of the first packet, 1 unless others went before
   */
  public TlsCryptV2ServerWrap(TlsCryptV2ServerKey serverKey, long unixSeconds, long firstReplayId) {
    this.serverKey = serverKey;
    this.unixSeconds = unixSeconds;
    this.firstReplayId = firstReplayId;
  }

  /** Absent too before the first packet. */
  @Override
  public TlsCryptV2Metadata peerMetadata() {
    return metadata;
  }

  /** We forget the client's key again, so it has to send it again: a client of 2.5 does not. */
  @Override
  public Optional<EarlyNegotiation> statelessAnswer() {
    return readsEarlyNegotiation ? Optional.of(new EarlyNegotiation(true)) : Optional.empty();
  }

  @Override
  public int overhead(Opcode opcode) {
    return TlsCryptWrap.OVERHEAD;
  }

  @Override
  public StaticKey dynamicBase() {
    return known().dynamicBase();
  }

  @Override
  public byte[] wrap(ControlPacket packet) {
    return known().wrap(packet);
  }

  @Override
  public ControlPacket open(byte[] datagram, Moment now) {
    if (!ControlHeader.read(datagram).opcode().bringsWrappedKey()) {
      if (crypt == null) {
        throw new DroppedPacketException(DropReason.UNROUTABLE);
      }
      return crypt.open(datagram, now);
    }
    byte[] wrapped = TlsCryptV2ServerKey.cut(datagram);
    byte[] packet = Arrays.copyOf(datagram, datagram.length - wrapped.length);
    return crypt == null ? openFirst(packet, wrapped, now) : crypt.open(packet, now);
  }

  private ControlPacket openFirst(byte[] packet, byte[] wrapped, Moment now) {
    TlsCryptV2ServerKey.Unwrapped client = serverKey.unwrap(wrapped);
    TlsCryptWrap fresh = new TlsCryptWrap(client.key(), TlsRole.SERVER, unixSeconds, firstReplayId);
    ControlPacket opened = fresh.open(packet, now);
    crypt = fresh;
    metadata = client.metadata();
    readsEarlyNegotiation = packet[ControlHeader.LENGTH] == EarlyNegotiation.REPLAY_ID_MARK;
    return opened;
  }

  private TlsCryptWrap known() {
    if (crypt == null) {
      throw new IllegalStateException("no key of the client yet");
    }
    return crypt;
  }
}
