// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.driver.Capabilities;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.Feature;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.keys.DataCipher;
import dev.culvert.profile.Profile;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.ProfileReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which driver carries a profile, and what the log says about it. */
class BackendChoiceTest {
  private static final Described KERNEL =
      new Described(
          "ovpn-dco-win",
          Optional.of("2.8.3"),
          Optional.empty(),
          new Capabilities(
              Set.of(DataCipher.AES_256_GCM),
              Map.of(
                  Feature.TCP_SERVER, "cannot listen on TCP",
                  Feature.NO_REMOTE, "needs the peer's address",
                  Feature.MTU_OVER_1500, "carries packets of at most 1500 bytes",
                  Feature.COMPRESSION, "has no compression",
                  Feature.DATA_V1, "carries packets with a peer id only",
                  Feature.USER_SPACE, "is a kernel driver")));
  private static final Described USER_SPACE =
      new Described(
          "user space",
          Optional.empty(),
          Optional.empty(),
          new Capabilities(
              Set.of(DataCipher.values()),
              Map.of(
                  Feature.TCP_CLIENT, "carries UDP only", Feature.TCP_SERVER, "carries UDP only")));

  @Test
  void theKernelCarriesWhatItCan() throws Exception {
    BackendChoice choice = choose(KERNEL, USER_SPACE, client("remote h 1194"));
    assertThat(choice.driver()).contains(KERNEL);
    assertThat(choice.lines())
        .containsExactly("Data channel: ovpn-dco-win 2.8.3: nothing in office.ovpn is against it");
  }

  @Test
  void pushedOptionsAreHeldAgainstTheKernelAlone() throws Exception {
    List<String> pushed = List.of("compress lz4", "cipher AES-128-GCM");
    String all = "remote h 1194";

    List<String> lines = choose(KERNEL, USER_SPACE, client(all)).againstPushed(pushed);
    assertThat(lines)
        .contains(
            "OPTIONS IMPORT: Server did not request DATA_V2 packet format required for data channel"
                + " offload",
            "Compression or compression stub framing is not allowed since data-channel offloading"
                + " is enabled.")
        .anyMatch(line -> line.contains("does not have AES-128-GCM"));
    assertThat(
            choose(KERNEL, USER_SPACE, client(all))
                .againstPushed(List.of("peer-id 1", "compress stub-v2", "cipher AES-256-GCM")))
        .isEmpty();
    assertThat(choose(KERNEL, USER_SPACE, client(all + "\ndisable-dco")).againstPushed(pushed))
        .isEmpty();
  }

  @Test
  void ciphersThatTheDriverLacksAreNotOffered() throws Exception {
    Profile profile = read(client("remote h 1194"));
    BackendChoice choice = BackendChoice.of(profile, List.of(KERNEL), USER_SPACE);
    assertThat(profile.data().ciphers()).hasSize(3);
    assertThat(choice.ciphers(profile)).containsExactly(DataCipher.AES_256_GCM);
  }

  @Test
  void everyLineAgainstTheKernelIsNamedWithItsFix() throws Exception {
    BackendChoice choice =
        choose(
            KERNEL,
            USER_SPACE,
            client("remote h 1194\ntun-mtu 1600\ndisable-dco\ndata-ciphers AES-128-GCM"));
    assertThat(choice.driver()).contains(USER_SPACE);
    assertThat(choice.lines())
        .containsExactly(
            "Note: office.ovpn:4: disable-dco: ovpn-dco-win is a kernel driver; remove line 4",
            "Note: cipher 'AES-128-GCM' in --data-ciphers is not supported by ovpn-dco, disabling"
                + " data channel offload.",
            "Note: office.ovpn:5: data-ciphers AES-128-GCM: ovpn-dco-win does not have AES-128-GCM;"
                + " replace line 5 by: data-ciphers AES-256-GCM (if the"
                + " peer has one of them; 2.4 and newer do)",
            "Note: office.ovpn:3: tun-mtu 1600: ovpn-dco-win carries packets of at most 1500 bytes;"
                + " replace line 3 by: tun-mtu 1500 (on both ends)",
            "Data channel: user space");
  }

  @Test
  void whatNothingCanCarryIsAnErrorWithBothReasons() throws Exception {
    BackendChoice choice =
        choose(KERNEL, USER_SPACE, pointToPoint("proto tcp-server\nremote h 1194"));
    assertThat(choice.driver()).isEmpty();
    assertThat(choice.lines())
        .containsExactly(
            "Note: office.ovpn:2: proto tcp-server: ovpn-dco-win cannot listen on TCP",
            "ERROR: office.ovpn:2: proto tcp-server: user space carries UDP only",
            "ERROR: nothing here can carry the data of office.ovpn");
  }

  @Test
  void aRemotesOwnWordIsTheLineThatCounts() throws Exception {
    BackendChoice choice = choose(USER_SPACE, USER_SPACE, client("remote h 1194 tcp"));
    assertThat(choice.lines().getFirst())
        .startsWith("ERROR: office.ovpn:2: remote h 1194 tcp: user space");
  }

  @Test
  void anEndThatWaitsNeedsADriverThatLetsIt() throws Exception {
    BackendChoice choice = choose(KERNEL, USER_SPACE, pointToPoint("proto udp"));
    assertThat(choice.driver()).contains(USER_SPACE);
    assertThat(choice.lines())
        .containsExactly(
            "NOTE: --remote is not defined. This DCO version doesn't support multipeer. Disabling"
                + " Data Channel Offload",
            "Note: office.ovpn: no remote: ovpn-dco-win needs the peer's address; add: remote HOST"
                + " PORT (on one end at least)",
            "Data channel: user space");
  }

  @Test
  void aMissingDriverIsToldInOpenVpnsWordsAndThenInOurs() throws Exception {
    Described missing =
        new Described(
            "ovpn-dco-win", Optional.empty(), Optional.of("not installed"), KERNEL.capabilities());
    BackendChoice choice = choose(missing, USER_SPACE, client("remote h 1194"));
    assertThat(choice.lines())
        .containsExactly(
            "Note: ovpn-dco-win driver is missing, disabling data channel offload.",
            "Note: ovpn-dco-win: not installed",
            "Data channel: user space");
  }

  @Test
  void whereThereIsNoKernelDriverTheSystemsLineIsLogged() throws Exception {
    BackendChoice choice = BackendChoice.of(read(client("remote h 1194")), List.of(), USER_SPACE);
    assertThat(choice.driver()).contains(USER_SPACE);
    assertThat(choice.lines())
        .containsExactly(
            "Note: Kernel support for ovpn-dco missing, disabling data channel offload.",
            "Note: ovpn-dco-v2: this version of Culvert does not drive it",
            "Data channel: user space");
  }

  @Test
  void whatTheServerPushedIsLaidOverIt() throws Exception {
    BackendChoice choice = choose(KERNEL, USER_SPACE, client("remote h 1194"));
    assertThat(choice.verdict().withPushed(List.of("peer-id 3", "cipher AES-256-GCM")).carrier())
        .contains(choice.verdict().candidates().getFirst());
    assertThat(choice.verdict().withPushed(List.of("comp-lzo no", "cipher AES-128-GCM")).lines())
        .containsExactly(
            "OPTIONS IMPORT: Server did not request DATA_V2 packet format required for data channel"
                + " offload",
            "Note: pushed: no peer-id: ovpn-dco-win carries packets with a peer id only; update the"
                + " server to 2.4.5 or newer, or connect with disable-dco",
            "Compression or compression stub framing is not allowed since data-channel offloading"
                + " is enabled.",
            "Note: pushed: comp-lzo no: ovpn-dco-win has no compression; take it out of the"
                + " server's configuration",
            "Note: pushed: cipher AES-128-GCM: ovpn-dco-win does not have AES-128-GCM",
            "Data channel: user space");
  }

  private static BackendChoice choose(TunnelDriver kernel, TunnelDriver userSpace, String text)
      throws ProfileException {
    return BackendChoice.of(read(text), List.of(kernel), userSpace);
  }

  private static Profile read(String text) throws ProfileException {
    return new ProfileReader((directory, name) -> name).read("office.ovpn", text);
  }

  private static String client(String lines) {
    return "client\n" + lines + "\nca c\ncert c\nkey k\n";
  }

  private static String pointToPoint(String lines) {
    return "tls-server\n" + lines + "\nca c\ncert c\nkey k\n";
  }

  /** A driver as the choice sees it; it opens nothing. */
  private record Described(
      String name,
      Optional<String> version,
      Optional<String> unavailable,
      Capabilities capabilities)
      implements TunnelDriver {
    @Override
    public TunnelDevice open(DeviceRequest request) throws IOException {
      throw new IOException("a description opens nothing");
    }
  }
}
