// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/** What OVPN_STATS and OVPN_PEER_STATS count, from NEW_PEER on. */
final class Statistics {
  final AtomicLong lostInControl = new AtomicLong();
  final AtomicLong lostOutControl = new AtomicLong();
  final AtomicLong lostInData = new AtomicLong();
  final AtomicLong lostOutData = new AtomicLong();
  final AtomicLong receivedData = new AtomicLong();
  final AtomicLong receivedControl = new AtomicLong();
  final AtomicLong sentControl = new AtomicLong();
  final AtomicLong sentData = new AtomicLong();
  final AtomicLong transportSent = new AtomicLong();
  final AtomicLong transportReceived = new AtomicLong();
  final AtomicLong tunSent = new AtomicLong();
  final AtomicLong tunReceived = new AtomicLong();

  /** OVPN_STATS, 64 bytes, little endian. */
  Bytes structure() {
    ByteBuffer out = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(lostInControl.intValue()).putInt(lostOutControl.intValue());
    out.putInt(lostInData.intValue()).putInt(lostOutData.intValue());
    out.putInt(receivedData.intValue()).putInt(receivedControl.intValue());
    out.putInt(sentControl.intValue()).putInt(sentData.intValue());
    out.putLong(transportSent.get()).putLong(transportReceived.get());
    out.putLong(tunSent.get()).putLong(tunReceived.get());
    return Bytes.copyOf(out.array());
  }

  /** OVPN_PEER_STATS, 40 bytes: Link is what is encrypted, Vpn what is plain. */
  Bytes peerStructure(int peerId) {
    ByteBuffer out = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(peerId).putInt(0);
    out.putLong(transportReceived.get()).putLong(transportSent.get());
    out.putLong(tunReceived.get()).putLong(tunSent.get());
    return Bytes.copyOf(out.array());
  }

  @Override
  public String toString() {
    return "control in=%d out=%d data in=%d out=%d lost in=%d out=%d transport in=%d out=%d tun in=%d out=%d"
        .formatted(
            receivedControl.get(),
            sentControl.get(),
            receivedData.get(),
            sentData.get(),
            lostInData.get(),
            lostOutData.get(),
            transportReceived.get(),
            transportSent.get(),
            tunReceived.get(),
            tunSent.get());
  }
}
