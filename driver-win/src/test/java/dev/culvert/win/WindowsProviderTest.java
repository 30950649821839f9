// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.PlatformProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class WindowsProviderTest {
  private final PlatformProvider provider =
      ServiceLoader.load(PlatformProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(WindowsProvider.class::isInstance)
          .findFirst()
          .orElseThrow();

  @Test
  void saysThatUserSpaceHasNoDeviceYet() {
    assertThat(provider.name()).isEqualTo("Windows");
    assertThat(provider.tunPorts().unavailable().orElseThrow()).contains("no tun device");
    assertThatThrownBy(() -> provider.tunPorts().open(new DeviceRequest("tun", 1500)))
        .hasMessageContaining("only ovpn-dco-win carries data");
  }
}
