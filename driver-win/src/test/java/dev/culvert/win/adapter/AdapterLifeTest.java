// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.DeviceTree;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdapterLifeTest {
  private static final String OWN_KEY = "SOFTWARE\\Culvert\\Adapters";
  private static final String FOREIGN = FakeWindows.guid(1);

  private final FakeWindows windows = new FakeWindows();
  private final AdapterStore store = new AdapterStore(windows, windows, windows::pass);

  @BeforeEach
  void anAdapterOfAnotherProductIsThere() {
    windows.device("0000", "ovpn-dco", FOREIGN, "OpenVPN", FakeWindows.path("0000"));
  }

  @Test
  void waitsUntilWindowsHasMadeAndNamedTheAdapter() throws IOException {
    Adapter made = store.create(Optional.of("Tunnel"));
    assertThat(made.guid()).isEqualToIgnoringCase(FakeWindows.guid(101));
    assertThat(made.instanceId()).isEqualTo("ROOT\\NET\\0001");
    assertThat(made.name()).isEqualTo("Tunnel");
    assertThat(made.path()).contains(FakeWindows.path("0001"));
    assertThat(windows.seconds()).isEqualTo(5);
    assertThat(store.ours()).containsExactly(made);
    assertThat(store.all()).hasSize(2);
  }

  @Test
  void findsItAgainAfterTheUserRenamedIt() throws IOException {
    Adapter made = store.create(Optional.empty());
    windows.rename(made.guid(), "Work");
    AdapterStore later = new AdapterStore(windows, windows, windows::pass);
    assertThat(later.ours()).extracting(Adapter::name).containsExactly("Work");
  }

  @Test
  void theNextOneGetsTheNextName() throws IOException {
    assertThat(store.create(Optional.empty()).name()).isEqualTo("Culvert");
    assertThat(store.create(Optional.empty()).name()).isEqualTo("Culvert 2");
    assertThat(store.ours()).hasSize(2);
  }

  @Test
  void namesOfOtherAdaptersAndOfAbsentDevicesAreTaken() throws IOException {
    windows.set(FakeWindows.CONNECTIONS + FakeWindows.guid(7) + "\\Connection", "Name", "culvert");
    windows.device("0007", "pci\\wifi", FakeWindows.guid(8), "Culvert 2");
    assertThat(store.create(Optional.empty()).name()).isEqualTo("Culvert 3");
  }

  @Test
  void refusesABadNameBeforeItMakesAnything() {
    assertThatThrownBy(() -> store.create(Optional.of("openvpn"))).hasMessageContaining("already");
    assertThatThrownBy(() -> store.create(Optional.of("a:b"))).hasMessageContaining("none of");
    assertThat(windows.networkDevices()).hasSize(1);
  }

  @Test
  void waitsHalfAMinuteForTheGuid() throws IOException {
    windows.secondsToGuid = 29;
    windows.secondsToInterface = 31;
    assertThat(store.create(Optional.empty()).path()).isPresent();
  }

  @Test
  void takesTheNodeBackWhenNoGuidComes() {
    windows.secondsToGuid = 1000;
    assertThatThrownBy(() -> store.create(Optional.empty()))
        .hasMessageStartingWith("NetCfgInstanceId failed: 258")
        .hasMessageEndingWith("ROOT\\NET\\0001");
    assertNothingIsLeft();
  }

  @Test
  void takesTheNodeBackWhenNoInterfaceComes() {
    windows.secondsToInterface = 1000;
    assertThatThrownBy(() -> store.create(Optional.empty()))
        .hasMessageStartingWith("CM_Get_Device_Interface_List failed: 258");
    assertNothingIsLeft();
  }

  @Test
  void takesTheNodeBackWhenItCannotBeNamed() {
    windows.failing.add("rename");
    assertThatThrownBy(() -> store.create(Optional.empty()))
        .hasMessageStartingWith("rename failed: 31");
    assertNothingIsLeft();
  }

  @Test
  void takesTheNodeBackWhenItCannotRememberIt() {
    windows.readOnly = true;
    assertThatThrownBy(() -> store.create(Optional.empty()))
        .hasMessageStartingWith("RegSetValueEx");
    assertNothingIsLeft();
  }

  @Test
  void saysWhenTheNodeCouldNotBeTakenBack() {
    windows.failing.add("rename");
    windows.failing.add("remove");
    IOException failure =
        catchThrowableOfType(IOException.class, () -> store.create(Optional.empty()));
    assertThat(failure.getSuppressed()[0]).hasMessageStartingWith("remove failed");
  }

  @Test
  void anInterruptTakesTheNodeBack() {
    AdapterStore interrupted =
        new AdapterStore(
            windows,
            windows,
            _ -> {
              throw new InterruptedIOException();
            });
    assertThatThrownBy(() -> interrupted.create(Optional.empty()))
        .isInstanceOf(InterruptedIOException.class);
    assertNothingIsLeft();
  }

  @Test
  void removesItsOwn() throws IOException {
    store.remove(store.create(Optional.empty()));
    assertNothingIsLeft();
  }

  @Test
  void refusesToRemoveAForeignOne() throws DriverException {
    Adapter foreign = store.all().getFirst();
    assertThatThrownBy(() -> store.remove(foreign))
        .hasMessage("adapter \"OpenVPN\" was not made by Culvert: it stays");
    assertThat(windows.removed).isEmpty();
  }

  @Test
  void removesTheNodeWhereItsAdapterIsNow() throws IOException {
    Adapter made = store.create(Optional.empty());
    Adapter stale =
        new Adapter(
            made.guid(), "ROOT\\NET\\0000", made.driverKey(), "Culvert", Optional.empty(), 0);
    store.remove(stale);
    assertThat(windows.removed).containsExactly("ROOT\\NET\\0001");
  }

  @Test
  void forgetsThoseThatAreGoneWhenItMakesAnother() throws IOException {
    Adapter gone = store.create(Optional.empty());
    windows.unplug("0001");
    windows.device("0005", "net\\other", FakeWindows.guid(5), "Ethernet");
    Adapter made = store.create(Optional.empty());
    assertThat(windows.keys(OWN_KEY)).containsExactly(made.guid()).doesNotContain(gone.guid());
  }

  private void assertNothingIsLeft() {
    assertThat(windows.networkDevices())
        .extracting(DeviceTree.Device::instanceId)
        .containsExactly("ROOT\\NET\\0000");
    assertThat(windows.keys(OWN_KEY)).isEmpty();
  }
}
