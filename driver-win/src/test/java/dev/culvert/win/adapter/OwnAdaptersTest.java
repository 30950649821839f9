// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.driver.DriverException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnAdaptersTest {
  private static final String KEY = "SOFTWARE\\Culvert\\Adapters";

  private final FakeWindows windows = new FakeWindows();
  private final OwnAdapters own = new OwnAdapters(windows);
  private final Adapter ours = adapter(FakeWindows.guid(1), "0001", "Culvert");
  private final Adapter foreign = adapter(FakeWindows.guid(2), "0002", "OpenVPN");

  @Test
  void knowsOnlyWhatItWasTold() throws DriverException {
    own.remember(ours);
    assertThat(own.has(ours)).isTrue();
    assertThat(own.has(foreign)).isFalse();
    assertThat(windows.keys(KEY)).containsExactly(ours.guid());
  }

  @Test
  void knowsItAgainUnderAnotherNameAndInstanceAndCase() throws DriverException {
    own.remember(ours);
    Adapter renamed = adapter(ours.guid().toLowerCase(Locale.ROOT), "0009", "Work");
    assertThat(new OwnAdapters(windows).has(renamed)).isTrue();
  }

  @Test
  void aForeignAdapterOfTheSameNameAndInstanceIsForeign() throws DriverException {
    own.remember(ours);
    assertThat(own.has(adapter(foreign.guid(), "0001", "Culvert"))).isFalse();
  }

  @Test
  void forgetsThoseThatAreGone() throws DriverException {
    own.remember(ours);
    own.remember(foreign);
    own.forgetAllBut(List.of(adapter(ours.guid().toLowerCase(Locale.ROOT), "0001", "Culvert")));
    assertThat(windows.keys(KEY)).containsExactly(ours.guid());
  }

  private static Adapter adapter(String guid, String number, String name) {
    return new Adapter(
        guid,
        "ROOT\\NET\\" + number,
        FakeWindows.ADAPTER_CLASS + number,
        name,
        Optional.empty(),
        0);
  }
}
