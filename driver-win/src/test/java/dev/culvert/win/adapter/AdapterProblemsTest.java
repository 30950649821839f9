// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.driver.DriverException;
import dev.culvert.win.adapter.AdapterProblem.Cause;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AdapterProblemsTest {
  private static final String CITRIX = "{B70D6460-3635-4D42-B866-B8AB1A24454C}";
  private static final String PACER = "{5CBF81BD-5055-47CD-9055-A76B2B4E3697}";
  private static final String UNNAMED = "{430BDADD-BAB0-41AB-A369-94B67FA5BE0A}";
  private static final int NOT_FOUND = 1168;

  private final FakeWindows windows = new FakeWindows();
  private final AdapterProblems problems = new AdapterProblems(windows);
  private final Adapter office = adapter(1, "Office", OptionalInt.empty());
  private final Adapter home = adapter(2, "Home", OptionalInt.empty());

  @Test
  void fiveForAnAdministratorMeansInUse() {
    AdapterProblem problem = problems.opening(5, List.of(office, home), true, false).orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.ALL_IN_USE);
    assertThat(problem.sentence())
        .isEqualTo("all adapters are in use by other tunnels: \"Office\", \"Home\"");
    assertThat(problem.remedy()).contains("create another adapter");
  }

  @Test
  void fiveWithTheInterfaceUpMeansInUse() {
    AdapterProblem problem = problems.opening(5, List.of(office), false, true).orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.ALL_IN_USE);
    assertThat(problem.sentence()).isEqualTo("the adapter \"Office\" is in use by another tunnel");
  }

  @Test
  void fiveForAnOrdinaryUserMeansDenied() {
    AdapterProblem problem = problems.opening(5, List.of(office), false, false).orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.ACCESS_DENIED);
    assertThat(problem.sentence()).isEqualTo("Windows denies this user access to \"Office\"");
    assertThat(problem.remedy()).contains("as administrator").contains("2.8.6");
  }

  @Test
  void otherErrorsSpeakForThemselves() throws DriverException {
    bind(office, CITRIX);
    assertThat(problems.opening(2, List.of(office), true, true)).isEmpty();
    assertThat(problems.opening(5, List.of(), true, true)).isEmpty();
    assertThat(problems.addressing(5, office)).isEmpty();
  }

  @Test
  void namesADisabledAdapterAndHowToEnableIt() throws DriverException {
    Adapter disabled = adapter(3, "Büro", OptionalInt.of(22));
    AdapterProblem problem = problems.missingInterface(disabled).orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.DISABLED);
    assertThat(problem.sentence()).isEqualTo("the adapter \"Büro\" is disabled");
    assertThat(problem.remedy()).contains("ncpa.cpl").contains("\"Büro\"").contains("Enable");
  }

  @Test
  void namesForeignFilterDriversOfThisAdapter() throws DriverException {
    service(CITRIX, "dne_dnelwf", "Citrix DNE Lightweight Filter");
    service(PACER, "ms_pacer", "QoS Packet Scheduler");
    bind(home, UNNAMED);
    bind(office, PACER, CITRIX, UNNAMED);
    AdapterProblem problem = problems.addressing(NOT_FOUND, office).orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.FILTER_BOUND);
    assertThat(problem.sentence())
        .endsWith(
            "\"Office\" and may keep it from working: Citrix DNE Lightweight Filter, filter "
                + UNNAMED);
    assertThat(problem.remedy()).contains("clear the boxes");
    assertThat(problem.message()).contains(problem.sentence()).contains(problem.remedy());
  }

  @Test
  void windowsOwnFiltersAreNoProblem() throws DriverException {
    service(PACER, "MS_Pacer", "QoS Packet Scheduler");
    bind(office, PACER);
    assertThat(problems.addressing(NOT_FOUND, office)).isEmpty();
    assertThat(problems.missingInterface(office)).isEmpty();
  }

  @Test
  void aFilterWithoutDescriptionIsNamedByItsComponent() throws DriverException {
    windows.set(FakeWindows.SERVICES + CITRIX, "ComponentId", "dne_dnelwf");
    bind(office, CITRIX);
    assertThat(problems.missingInterface(office).orElseThrow().sentence()).endsWith(": dne_dnelwf");
  }

  @Test
  void readsBindingsWithoutANumberAndInAnyCaseAndNothingElse() throws DriverException {
    service(CITRIX, "dne_dnelwf", "Citrix DNE");
    service(UNNAMED, "other", "Other product");
    bindLines(
        office,
        office.guid().toLowerCase(Locale.ROOT) + "-" + CITRIX.toLowerCase(Locale.ROOT),
        home.guid() + "-" + UNNAMED + "-0000",
        "..\\..\\" + UNNAMED,
        "");
    assertThat(problems.missingInterface(office).orElseThrow().sentence()).endsWith(": Citrix DNE");
  }

  @Test
  void anAdapterWithoutASoftwareKeyHasNoFilters() throws DriverException {
    bind(home, CITRIX);
    assertThat(problems.missingInterface(office)).isEmpty();
  }

  private void service(String guid, String component, String description) {
    windows.set(FakeWindows.SERVICES + guid, "ComponentId", component);
    windows.set(FakeWindows.SERVICES + guid, "Description", description);
  }

  private void bind(Adapter adapter, String... filters) {
    bindLines(
        adapter,
        List.of(filters).stream()
            .map(filter -> adapter.guid() + "-" + filter + "-0000")
            .toArray(String[]::new));
  }

  private void bindLines(Adapter adapter, String... lines) {
    // Windows keeps the properties of the class beside its adapters.
    windows.set(FakeWindows.ADAPTER_CLASS + "Properties", "NetCfgInstanceId", adapter.guid());
    String key = FakeWindows.ADAPTER_CLASS + adapter.instanceId().substring(9);
    windows.set(key, "NetCfgInstanceId", adapter.guid().toLowerCase(Locale.ROOT));
    windows.set(key + "\\Linkage", "FilterList", String.join("\n", lines));
  }

  private static Adapter adapter(int number, String name, OptionalInt problem) {
    return new Adapter(
        FakeWindows.guid(number), "ROOT\\NET\\000" + number, name, Optional.empty(), problem);
  }
}
