// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.network.NetChange.BringUp;
import dev.culvert.network.NetworkPort.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BringUpTest {
  private final FakeIpHelper windows = new FakeIpHelper();
  private final long luid = windows.add("Culvert 1", 42);
  private final WindowsNetwork network = new WindowsNetwork(windows, _ -> {}, _ -> "");

  @Test
  void setsTheMtuAndQuietensBothFamilies() throws IOException {
    assertThat(network.apply(new BringUp("Culvert 1", 1400))).isEqualTo(Outcome.MADE);

    for (int family : List.of(FakeIpHelper.IPV4, FakeIpHelper.IPV6)) {
      ByteBuffer row = windows.settings(luid, family);
      assertThat(row.getInt(152)).as("NlMtu").isEqualTo(1400);
      assertThat(row.getInt(52)).as("RouterDiscoveryBehavior").isZero();
      assertThat(row.getInt(56)).as("DadTransmits").isZero();
      assertThat(row.getShort(46)).as("managed and other stateful").isZero();
      assertThat(row.getInt(148)).as("Metric").isEqualTo(25);
    }
    assertThat(windows.settings(luid, FakeIpHelper.IPV4).getInt(144)).isZero();
    assertThat(windows.settings(luid, FakeIpHelper.IPV6).getInt(144)).isEqualTo(64);
  }

  @Test
  void leavesIpv6AloneBelowItsLeastMtu() throws IOException {
    network.apply(new BringUp("Culvert 1", 1279));

    assertThat(windows.settings(luid, FakeIpHelper.IPV4).getInt(152)).isEqualTo(1279);
    assertThat(windows.settings(luid, FakeIpHelper.IPV6).getInt(152)).isEqualTo(1500);
    assertThat(windows.settings(luid, FakeIpHelper.IPV6).getInt(52)).isEqualTo(2);
  }

  @Test
  void takesAnInterfaceWithoutIpv6() throws IOException {
    windows.removeFamily(luid, FakeIpHelper.IPV6);

    network.apply(new BringUp("Culvert 1", 1400));

    assertThat(windows.settings(luid, FakeIpHelper.IPV4).getInt(152)).isEqualTo(1400);
  }

  @Test
  void failsWithoutIpv4() {
    windows.removeFamily(luid, FakeIpHelper.IPV4);

    assertThatThrownBy(() -> network.apply(new BringUp("Culvert 1", 1400)))
        .hasMessage("GetIpInterfaceEntry failed: 1168 (not found), Culvert 1 up, mtu 1400");
  }

  @Test
  void namesTheCallThatIsRefused() {
    windows.fail("SetIpInterfaceEntry", 5);

    assertThatThrownBy(() -> network.apply(new BringUp("Culvert 1", 1400)))
        .hasMessage("SetIpInterfaceEntry failed: 5 (access denied), Culvert 1 up, mtu 1400");
  }

  @Test
  void knowsDevicesByTheNamesOfTheirConnections() throws IOException {
    assertThat(network.deviceIndex("Culvert 1")).hasValue(42);
    assertThat(network.deviceIndex("Culvert 2")).isEmpty();
    assertThatThrownBy(() -> network.apply(new BringUp("Culvert 2", 1400)))
        .hasMessage(
            "ConvertInterfaceAliasToLuid failed: 1168 (not found), Culvert 2 up, mtu 1400:"
                + " there is no interface \"Culvert 2\"");
  }

  @Test
  void undoingItDoesNothing() throws IOException {
    network.apply(new BringUp("Culvert 1", 1400));
    network.undo(new BringUp("Culvert 1", 1400));

    assertThat(windows.settings(luid, FakeIpHelper.IPV4).getInt(152)).isEqualTo(1400);
  }
}
