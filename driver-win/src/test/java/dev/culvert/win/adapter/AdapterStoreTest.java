// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.culvert.driver.DriverException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdapterStoreTest {
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
    assertThat(store.create("Culvert"))
        .isEqualTo(
            new Adapter(
                FakeWindows.guid(101),
                "ROOT\\NET\\0001",
                "Culvert",
                Optional.of(FakeWindows.path("0001")),
                OptionalInt.empty()));
    assertThat(windows.seconds()).isEqualTo(5);
    assertThat(store.ours()).extracting(Adapter::name).containsExactly("Culvert");
  }

  @Test
  void findsItAgainAfterTheUserRenamedIt() throws IOException {
    Adapter made = store.create("Culvert");
    windows.renameConnection(made.guid(), "Work");
    AdapterStore later = new AdapterStore(windows, windows, windows::pass);
    assertThat(later.ours()).extracting(Adapter::name).containsExactly("Work");
    assertThat(later.freeName()).isEqualTo("Culvert");
  }

  @Test
  void theNextOneGetsTheNextName() throws IOException {
    assertThat(store.create(store.freeName()).name()).isEqualTo("Culvert");
    assertThat(store.create(store.freeName()).name()).isEqualTo("Culvert 2");
    assertThat(store.ours()).hasSize(2);
  }

  @Test
  void aNameStaysTakenWithoutItsDevice() throws DriverException {
    windows.set(FakeWindows.CONNECTIONS + FakeWindows.guid(7) + "\\Connection", "Name", "culvert");
    assertThat(store.freeName()).isEqualTo("Culvert 2");
  }

  @Test
  void refusesABadNameBeforeItMakesAnything() {
    assertThatThrownBy(() -> store.create("openvpn")).hasMessageContaining("already");
    assertThatThrownBy(() -> store.create("a:b")).hasMessageContaining("none of");
    assertThat(windows.netDevices()).hasSize(1);
  }

  @Test
  void takesTheNodeBackWhenNoGuidComes() {
    windows.secondsToGuid = 30;
    assertThatThrownBy(() -> store.create("Culvert"))
        .hasMessage("Windows did not finish installing the adapter ROOT\\NET\\0001");
    assertNothingIsLeft();
    assertThat(windows.seconds()).isEqualTo(29);
  }

  @Test
  void waitsHalfAMinuteForTheGuid() throws IOException {
    windows.secondsToGuid = 29;
    windows.secondsToInterface = 31;
    assertThat(store.create("Culvert").interfacePath()).isPresent();
  }

  @Test
  void takesTheNodeBackWhenNoInterfaceComesAndSaysWhatIsKnown() {
    windows.secondsToInterface = 1000;
    windows.problemOfNew = OptionalInt.of(22);
    assertThatThrownBy(() -> store.create("Culvert"))
        .hasMessageStartingWith(
            "the driver did not start the adapter ROOT\\NET\\0001: the adapter \"Ethernet 0001\" is"
                + " disabled; enable it");
    assertNothingIsLeft();
  }

  @Test
  void takesTheNodeBackWhenItCannotBeNamed() {
    windows.failing.add("renameConnection");
    assertThatThrownBy(() -> store.create("Culvert"))
        .hasMessageStartingWith("renameConnection failed: 31");
    assertNothingIsLeft();
  }

  @Test
  void believesTheNameOnlyWhenItReadsItBack() {
    windows.rejectsNames = true;
    assertThatThrownBy(() -> store.create("Culvert"))
        .hasMessage("Windows did not give the name \"Culvert\" to the adapter ROOT\\NET\\0001");
    assertNothingIsLeft();
  }

  @Test
  void takesTheNodeBackWhenItCannotRememberIt() {
    windows.readOnly = true;
    assertThatThrownBy(() -> store.create("Culvert")).hasMessageStartingWith("RegSetValueEx");
    assertNothingIsLeft();
  }

  @Test
  void saysWhenTheNodeCouldNotBeTakenBack() {
    windows.failing.add("renameConnection");
    windows.failing.add("removeNode");
    IOException failure = catchThrowableOfType(IOException.class, () -> store.create("Culvert"));
    assertThat(failure.getSuppressed()[0]).hasMessageStartingWith("removeNode failed");
  }

  @Test
  void anInterruptTakesTheNodeBack() {
    AdapterStore interrupted =
        new AdapterStore(
            windows,
            windows,
            _ -> {
              throw new InterruptedException();
            });
    assertThatThrownBy(() -> interrupted.create("Culvert"))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertNothingIsLeft();
  }

  @Test
  void removesItsOwn() throws IOException {
    Adapter made = store.create("Culvert");
    store.remove(made);
    assertNothingIsLeft();
  }

  @Test
  void refusesToRemoveAForeignOne() throws DriverException {
    Adapter foreign = new AdapterFinder(windows, windows).all().getFirst();
    assertThatThrownBy(() -> store.remove(foreign))
        .hasMessage("the adapter \"OpenVPN\" is not one that Culvert has made; it stays");
    assertThat(windows.removed).isEmpty();
  }

  @Test
  void removesTheNodeWhereItsAdapterIsNow() throws IOException {
    Adapter made = store.create("Culvert");
    Adapter stale =
        new Adapter(
            made.guid(), "ROOT\\NET\\0000", "Culvert", Optional.empty(), OptionalInt.empty());
    store.remove(stale);
    assertThat(windows.removed).containsExactly("ROOT\\NET\\0001");
  }

  @Test
  void forgetsThoseThatAreGoneWhenItMakesAnother() throws IOException {
    Adapter gone = store.create("Culvert");
    windows.unplug("0001");
    windows.device("0005", "net\\other", FakeWindows.guid(5), "Ethernet");
    Adapter made = store.create("Culvert 2");
    assertThat(windows.subkeys(OWN_KEY)).containsExactly(made.guid()).doesNotContain(gone.guid());
  }

  private void assertNothingIsLeft() {
    assertThat(windows.netDevices())
        .extracting(device -> device.netCfgInstanceId().orElse("none"))
        .containsExactly(FOREIGN);
    assertThat(windows.subkeys(OWN_KEY)).isEmpty();
  }
}
