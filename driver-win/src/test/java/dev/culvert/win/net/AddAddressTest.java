// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import dev.culvert.network.NetChange.AddAddress;
import dev.culvert.network.NetworkPort.Outcome;
import dev.culvert.network.Prefix;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddAddressTest {
  private static final AddAddress IN_SUBNET =
      new AddAddress("Culvert 1", Prefix.of("10.8.0.6/24"), null);
  private static final AddAddress WITH_PEER =
      new AddAddress("Culvert 1", Prefix.of("10.8.0.6/32"), InetAddress.ofLiteral("10.8.0.5"));

  private final FakeIpHelper windows = new FakeIpHelper();
  private final long luid = windows.add("Culvert 1", 42);
  private final List<String> pauses = new ArrayList<>();
  private final WindowsNetwork network =
      new WindowsNetwork(windows, pause -> pauses.add(pause.toString()), _ -> "");

  @Test
  void writesTheRowOfAnIpv4Address() throws IOException {
    assertThat(network.apply(IN_SUBNET)).isEqualTo(Outcome.MADE);

    byte[] expected = new byte[80];
    windows.initializeUnicastIpAddressEntry(expected);
    FakeIpHelper.fields(expected)
        .putShort(0, (short) 2)
        .put(4, new byte[] {10, 8, 0, 6})
        .putLong(32, luid)
        .put(60, (byte) 24)
        .putInt(64, 4);
    assertThat(Bytes.copyOf(windows.addresses.getFirst())).isEqualTo(Bytes.copyOf(expected));
    assertThat(windows.routes).isEmpty();
  }

  @Test
  void writesTheRowOfAnIpv6Address() throws IOException {
    network.apply(new AddAddress("Culvert 1", Prefix.of("fd00::1:2/64"), null));

    byte[] row = windows.addresses.getFirst();
    assertThat(Bytes.copyOf(row, 0, 2).toHex()).isEqualTo("1700");
    assertThat(Bytes.copyOf(row, 8, 16).toHex()).isEqualTo("fd000000000000000000000000010002");
    assertThat(row[60]).isEqualTo((byte) 64);
  }

  @Test
  void undoRemovesItAndCountsWhatIsGone() throws IOException {
    network.apply(IN_SUBNET);
    network.undo(IN_SUBNET);
    assertThat(windows.tables()).isEmpty();

    network.undo(IN_SUBNET);
    windows.remove("Culvert 1");
    network.undo(IN_SUBNET);
  }

  @Test
  void undoTellsWhatWindowsRefuses() throws IOException {
    network.apply(IN_SUBNET);
    windows.fail("DeleteUnicastIpAddressEntry", 5);

    assertThatThrownBy(() -> network.undo(IN_SUBNET))
        .hasMessage(
            "DeleteUnicastIpAddressEntry failed: 5 (access denied),"
                + " address 10.8.0.6/24 on Culvert 1");
  }

  @Test
  void whatIsThereAlreadyIsNotOurs() throws IOException {
    // The same address on another interface comes first in the table.
    windows.addAddress(windows.add("Old VPN", 7), Prefix.of("10.8.0.6/24"));
    windows.addAddress(luid, Prefix.of("10.8.0.6/24"));

    assertThat(network.apply(IN_SUBNET)).isEqualTo(Outcome.WAS_SO);
    assertThat(windows.addresses).hasSize(2);
  }

  @Test
  void anotherPrefixLengthIsAnotherAddress() {
    windows.addAddress(luid, Prefix.of("10.8.0.6/16"));

    assertThatThrownBy(() -> network.apply(IN_SUBNET))
        .hasMessageContaining("5010 (exists already), address 10.8.0.6/24 on Culvert 1")
        .hasMessageEndingWith("it has it as 10.8.0.6/16");
  }

  @Test
  void namesTheInterfaceWithAStaleAddress() {
    long old = windows.add("Old VPN", 7);
    windows.addAddress(old, Prefix.of("10.8.0.6/24"));
    windows.settings(old, FakeIpHelper.IPV4).put(156, (byte) 0);

    assertThatThrownBy(() -> network.apply(IN_SUBNET))
        .hasMessageContaining("5010")
        .hasMessageContaining("stale address of interface \"Old VPN\", which is not connected");
  }

  @Test
  void namesTheConnectedInterfaceWithThatAddress() {
    windows.addAddress(windows.add("Ethernet", 7), Prefix.of("10.8.0.6/24"));

    assertThatThrownBy(() -> network.apply(IN_SUBNET))
        .hasMessageEndingWith("on Culvert 1: interface \"Ethernet\" has that address");
  }

  @Test
  void aPeerIsAnOnLinkRoute() throws IOException {
    assertThat(network.apply(WITH_PEER)).isEqualTo(Outcome.MADE);

    byte[] route = windows.routes.getFirst();
    assertThat(FakeIpHelper.fields(route).getLong(0)).isEqualTo(luid);
    assertThat(Bytes.copyOf(route, 12, 8).toHex()).isEqualTo("020000000a080005");
    assertThat(route[40]).isEqualTo((byte) 32);
    assertThat(Bytes.copyOf(route, 44, 8).toHex()).isEqualTo("0200000000000000");

    network.undo(WITH_PEER);
    assertThat(windows.tables()).isEmpty();
  }

  @Test
  void theAddressIsTakenBackWhenTheWayToThePeerFails() {
    windows.fail("CreateIpForwardEntry2", 5);

    assertThatThrownBy(() -> network.apply(WITH_PEER))
        .hasMessage(
            "CreateIpForwardEntry2 failed: 5 (access denied),"
                + " address 10.8.0.6/32 peer 10.8.0.5 on Culvert 1")
        .hasNoSuppressedExceptions();
    assertThat(windows.tables()).isEmpty();
  }

  @Test
  void saysWhenTheAddressCannotBeTakenBack() {
    windows.fail("CreateIpForwardEntry2", 5);
    windows.fail("DeleteUnicastIpAddressEntry", 1450);

    assertThatThrownBy(() -> network.apply(WITH_PEER))
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("1450"));
  }

  @Test
  void anAddressThatWasThereStaysWhenTheWayToThePeerFails() {
    windows.addAddress(luid, Prefix.of("10.8.0.6/32"));
    windows.fail("CreateIpForwardEntry2", 5);

    assertThatThrownBy(() -> network.apply(WITH_PEER)).hasMessageContaining("access denied");
    assertThat(windows.addresses).hasSize(1);
  }

  @Test
  void anAddressWithoutTheWayToItsPeerIsCompleted() throws IOException {
    windows.addAddress(luid, Prefix.of("10.8.0.6/32"));
    assertThat(network.apply(WITH_PEER)).isEqualTo(Outcome.MADE);
    assertThat(windows.routes).hasSize(1);

    assertThat(network.apply(WITH_PEER)).isEqualTo(Outcome.WAS_SO);
  }

  @Test
  void undoTriesBothParts() throws IOException {
    network.apply(WITH_PEER);
    windows.fail("DeleteIpForwardEntry2", 5);

    assertThatThrownBy(() -> network.undo(WITH_PEER)).hasMessageContaining("DeleteIpForwardEntry2");
    assertThat(windows.addresses).isEmpty();
  }

  @Test
  void waitsForTheStackAndThenNamesWhatMayBeInTheWay() {
    windows.fail("CreateUnicastIpAddressEntry", 1168);
    WindowsNetwork filtered =
        new WindowsNetwork(windows, pause -> pauses.add(pause.toString()), "filter on "::concat);

    assertThatThrownBy(() -> filtered.apply(IN_SUBNET))
        .hasMessage(
            "CreateUnicastIpAddressEntry failed: 1168 (not found),"
                + " address 10.8.0.6/24 on Culvert 1: filter on Culvert 1");
    assertThat(pauses).hasSize(19).containsOnly("PT0.05S");
  }

  @Test
  void takesTheAddressOnceTheStackIsReady() throws IOException {
    windows.fail("CreateUnicastIpAddressEntry", 1168);
    WindowsNetwork patient =
        new WindowsNetwork(
            windows, _ -> windows.fail("CreateUnicastIpAddressEntry", 0), _ -> "nothing");

    assertThat(patient.apply(IN_SUBNET)).isEqualTo(Outcome.MADE);
    assertThat(windows.addresses).hasSize(1);
  }
}
