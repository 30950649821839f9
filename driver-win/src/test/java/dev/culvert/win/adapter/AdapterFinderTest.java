// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.driver.DriverException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdapterFinderTest {
  private static final String NDIS_PATH =
      "\\\\?\\ROOT#NET#0001#{cac88484-7515-4c03-82e6-71a87abac361}\\{AAAAAAAA}";

  private final FakeWindows windows = new FakeWindows();
  private final AdapterFinder finder = new AdapterFinder(windows, windows);

  @Test
  void findsAllOfThemByHardwareIdInAnyCase() throws DriverException {
    windows.device("0000", "root\\tap0901", FakeWindows.guid(1), "TAP");
    windows.device("0001", "OVPN-DCO", FakeWindows.guid(2), "Office", FakeWindows.path("0001"));
    windows.device("0002", "Root\\ovpn-dco", FakeWindows.guid(3), "Other");
    windows.device("0003", "ovpn-dco2", FakeWindows.guid(4), "Longer");
    assertThat(finder.all())
        .containsExactly(
            new Adapter(
                FakeWindows.guid(2),
                "ROOT\\NET\\0001",
                key("0001"),
                "Office",
                Optional.of(FakeWindows.path("0001")),
                0),
            new Adapter(
                FakeWindows.guid(3), "ROOT\\NET\\0002", key("0002"), "Other", Optional.empty(), 0));
  }

  @Test
  void takesTheInterfaceWithTheDriversReferenceString() throws DriverException {
    String upper = FakeWindows.path("0001").replace("ovpn-dco", "OVPN-DCO");
    windows.device("0001", "ovpn-dco", FakeWindows.guid(1), "Office", NDIS_PATH, upper);
    assertThat(finder.all().getFirst().path()).contains(upper);
  }

  @Test
  void theInterfaceOfNdisIsNotTheDrivers() throws DriverException {
    windows.device("0001", "ovpn-dco", FakeWindows.guid(1), "Office", NDIS_PATH);
    assertThat(finder.all().getFirst().path()).isEmpty();
  }

  @Test
  void showsADisabledAdapterWithItsProblem() throws DriverException {
    windows.device("0001", "ovpn-dco", FakeWindows.guid(1), "Office");
    windows.problem("0001", 22);
    assertThat(finder.all().getFirst().isDisabled()).isTrue();
    windows.problem("0001", 28);
    assertThat(finder.all().getFirst().isDisabled()).isFalse();
    assertThat(finder.all().getFirst().problem()).isEqualTo(28);
  }

  @Test
  void leavesOutWhatWindowsIsStillInstalling() throws DriverException {
    assertThat(windows.create("ovpn-dco")).isEqualTo("ROOT\\NET\\0000");
    assertThat(finder.all()).isEmpty();
    assertThat(finder.ofInstance("ROOT\\NET\\0000")).isEmpty();
  }

  @Test
  void theGuidStandsInForAMissingName() throws DriverException {
    windows.device("0001", "ovpn-dco", FakeWindows.guid(1), "Office");
    windows.deleteKey(FakeWindows.CONNECTIONS + FakeWindows.guid(1) + "\\Connection");
    assertThat(finder.ofInstance("root\\net\\0001").orElseThrow().name())
        .isEqualTo(FakeWindows.guid(1));
  }

  private static String key(String number) {
    return "SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e972-e325-11ce-bfc1-08002be10318}\\"
        + number;
  }
}
