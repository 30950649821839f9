// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilterDriversTest {
  private static final String CITRIX = "{B70D6460-3635-4D42-B866-B8AB1A24454C}";
  private static final String PACER = "{5CBF81BD-5055-47CD-9055-A76B2B4E3697}";
  private static final String UNNAMED = "{430BDADD-BAB0-41AB-A369-94B67FA5BE0A}";

  private final FakeWindows windows = new FakeWindows();
  private final Adapter office = adapter("0001", "Office");
  private final Adapter home = adapter("0002", "Home");

  @Test
  void namesForeignFilterDriversOfThisAdapterOnce() {
    service(CITRIX, "dne_dnelwf", "Citrix DNE Lightweight Filter");
    service(PACER, "ms_pacer", "QoS Packet Scheduler");
    bind(office, PACER + "-0000", CITRIX + "-0000", CITRIX + "-0001", UNNAMED);
    assertThat(boundTo(office)).containsExactly("Citrix DNE Lightweight Filter", UNNAMED);
    assertThat(boundTo(home)).isEmpty();
  }

  @Test
  void windowsOwnFiltersAreNoProblem() {
    service(PACER, "MS_Pacer", "QoS Packet Scheduler");
    bind(office, PACER + "-0000");
    assertThat(boundTo(office)).isEmpty();
  }

  @Test
  void aFilterWithoutDescriptionIsNamedByItsComponent() {
    windows.set(FakeWindows.SERVICES + CITRIX, "ComponentId", "dne_dnelwf");
    bind(office, CITRIX + "-0000");
    assertThat(boundTo(office)).containsExactly("dne_dnelwf");
  }

  @Test
  void linesThatAreNoBindingAreLeftOut() {
    windows.set(office.driverKey() + "\\Linkage", "FilterList", "-{open\nname\n");
    assertThat(boundTo(office)).isEmpty();
  }

  @Test
  void eachProblemIsASentenceOfItsOwnWithARemedy() {
    assertThat(new AdapterProblem.AllInUse(List.of("A", "B"), "access denied").toString())
        .startsWith("all adapters in use (A, B)")
        .endsWith("access denied");
    assertThat(new AdapterProblem.AccessDenied("A").toString())
        .contains("\"A\"", "as administrator", "2.8.6");
    assertThat(new AdapterProblem.Disabled("A").toString())
        .startsWith("disabled: adapter \"A\"")
        .contains("ncpa.cpl");
    assertThat(new AdapterProblem.FilterDriverBound("A", List.of("Citrix DNE")).toString())
        .startsWith("filter driver bound: Citrix DNE keeps adapter \"A\"")
        .contains("untick");
  }

  private List<String> boundTo(Adapter adapter) {
    return FilterDrivers.boundTo(adapter, windows);
  }

  private void service(String guid, String component, String description) {
    windows.set(FakeWindows.SERVICES + guid, "ComponentId", component);
    windows.set(FakeWindows.SERVICES + guid, "Description", description);
  }

  private void bind(Adapter adapter, String... filters) {
    windows.set(
        adapter.driverKey() + "\\Linkage",
        "FilterList",
        String.join("\n", List.of(filters).stream().map(f -> adapter.guid() + "-" + f).toList()));
  }

  private static Adapter adapter(String number, String name) {
    return new Adapter(
        FakeWindows.guid(Integer.parseInt(number)),
        "ROOT\\NET\\" + number,
        FakeWindows.ADAPTER_CLASS + number,
        name,
        Optional.empty(),
        0);
  }
}
