// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.driver.Capabilities;
import dev.culvert.driver.DeviceId;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.DriverException;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.win.adapter.Adapter;
import dev.culvert.win.adapter.AdapterException;
import dev.culvert.win.adapter.AdapterProblem;
import dev.culvert.win.adapter.AdapterStore;
import dev.culvert.win.adapter.FilterDrivers;
import dev.culvert.win.adapter.Waiting;
import dev.culvert.win.capi.DeviceFile;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.Kernel32;
import dev.culvert.win.capi.Registry;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.win.net.AdapterInterface;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ovpn-dco-win: says what it can do here, and opens one of our own adapters or makes one. */
public final class DcoDriver implements TunnelDriver {
  static final String VERSION_DEVICE = "\\\\.\\ovpn-dco-ver";
  private static final String SERVICE = "SYSTEM\\CurrentControlSet\\Services\\ovpn-dco";
  private static final int ANSWER_MILLIS = 5_000;

  /** {@code dev tun}, {@code dev tun0}: a kind and no name, as Windows' OpenVPN takes it. */
  private static final Pattern ANY_TUN = Pattern.compile("tun\\d*");

  private final Kernel32 kernel;
  private final AdapterStore adapters;
  private final IpHelper ip;
  private final Registry registry;
  private final BooleanSupplier chacha;
  private final BooleanSupplier elevated;
  private final Waiting waiting;

  /**
   * @param chacha whether Windows has ChaCha20-Poly1305
   * @param elevated whether this process has an administrator's rights
   */
  public DcoDriver(
      Kernel32 kernel,
      AdapterStore adapters,
      IpHelper ip,
      Registry registry,
      BooleanSupplier chacha,
      BooleanSupplier elevated,
      Waiting waiting) {
    this.kernel = kernel;
    this.adapters = adapters;
    this.ip = ip;
    this.registry = registry;
    this.chacha = chacha;
    this.elevated = elevated;
    this.waiting = waiting;
  }

  @Override
  public String name() {
    return "ovpn-dco-win";
  }

  @Override
  public Optional<String> version() {
    return askVersion().map(DcoVersion::toString);
  }

  /** By the version device, which is there beside any adapter since driver 1.3.0. */
  private Optional<DcoVersion> askVersion() {
    try (DeviceFile device = DeviceFile.openShared(kernel, VERSION_DEVICE)) {
      return Optional.of(version(device));
    } catch (DriverException e) {
      // No adapter yet, or an older driver: the adapter is asked when it is open.
      return Optional.empty();
    }
  }

  static DcoVersion version(DeviceFile device) throws DriverException {
    byte[] answer = new byte[DcoVersion.SIZE];
    Ioctl request = Ioctl.GET_VERSION;
    int length = device.control(request.name(), request.code(), new byte[0], answer, ANSWER_MILLIS);
    if (length != DcoVersion.SIZE) {
      throw WindowsError.failure(
          request.name(), WindowsError.INSUFFICIENT_BUFFER, length + " bytes");
    }
    return DcoVersion.decode(answer);
  }

  @Override
  public Optional<String> unavailable() {
    Optional<DcoVersion> running = askVersion();
    if (running.isPresent()) {
      return running.get().refusal();
    }
    try {
      boolean installed =
          registry.text(SERVICE, "ImagePath").isPresent() || !adapters.all().isEmpty();
      return installed
          ? Optional.empty()
          : Optional.of("the driver is not installed; OpenVPN 2.6 or newer brings it");
    } catch (DriverException e) {
      return Optional.of("the adapters cannot be listed: " + e.getMessage());
    }
  }

  @Override
  public Capabilities capabilities() {
    return DcoCapabilities.of(chacha.getAsBoolean());
  }

  @Override
  public TunnelDevice open(DeviceRequest request) throws IOException {
    Optional<String> wanted =
        ANY_TUN.matcher(request.name()).matches() ? Optional.empty() : Optional.of(request.name());
    List<String> busy = new ArrayList<>();
    AdapterException problem = null;
    for (Adapter adapter : adapters.ours()) {
      if (wanted.isPresent() && !wanted.get().equalsIgnoreCase(adapter.name())) {
        continue;
      }
      try {
        Optional<TunnelDevice> opened = tryOpen(adapter);
        if (opened.isPresent()) {
          return opened.get();
        }
        busy.add(adapter.name());
      } catch (AdapterException e) {
        problem = e;
      }
    }
    if (problem != null && busy.isEmpty()) {
      throw problem;
    }
    return openNew(wanted, busy);
  }

  private TunnelDevice openNew(Optional<String> wanted, List<String> busy) throws IOException {
    Adapter made = make(wanted, busy);
    return tryOpen(made)
        .orElseThrow(
            () ->
                WindowsError.failure(
                    "CreateFile", WindowsError.ACCESS_DENIED, "new adapter " + made.name()));
  }

  private Adapter make(Optional<String> wanted, List<String> busy) throws IOException {
    try {
      return adapters.create(wanted);
    } catch (IOException e) {
      if (!busy.isEmpty()) {
        String why = String.valueOf(e.getMessage());
        throw new AdapterException(new AdapterProblem.AllInUse(busy, why), e);
      }
      if (e instanceof DriverException refused
          && refused.code() == WindowsError.ACCESS_DENIED
          && !elevated.getAsBoolean()) {
        throw new AdapterException(new AdapterProblem.AccessDenied("Culvert"), e);
      }
      throw e;
    }
  }

  /** Empty when another process has it. */
  private Optional<TunnelDevice> tryOpen(Adapter adapter) throws IOException {
    DeviceFile file = openFile(adapter);
    if (file == null) {
      return Optional.empty();
    }
    try {
      Optional<String> refusal = version(file).refusal();
      if (refusal.isPresent()) {
        throw new IOException(name() + ": " + refusal.get());
      }
      AdapterInterface net = AdapterInterface.of(ip, adapter.guid());
      return Optional.of(
          new DcoDevice(
              file,
              new DeviceId(adapter.name(), net.index()),
              new Watched(adapter, net),
              Thread.ofPlatform().name("driver").daemon().factory(),
              waiting));
    } catch (DriverException e) {
      file.close();
      if (e.code() == WindowsError.ACCESS_DENIED) {
        // Where the system lets the open through, a driver in use refuses the first request.
        return Optional.empty();
      }
      throw e;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private @Nullable DeviceFile openFile(Adapter adapter) throws IOException {
    if (adapter.isDisabled()) {
      throw problem(
          new AdapterProblem.Disabled(adapter.name()), "CreateFile", WindowsError.NOT_READY);
    }
    String path =
        adapter
            .path()
            .orElseThrow(
                () ->
                    WindowsError.failure(
                        "CM_Get_Device_Interface_List",
                        WindowsError.NOT_FOUND,
                        "adapter \"" + adapter.name() + "\" has no interface"));
    try {
      return DeviceFile.open(kernel, path, DcoLink.LARGEST_READ, DcoLink.LARGEST_WRITE);
    } catch (DriverException e) {
      if (e.code() != WindowsError.ACCESS_DENIED) {
        throw e;
      }
      // The same number for "in use" and "forbidden": forbidden it is for users of older drivers.
      if (elevated.getAsBoolean() || askVersion().filter(DcoVersion::opensForUsers).isPresent()) {
        return null;
      }
      throw problem(new AdapterProblem.AccessDenied(adapter.name()), "CreateFile", e.code());
    }
  }

  private static AdapterException problem(AdapterProblem problem, String call, int code) {
    return new AdapterException(problem, WindowsError.failure(call, code, problem.toString()));
  }

  /** What the tunnel of an adapter waits for. */
  private final class Watched implements IpInterface {
    private final Adapter adapter;
    private final AdapterInterface net;

    Watched(Adapter adapter, AdapterInterface net) {
      this.adapter = adapter;
      this.net = net;
    }

    @Override
    public boolean isThere() throws IOException {
      return net.isThere(ip);
    }

    @Override
    public String obstacle() {
      List<String> filters = FilterDrivers.boundTo(adapter, registry);
      return filters.isEmpty()
          ? "Windows did not make one; restart the adapter"
          : new AdapterProblem.FilterDriverBound(adapter.name(), filters).toString();
    }
  }
}
