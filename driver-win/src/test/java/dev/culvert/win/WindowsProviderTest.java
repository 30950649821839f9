// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.PlatformProvider;
import dev.culvert.network.IpVersion;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class WindowsProviderTest {
  private final PlatformProvider provider =
      ServiceLoader.load(PlatformProvider.class).findFirst().orElseThrow();

  @Test
  void namesItsDriverAndWhyItIsNotUsed() {
    assertThat(provider.name()).isEqualTo("Windows");
    assertThat(provider.kernelDrivers().getFirst().name()).isEqualTo("ovpn-dco-win");
    assertThat(provider.kernelDrivers().getFirst().unavailable().orElseThrow())
        .contains("does not drive ovpn-dco-win yet");
  }

  @Test
  void refusesTunAndNetwork() {
    assertThatThrownBy(() -> provider.tunPorts().open(new DeviceRequest("tun", 1500)))
        .hasMessageContaining("yet");
    assertThatThrownBy(() -> provider.network().defaultRoute(IpVersion.IPV4))
        .hasMessageContaining("yet");
  }
}
