// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.diag.SelfTest;
import dev.culvert.diag.Step;
import dev.culvert.driver.DriverException;
import dev.culvert.driver.SelfCheck;
import dev.culvert.farside.DriverInProcess;
import dev.culvert.win.adapter.AdapterStore;
import dev.culvert.win.adapter.FakeWindows;
import dev.culvert.win.capi.DeviceTree;
import dev.culvert.win.capi.FakeKernel;
import dev.culvert.win.capi.FakeKernel.Answer;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.win.net.FakeIpHelper;
import dev.culvert.win.net.WindowsNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The steps on Windows, over a Windows that is a fake and the far side of the stand-in driver. */
@Tag("posix")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "selftest: the rig runs it on Windows")
@Timeout(60)
class WindowsStepsTest {
  private static final String VERSION_DEVICE = "\\\\.\\ovpn-dco-ver";
  private static final String FOREIGN = FakeWindows.guid(1);

  @TempDir Path temp;

  private final FakeKernel kernel = new FakeKernel();
  private final FakeWindows windows = new FakeWindows();
  private final FakeIpHelper ip = new FakeIpHelper();
  private final List<DriverInProcess> drivers = new ArrayList<>();

  @AfterEach
  void nothingForbiddenHappened() {
    drivers.forEach(DriverInProcess::close);
    assertThat(kernel.wrongs()).isEmpty();
    assertThat(kernel.openHandles()).isZero();
  }

  /** A driver of that version whose first new adapter has number 1. */
  private DriverInProcess driver(String version, boolean chacha) {
    DriverInProcess driver = new DriverInProcess(kernel, version, chacha);
    drivers.add(driver);
    windows.device("0000", "ovpn-dco", FOREIGN, "OpenVPN", FakeWindows.path("0000"));
    kernel.add(FakeWindows.path("0001"), driver);
    kernel.add(VERSION_DEVICE, versionDevice(version));
    ip.add(Bench.TEST_NAME, 7, FakeWindows.guid(101));
    return driver;
  }

  private static FakeKernel.Driver versionDevice(String version) {
    byte[] answer = new byte[12];
    String[] parts = version.split("\\.", -1);
    for (int i = 0; i < 3; i++) {
      answer[4 * i] = Byte.parseByte(parts[i]);
    }
    return (_, _, _) -> Answer.of(answer);
  }

  private Bench bench(boolean chacha) {
    return new Bench(
        kernel,
        new AdapterStore(new Removal(), windows, windows::pass),
        windows,
        ip,
        new WindowsNetwork(ip, windows::pass, _ -> ""),
        temp.resolve("undo"),
        () -> chacha,
        windows::pass);
  }

  private static Map<String, Step> run(List<SelfCheck> checks) throws InterruptedException {
    SelfTest.View silent =
        new SelfTest.View() {
          @Override
          public void begins(String step) {}

          @Override
          public void ended(Step step) {}
        };
    return new SelfTest(checks, silent)
        .run().stream().collect(Collectors.toMap(Step::name, step -> step));
  }

  private static Step step(Map<String, Step> steps, String name) {
    return requireNonNull(steps.get(name), name);
  }

  private static List<SelfCheck> without(List<SelfCheck> checks, String prefix) {
    return checks.stream().filter(check -> !check.name().startsWith(prefix)).toList();
  }

  private Map<String, Step> runAll(boolean chacha) throws InterruptedException {
    // What these are about is in a network that answers; see the test of their own.
    return run(
        without(
            without(
                new WindowsSelfTest(bench(chacha)).steps(_ -> List.of()),
                "TCP: cancelled while it connects"),
            "TCP: nobody answers"));
  }

  private static Map<String, String> failures(Map<String, Step> steps) {
    return steps.values().stream()
        .filter(step -> !step.result().equals("passed"))
        .collect(Collectors.toMap(Step::name, step -> step.result() + ": " + step.reason()));
  }

  @Test
  void allPassOnAGoodDriverAndLeaveTheSystemAsItWas() throws Exception {
    DriverInProcess driver = driver("2.8.3", true);
    List<Bytes> before = ip.tables();

    Map<String, Step> steps = runAll(true);

    assertThat(failures(steps)).isEmpty();
    assertThat(steps).hasSize(24);
    assertThat(step(steps, "adapters: remove one that is open").observed())
        .containsEntry("the pending read: error", 1617L);
    assertThat(step(steps, "open a second time").observed()).containsEntry("CreateFile: error", 5L);
    assertThat(step(steps, "what survives DEL_PEER and the closing of the handle").observed())
        .containsEntry("address 1 s after the closing", true);
    assertThat(driver.violations())
        .containsExactly(
            "SET_PEER without a peer",
            "START_VPN without a peer",
            "SWAP_KEYS without a peer",
            "NEW_KEY without a peer",
            "WriteFile without a socket",
            "SET_PEER with input of 11 B instead of 12",
            "NEW_KEY with input of 99 B instead of 100",
            "NEW_PEER with input of 59 B instead of 60",
            "GET_STATS with room for 63 B instead of 64",
            "GET_VERSION with room for 11 B instead of 12");
    assertThat(ip.tables()).isEqualTo(before);
    assertThat(windows.networkDevices()).hasSize(1);
    assertThat(windows.keys("SOFTWARE\\Culvert\\Adapters")).isEmpty();
  }

  @Test
  void anOldLineRefusesTheSecondPeerAndThatIsNoFailure() throws Exception {
    driver("1.3.3", false);

    Map<String, Step> steps = runAll(false);

    assertThat(failures(steps)).isEmpty();
    assertThat(step(steps, "a peer over a peer, and a read that is pending then").observed())
        .containsEntry("second NEW_PEER: error", 5010L)
        .containsEntry("the read goes on", true);
    assertThat(step(steps, "keys: AES-GCM, and ChaCha20 as Windows has it").observed())
        .containsEntry("CHACHA20-POLY1305: error", 1L);
  }

  @Test
  void aDriverThatDeviatesIsFoundOut() throws Exception {
    DriverInProcess good = driver("2.8.3", true);
    kernel.add(FakeWindows.path("0001"), new Deviating(good));

    Map<String, Step> steps = runAll(false);

    assertThat(failures(steps))
        .containsOnlyKeys(
            "requests without a peer",
            "structures that are too short",
            "UDP: control packets both ways",
            "TCP: connected, control packets both ways",
            "keys: AES-GCM, and ChaCha20 as Windows has it");
    assertThat(step(steps, "requests without a peer").reason())
        .isEqualTo("SWAP_KEYS: 87 (invalid parameter) is not taken for a request out of order");
    assertThat(step(steps, "structures that are too short").reason())
        .isEqualTo("GET_STATS with room for 63 bytes was accepted");
    assertThat(step(steps, "UDP: control packets both ways").reason())
        .isEqualTo("a packet of 1400 bytes went out as one of 1399");
    assertThat(step(steps, "keys: AES-GCM, and ChaCha20 as Windows has it").reason())
        .isEqualTo("the driver takes the key");
  }

  @Test
  void aDriverWithHolesIsLeftAlone() throws Exception {
    DriverInProcess driver = driver("2.8.1", true);

    Map<String, Step> steps = runAll(true);

    assertThat(step(steps, "open, and ask for the version").result()).isEqualTo("failed");
    assertThat(step(steps, "write without a socket").reason()).contains("2.8.1 is too old");
    assertThat(driver.violations()).isEmpty();
    assertThat(windows.keys("SOFTWARE\\Culvert\\Adapters")).isEmpty();
  }

  @Test
  void withoutADriverEveryStepSaysSoAndNothingIsLeft() throws Exception {
    Map<String, Step> steps = runAll(true);

    assertThat(step(steps, "adapters: make one with a name").result()).isEqualTo("failed");
    assertThat(step(steps, "requests without a peer").reason())
        .isEqualTo("there is no adapter of Culvert's, and none could be made");
    assertThat(step(steps, "everything as before").result()).isEqualTo("passed");
    assertThat(windows.networkDevices()).isEmpty();
  }

  @Test
  void aConnectionThatNobodyAnswersIsCancelled() throws Exception {
    driver("2.8.3", true);
    Bench bench = bench(true);
    AdapterSteps adapters = new AdapterSteps(bench);
    // Linux leaves a connection to a queue that is full without an answer.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress nobody = (InetSocketAddress) full.getLocalSocketAddress();
      List<Socket> queue = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        queue.add(new Socket(nobody.getAddress(), nobody.getPort()));
      }
      List<SelfCheck> checks = new ArrayList<>(List.of(adapters.make()));
      checks.addAll(new TcpSteps(bench, nobody, Duration.ofSeconds(1)).all());
      checks.add(adapters.cleanUp());

      Map<String, Step> steps = run(checks);

      assertThat(step(steps, "TCP: cancelled while it connects").reason()).isEmpty();
      assertThat(step(steps, "TCP: cancelled while it connects").observed())
          .containsEntry("NEW_PEER: error", 995L);
      assertThat(step(steps, "TCP: nobody answers").reason())
          .isEqualTo("this system still tries after 1 s");
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  /** Takes the driver away under the handle when the device is removed, as Windows does. */
  private final class Removal implements DeviceTree {
    @Override
    public List<Device> networkDevices() {
      return windows.networkDevices();
    }

    @Override
    public List<String> interfacePaths(String instanceId) {
      return windows.interfacePaths(instanceId);
    }

    @Override
    public String create(String hardwareId) throws DriverException {
      if (drivers.isEmpty()) {
        throw WindowsError.failure("DiInstallDevice", WindowsError.NO_SUCH_DEVICE, hardwareId);
      }
      return windows.create(hardwareId);
    }

    @Override
    public void remove(String instanceId) throws DriverException {
      windows.remove(instanceId);
      if (kernel.openHandles() > 0) {
        kernel.unplug(WindowsError.DEVICE_REMOVED);
      }
    }

    @Override
    public void rename(String adapterGuid, String name) throws DriverException {
      windows.rename(adapterGuid, name);
    }
  }

  /** Good but for four things. */
  private record Deviating(DriverInProcess good) implements FakeKernel.Driver {
    private static final int SWAP_KEYS = 0x00220010;
    private static final int GET_STATS = 0x00220008;

    @Override
    public Answer onControl(int code, byte[] in, int outLength) {
      Answer answer = good.onControl(code, in, outLength);
      if (code == SWAP_KEYS && answer.error() != 0) {
        return Answer.error(WindowsError.INVALID_PARAMETER);
      }
      return code == GET_STATS && answer.error() != 0 ? Answer.DONE : answer;
    }

    @Override
    public Answer onWrite(byte[] packet) {
      return good.onWrite(
          packet.length == 1400 && packet[0] == 32 ? Arrays.copyOf(packet, 1399) : packet);
    }

    @Override
    public void onOpen() {
      good.onOpen();
    }

    @Override
    public void onClose() {
      good.onClose();
    }
  }
}
