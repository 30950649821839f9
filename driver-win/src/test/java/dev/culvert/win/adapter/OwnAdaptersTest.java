// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.driver.DriverException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OwnAdaptersTest {
  private final FakeWindows windows = new FakeWindows();
  private final OwnAdapters own = new OwnAdapters(windows);
  private final Adapter ours = adapter(1, "Culvert");
  private final Adapter foreign = adapter(2, "OpenVPN Data Channel Offload");

  @Test
  void knowsOnlyWhatItWasTold() throws DriverException {
    own.remember(ours.guid(), ours.instanceId());
    assertThat(own.among(List.of(foreign, ours))).containsExactly(ours);
    assertThat(own.has(ours)).isTrue();
    assertThat(own.has(foreign)).isFalse();
    assertThat(windows.subkeys("SOFTWARE\\Culvert\\Adapters")).containsExactly(ours.guid());
  }

  @Test
  void knowsItAgainUnderAnotherNameAndInstance() throws DriverException {
    own.remember(ours.guid().toLowerCase(Locale.ROOT), ours.instanceId());
    Adapter renamed =
        new Adapter(ours.guid(), "ROOT\\NET\\0009", "Work", Optional.empty(), OptionalInt.empty());
    assertThat(new OwnAdapters(windows).among(List.of(renamed))).containsExactly(renamed);
  }

  @Test
  void aForeignAdapterOfTheSameNameAndInstanceIsForeign() throws DriverException {
    own.remember(ours.guid(), ours.instanceId());
    Adapter alike =
        new Adapter(
            foreign.guid(), ours.instanceId(), ours.name(), Optional.empty(), OptionalInt.empty());
    assertThat(own.among(List.of(alike))).isEmpty();
  }

  @Test
  void forgetsThoseThatAreGone() throws DriverException {
    own.remember(ours.guid(), ours.instanceId());
    own.remember(foreign.guid(), foreign.instanceId());
    own.forgetAllBut(List.of(ours));
    assertThat(own.has(ours)).isTrue();
    assertThat(own.has(foreign)).isFalse();
  }

  @Test
  void leavesKeysAloneThatAreNoGuid() throws DriverException {
    windows.set("SOFTWARE\\Culvert\\Adapters\\Settings", "x", "y");
    own.forgetAllBut(List.of());
    assertThat(windows.subkeys("SOFTWARE\\Culvert\\Adapters")).containsExactly("Settings");
  }

  private static Adapter adapter(int number, String name) {
    return new Adapter(
        FakeWindows.guid(number),
        "ROOT\\NET\\000" + number,
        name,
        Optional.empty(),
        OptionalInt.empty());
  }
}
