// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.network.JournalEntry.Intended;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalCodecTest {
  private static final InetAddress GATEWAY = InetAddress.ofLiteral("10.8.0.1");
  private static final List<JournalEntry> ENTRIES =
      List.of(
          new JournalEntry.Opened("Local Area Connection 2", 7),
          new Intended(0, new NetChange.BringUp("tun0", 1500)),
          new Intended(1, new NetChange.AddAddress("tun0", Prefix.of("10.8.0.2/24"), null)),
          new Intended(2, new NetChange.AddAddress("tun0", Prefix.of("10.8.0.6/32"), GATEWAY)),
          new Intended(3, new NetChange.AddRoute(Prefix.of("::/3"), "-", null, 0)),
          new Intended(4, new NetChange.AddRoute(Prefix.of("10.0.0.0/8"), null, GATEWAY, 100)),
          new Intended(
              5,
              new NetChange.RemoveRoute(
                  new SystemRoute(
                      Prefix.of("0.0.0.0/0"), "eth0", GATEWAY, 100, Bytes.ofHex("0a0b")))),
          new JournalEntry.Struck(4));

  @Test
  void everyEntryComesBack() {
    for (JournalEntry entry : ENTRIES) {
      assertThat(JournalCodec.decode(JournalCodec.encode(entry))).contains(entry);
    }
  }

  @Test
  void aLineThatWasCutShortOrChangedIsNoEntry() {
    for (JournalEntry entry : ENTRIES) {
      String line = JournalCodec.encode(entry);
      for (int i = 0; i < line.length(); i++) {
        assertThat(JournalCodec.decode(line.substring(0, i))).isEmpty();
        String changed = line.substring(0, i) + "~" + line.substring(i + 1);
        assertThat(JournalCodec.decode(changed)).isEmpty();
      }
    }
  }
}
