// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.proxy.HttpRequestOptions;
import dev.culvert.proxy.ProxyServer;
import dev.culvert.proxy.ProxyServer.HttpMethod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SystemProxyTest {
  private static final InetSocketAddress AT =
      InetSocketAddress.createUnresolved("proxy.example", 3128);

  @Test
  void theSystemIsAskedForTheServerAndItsFirstWordCounts() {
    Setting setting = new Setting(List.of(new Proxy(Proxy.Type.HTTP, AT), Proxy.NO_PROXY));

    assertThat(SystemProxy.of(setting).before("vpn.example", 443))
        .contains(
            new ProxyServer.Http(
                "proxy.example",
                3128,
                HttpMethod.AUTO,
                Optional.empty(),
                HttpRequestOptions.DEFAULT));
    assertThat(setting.asked).isEqualTo("https://vpn.example:443");
  }

  @Test
  void socksAndTheDirectWayAreUnderstoodToo() {
    assertThat(
            SystemProxy.of(new Setting(List.of(new Proxy(Proxy.Type.SOCKS, AT))))
                .before("2001:db8::1", 1194))
        .contains(new ProxyServer.Socks("proxy.example", 3128, Optional.empty()));
    assertThat(SystemProxy.of(new Setting(List.of(Proxy.NO_PROXY))).before("h", 1)).isEmpty();
    assertThat(SystemProxy.of(new Setting(List.of())).before("not a name", 1)).isEmpty();
  }

  /** A system with that setting. */
  private static final class Setting extends ProxySelector {
    private final List<Proxy> proxies;
    private String asked = "";

    Setting(List<Proxy> proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      asked = uri.toString();
      return proxies;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress at, IOException e) {
      throw new AssertionError("nobody connects here");
    }
  }
}
