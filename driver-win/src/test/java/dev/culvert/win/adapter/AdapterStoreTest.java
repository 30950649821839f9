// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.DeviceTree;
import dev.culvert.win.capi.FakeRegistry;
import dev.culvert.win.capi.WindowsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which adapters are ours, and what is made and removed, over a device tree that is a fake. */
class AdapterStoreTest {
  private static final String CLASS = "SYSTEM\\CurrentControlSet\\Control\\Class\\";
  private static final String NETWORK =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";
  private static final String FILTERS =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E974-E325-11CE-BFC1-08002BE10318}\\";
  private final FakeRegistry registry = new FakeRegistry();
  private final FakeTree tree = new FakeTree();
  private final AdapterStore store = new AdapterStore(tree, registry, time -> tree.looks++);

  @Test
  void findsTheDriversAdaptersAmongAllDevices() throws Exception {
    tree.add("PCI\\NET", "PCI\\VEN_8086");
    tree.add("ROOT\\NET\\0001", "ROOT\\OVPN-DCO");
    tree.add("ROOT\\NET\\0002", "ovpn-dco");
    tree.add("ROOT\\NET\\0003", "root\\tap0901");
    assertThat(store.all()).extracting(Adapter::name).containsExactly("name 1", "name 2");
    assertThat(store.all().getFirst().path()).contains("\\\\?\\ROOT#NET#0001\\ovpn-dco");
    assertThat(store.ours()).as("none of them was made by us").isEmpty();
    Adapter foreign = store.all().getFirst();
    assertThatThrownBy(() -> store.remove(foreign))
        .hasMessage("adapter \"name 1\" was not made by Culvert: it stays");
    assertThat(tree.devices).hasSize(4);
  }

  @Test
  void makesOneNamesItAndFindsItAgainAfterTheUserRenamedIt() throws Exception {
    tree.pathAfter = 3;
    Adapter made = store.create(Optional.empty());
    assertThat(made.name()).isEqualTo("Culvert");
    assertThat(made.path()).isPresent();
    assertThat(store.create(Optional.empty()).name()).isEqualTo("Culvert 2");
    tree.rename(made.guid(), "My Office");
    assertThat(store.ours()).extracting(Adapter::name).containsExactly("My Office", "Culvert 2");
    store.remove(store.ours().getFirst());
    assertThat(store.ours()).extracting(Adapter::name).containsExactly("Culvert 2");
  }

  @Test
  void aFailureLeavesNothingBehind() throws Exception {
    tree.renameFails = true;
    assertThatThrownBy(() -> store.create(Optional.of("Culvert")))
        .isInstanceOf(DriverException.class);
    assertThat(tree.devices).isEmpty();
    assertThat(store.ours()).isEmpty();
    tree.renameFails = false;
    tree.pathAfter = 1_000;
    assertThatThrownBy(() -> store.create(Optional.of("Culvert")))
        .hasMessageContaining("CM_Get_Device_Interface_List failed: 258");
    assertThat(tree.devices).isEmpty();
    assertThatThrownBy(() -> store.create(Optional.of("a/b"))).hasMessageContaining("none of");
    assertThatThrownBy(() -> store.create(Optional.of(" "))).hasMessageContaining("1 to 255");
    assertThatThrownBy(() -> store.create(Optional.of("x".repeat(256))))
        .hasMessageContaining("1 to 255");
  }

  @Test
  void namesTheProductWhoseFilterIsBound() throws Exception {
    tree.add("ROOT\\NET\\0001", "ovpn-dco");
    Adapter adapter = store.all().getFirst();
    assertThat(FilterDrivers.boundTo(adapter, registry)).isEmpty();
    registry.setTexts(
        adapter.driverKey() + "\\Linkage",
        "FilterList",
        List.of(
            adapter.guid() + "-{B5F4D659-7DAA-4565-8E41-BE220ED60542}-0000",
            adapter.guid() + "-{11111111-7DAA-4565-8E41-BE220ED60542}-0000",
            adapter.guid() + "-{22222222-7DAA-4565-8E41-BE220ED60542}-0000",
            "nonsense"));
    registry.setText(FILTERS + "{B5F4D659-7DAA-4565-8E41-BE220ED60542}", "ComponentId", "ms_pacer");
    registry.setText(FILTERS + "{11111111-7DAA-4565-8E41-BE220ED60542}", "ComponentId", "dni_dne");
    registry.setText(
        FILTERS + "{11111111-7DAA-4565-8E41-BE220ED60542}", "Description", "Citrix DNE Filter");
    assertThat(FilterDrivers.boundTo(adapter, registry))
        .containsExactly("Citrix DNE Filter", "{22222222-7DAA-4565-8E41-BE220ED60542}");
  }

  @Test
  void fourProblemsAreFourSentences() {
    assertThat(new AdapterProblem.AllInUse(List.of("A", "B"), "no rights"))
        .hasToString("all adapters in use (A, B), and another one cannot be made: no rights");
    assertThat(new AdapterProblem.AccessDenied("A").toString())
        .startsWith("access denied: adapter \"A\"")
        .contains("run this as administrator");
    assertThat(new AdapterProblem.Disabled("A").toString())
        .startsWith("disabled: adapter \"A\"")
        .contains("ncpa.cpl");
    assertThat(new AdapterProblem.FilterDriverBound("A", List.of("Citrix DNE")).toString())
        .startsWith("filter driver bound: Citrix DNE keeps adapter \"A\"");
  }

  /** Devices in memory, which show themselves as slowly as a test wants. */
  private final class FakeTree implements DeviceTree {
    final List<Device> devices = new ArrayList<>();
    boolean renameFails;
    int pathAfter;
    int looks;
    private int number;

    void add(String instanceId, String hardwareId) {
      String last = instanceId.substring(instanceId.length() - 1);
      devices.add(new Device(instanceId, List.of(hardwareId), "key" + last, 0));
      registry.setText(CLASS + "key" + last, "NetCfgInstanceId", "{guid-" + last + "}");
      registry.setText(NETWORK + "{guid-" + last + "}\\Connection", "Name", "name " + last);
    }

    @Override
    public List<Device> networkDevices() {
      return List.copyOf(devices);
    }

    @Override
    public List<String> interfacePaths(String instanceId) {
      String base = "\\\\?\\" + instanceId.replace('\\', '#');
      return looks < pathAfter
          ? List.of(base + "\\{other}")
          : List.of(base + "\\{other}", base + "\\ovpn-dco");
    }

    @Override
    public String create(String hardwareId) {
      String id = "ROOT\\NET\\000" + ++number;
      add(id, hardwareId);
      return id;
    }

    @Override
    public void remove(String instanceId) {
      devices.removeIf(device -> device.instanceId().equals(instanceId));
    }

    @Override
    public void rename(String adapterGuid, String name) throws DriverException {
      if (renameFails) {
        throw WindowsError.failure("NciSetConnectionName", 5, name);
      }
      registry.setText(NETWORK + adapterGuid + "\\Connection", "Name", name);
    }
  }
}
