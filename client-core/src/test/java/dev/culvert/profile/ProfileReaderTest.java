// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileReaderTest {
  private static final String CLIENT =
      """
      client
      dev tun
      proto udp
      remote 192.0.2.1 1195
      remote vpn.example.net
      ca ca.crt
      <cert>
      CERT
      </cert>
      key k.key
      keepalive 10 60
      """;

  @Test
  void anOrdinaryClientProfileIsRead() throws ProfileException {
    Profile profile = read(CLIENT);
    assertThat(profile.mode()).isEqualTo(Profile.Mode.CLIENT);
    assertThat(profile.link().remotes()).extracting(Remote::port).containsExactly(1195, 1194);
    assertThat(profile.link().localPort()).isEqualTo(OptionalInt.empty());
    assertThat(profile.link().ping()).isEqualTo(Duration.ofSeconds(10));
    assertThat(profile.link().pingTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(profile.tls().cert().orElseThrow().text()).isEqualTo("CERT\n");
    assertThat(profile.data().ciphers()).hasSize(3);
    assertThat(profile.notices()).isEmpty();
  }

  @Test
  void aByteOrderMarkAndCarriageReturnsChangeNothing() throws ProfileException {
    String windows = "\uFEFF" + CLIENT.replace("\n", "\r\n");
    assertThat(read(windows).link()).isEqualTo(read(CLIENT).link());
  }

  @Test
  void aPointToPointEndBindsItsPort() throws ProfileException {
    Profile profile = read(CLIENT.replace("client\n", "tls-server\n") + "port 1200\ndh none\n");
    assertThat(profile.mode()).isEqualTo(Profile.Mode.POINT_TO_POINT);
    assertThat(profile.link().localPort()).isEqualTo(OptionalInt.of(1200));
    assertThat(profile.link().remotes().getLast().port()).isEqualTo(1200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          remote h 70000 | remote: port "70000" is not in 1..65535
          proto tcp-server | proto: proto "tcp-server" is not a connecting one for a client
          dev tap | dev: device "tap" is not tun or tunN (another name needs dev-type tun)
          fragment 1300 | fragment: not supported yet
          ca missing.crt | ca: file "missing.crt" cannot be read: no such file
          keepalive 10 19 | keepalive: time-out "19" is not at least twice the interval
          tls-server | tls-server: tls-client and tls-server cannot be used together
          verb | verb: 1 argument expected, 0 found
          peer-id 1 | peer-id: can only be pushed by a server
          mssfix 5 | mssfix: mssfix "5" is not in 154..65535
          route 10.0.0.0 255.0.255.0 | route: netmask "255.0.255.0" is not a row of ones, then zeros
          verb "3 | verb: a closing double quote was expected, the end of the line was found
          <ca> | ca: the end tag was expected, the end of the file was found
          """)
  void aBadLineIsToldWithItsPlace(String line, String message) {
    assertThatThrownBy(() -> read(CLIENT + line + "\n"))
        .isInstanceOf(ProfileException.class)
        .hasMessage("p.ovpn:12: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bind~nobind | p.ovpn:12: bind: bind and nobind cannot be used together
          keepalive 10 60~ping 5 | p.ovpn:12: keepalive: keepalive cannot be used together with ping, ping-restart or ping-exit
          <connection>~port 5~</connection>~<connection>~remote a~</connection> | p.ovpn:12: connection: a remote in the block expected, none found
          <connection>~remote a~float~</connection> | p.ovpn:14: float: a value for one connection only is not supported yet
          <connection>~remote a~ca x~</connection> | p.ovpn:14: ca: cannot stand in a connection block
          tls-version-min 1.3~tls-version-max 1.2 | p.ovpn:12: tls-version-min: version "1.3" is not at most tls-version-max
          """)
  void linesThatDoNotGoTogetherAreTold(String lines, String message) {
    assertThatThrownBy(() -> read(CLIENT + lines.replace('~', '\n') + "\n"))
        .isInstanceOf(ProfileException.class)
        .hasMessage(message);
  }

  @Test
  void connectionBlocksTakeThePlaceOfRemotes() throws ProfileException {
    Profile profile =
        read(
            CLIENT
                + """
                rport 7
                <connection>
                remote a
                </connection>
                <connection>
                remote b 9
                proto tcp
                port 8
                </connection>
                rport 10
                """);
    assertThat(profile.link().remotes())
        .extracting(remote -> remote.host() + " " + remote.port() + " " + remote.transport())
        .containsExactly("a 7 UDP", "b 9 TCP_CLIENT");
  }

  @Test
  void anUnsupportedCipherIsAnErrorUnlessItIsOptional() throws ProfileException {
    assertThat(read(CLIENT + "data-ciphers AES-256-GCM:?AES-256-CBC\n").data().ciphers())
        .hasSize(1);
    assertThatThrownBy(() -> read(CLIENT + "data-ciphers AES-256-CBC\n"))
        .hasMessageStartingWith("p.ovpn:12: data-ciphers: cipher \"AES-256-CBC\" is not one of");
  }

  @Test
  void damagedProfilesOnlyEverGiveOneLineErrors() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(CLIENT);
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
      }
      try {
        assertThat(read(text.toString()).name()).isEqualTo("p.ovpn");
      } catch (ProfileException e) {
        assertThat(e.getMessage()).as("seed " + seed).startsWith("p.ovpn:").doesNotContain("\n");
      }
    }
  }

  private static Profile read(String text) throws ProfileException {
    return new ProfileReader(ProfileReaderTest::file).read("p.ovpn", text);
  }

  private static String file(String directory, String name) throws IOException {
    if (List.of("ca.crt", "k.key").contains(name)) {
      return "PEM of " + name;
    }
    throw new IOException("no such file");
  }

  @Test
  void anOptionalDirectiveCountsWhereItIsKnownAndIsANoticeWhereNot() throws ProfileException {
    Profile profile =
        new ProfileReader((directory, name) -> name.equals("more.ovpn") ? "verb 4\n" : "content")
            .read(
                "test.ovpn",
                """
                client
                remote 192.0.2.1
                dev tun
                ca ca
                cert cert
                key key
                setenv opt config more.ovpn
                setenv opt block-outside-dns
                """);

    assertThat(profile.process().verb()).isEqualTo(4);
    assertThat(profile.notices()).extracting(Notice::option).containsExactly("block-outside-dns");
  }
}
