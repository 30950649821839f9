// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.Source;
import dev.culvert.driver.Feature;
import dev.culvert.profile.ProfileWriter.Secrets;
import dev.culvert.readiness.Demand;
import dev.culvert.readiness.Demands;
import dev.culvert.runtime.ProfileFiles;
import dev.culvert.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever reads as a profile is written back as text that reads as an equal one. */
final class ProfileWriterTest {
  private static final int PROFILES = 800;

  /** Lines of which any choice makes a profile, as long as one of a kind that excludes others. */
  private static final List<String> LINES =
      List.of(
          "remote 192.0.2.7 %n",
          "remote host.example %n udp",
          "remote host.example %n tcp-client",
          "<connection>\nremote in.block %n\nproto tcp-client\n</connection>",
          "proto tcp-client",
          "proto tcp6-client",
          "proto udp4",
          "bind ipv6only",
          "http-proxy proxy.example %n",
          "http-proxy proxy.example %n auto\nhttp-proxy-option AGENT 'a b'",
          "<http-proxy-user-pass>\nwho\nwhat\n</http-proxy-user-pass>",
          "socks-proxy proxy.example",
          "<connection>\nremote in.block %n\nproto udp\nsocks-proxy proxy.example %n\n</connection>",
          "<tls-auth>\nshared\n</tls-auth>\nkey-direction 1",
          "<tls-crypt-v2>\nof one\n</tls-crypt-v2>",
          "port %n",
          "rport %n",
          "lport %n",
          "nobind",
          "local 192.0.2.%b",
          "float",
          "remote-random",
          "resolv-retry %n",
          "connect-retry %b %n",
          "connect-retry-max %b",
          "server-poll-timeout %b",
          "explicit-exit-notify",
          "explicit-exit-notify 0",
          "ping %b",
          "ping-restart %n",
          "ping-exit %n",
          "keepalive %b 1000",
          "persist-tun",
          "topology subnet",
          "topology p2p",
          "ifconfig 10.0.0.%b 255.255.255.0",
          "ifconfig-ipv6 fd00::%b/64 fd00::1",
          "tun-mtu 1%b",
          "mssfix 0",
          "mssfix 1%b",
          "mssfix 1400 mtu",
          "mssfix 1400 fixed",
          "route 10.%b.0.0 255.255.0.0",
          "route 10.1.%b.1",
          "route 0.0.0.0 0.0.0.0 net_gateway %b",
          "route 10.2.0.0 255.255.0.0 10.0.0.%b",
          "route-ipv6 fd00:%b::/32 fd00::1 %b",
          "route-ipv6 ::/0",
          "route-gateway 10.0.0.%b",
          "route-metric %b",
          "route-nopull",
          "redirect-gateway def1 bypass-dhcp",
          "redirect-gateway ipv6 !ipv4 local",
          "redirect-private autolocal block-local bypass-dns",
          "dev tun%b",
          "dev other\ndev-type tun",
          "data-ciphers AES-128-GCM:?FOO:CHACHA20-POLY1305",
          "cipher AES-256-GCM",
          "auth SHA%b",
          "auth sha512",
          "reneg-sec %n",
          "reneg-bytes %n",
          "reneg-pkts %n",
          "replay-window %n %b",
          "remote-cert-tls server",
          "verify-x509-name 'C=XX, CN=a \"b\" \\c' name",
          "verify-x509-name \"it's a \\\\ name\"",
          "tls-version-min 1.3",
          "tls-version-max 1.2",
          "hand-window %b",
          "tran-window %n",
          "tls-timeout %b",
          "peer-fingerprint " + "AB:".repeat(31) + "0F",
          "<tls-crypt>\nshared\r\n</tls-crypt>",
          "disable-dco",
          "verb %v",
          "mute %b",
          "auth-user-pass",
          "auth-user-pass username-only",
          "<auth-user-pass>\nwho\nwhat %b\n</auth-user-pass>",
          "auth-nocache",
          "auth-retry interact",
          "static-challenge 'Enter a \"PIN\"' 1",
          "setenv UV_X y");

  @TempDir Path folder;

  @Test
  void anyProfileThatReadsIsWrittenBack() throws ProfileException {
    int read = 0;
    for (long seed = 0; seed < PROFILES; seed++) {
      String text = text(new Random(seed));
      Profile profile;
      try {
        profile = read(text);
      } catch (ProfileException e) {
        continue;
      }
      read++;
      assertWrittenBack(profile, "seed " + seed + "\n" + text);
    }
    assertThat(read).isGreaterThan(PROFILES / 4);
  }

  @Tag("posix")
  @Test
  void realProfilesAreWrittenBack() throws IOException, ProfileException {
    Corpus corpus = Corpus.copyTo(folder);
    ProfileFiles files = new ProfileFiles(corpus.profiles());
    int read = 0;
    for (Corpus.Truth truth : corpus.truths()) {
      byte[] content = Files.readAllBytes(corpus.profiles().resolve(truth.profile()));
      ProfileVerdict verdict =
          new ProfileJudge(files, dev.culvert.directive.Platform.LINUX)
              .judge(truth.profile(), content);
      if (verdict.profile().isPresent()) {
        read++;
        assertWrittenBack(verdict.profile().get(), truth.profile());
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void maskedSecretsAreNotInTheText() throws ProfileException {
    Profile profile = read("client\ndev tun\nremote a\n<tls-crypt>\nshared\n</tls-crypt>\n" + OWN);
    String shown = ProfileWriter.write(profile, Secrets.SHOWN);
    String masked = ProfileWriter.write(profile, Secrets.MASKED);
    assertThat(shown).contains("shared", "private");
    assertThat(masked).doesNotContain("shared", "private").contains("public", "<key>\n[hidden]\n");
  }

  @Test
  void aLoginInABlockIsNoFileOfTheFolder() throws ProfileException {
    Profile profile =
        read(
            "client\ndev tun\nremote a\nproto tcp\ncd keys\nhttp-proxy p 1 [inline] basic\n"
                + "<http-proxy-user-pass>\nwho\nwhat\n</http-proxy-user-pass>\n"
                + OWN);
    assertThat(ProfileWriter.write(profile, Secrets.SHOWN))
        .contains("http-proxy p 1 '[inline]' basic\n");
    assertWrittenBack(profile, "a login in a block");
  }

  private static final String OWN =
      "<ca>\npublic\n</ca>\n<cert>\npublic\n</cert>\n<key>\nprivate\n</key>\n";

  private static void assertWrittenBack(Profile profile, String from) throws ProfileException {
    String written = ProfileWriter.write(profile, Secrets.SHOWN);
    Profile again = read(written);
    assertThat(again)
        .as(from + "\nwritten as\n" + written)
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(Source.class, Source.FileLine.class, Source.Argument.class)
        .ignoringFieldsMatchingRegexes("name", "notices", "statements", ".*\\.value\\.name")
        .isEqualTo(profile);
    assertThat(features(again)).as(from).containsExactlyInAnyOrderElementsOf(features(profile));
    assertThat(ProfileWriter.write(again, Secrets.SHOWN)).as(from).isEqualTo(written);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    text.append(random.nextBoolean() ? "client\n" : "tls-server\n").append("dev tun\n");
    text.append("remote 192.0.2.1\n").append(OWN);
    for (int i = random.nextInt(12); i > 0; i--) {
      String line = LINES.get(random.nextInt(LINES.size()));
      text.append(
              line.replace("%n", "" + random.nextInt(1, 60000))
                  .replace("%b", "" + random.nextInt(100, 255))
                  .replace("%v", "" + random.nextInt(12)))
          .append('\n');
    }
    return text.toString();
  }

  private static Profile read(String text) throws ProfileException {
    return new ProfileReader(
            (directory, name) -> {
              throw new IOException("no such file");
            })
        .read("p.ovpn", text);
  }

  /** What it asks of the data channel. */
  private static Set<Feature> features(Profile profile) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    for (Demand demand : Demands.of(profile.name(), profile.statements())) {
      if (demand instanceof Demand.OfFeature(Feature feature, _, _, _) && feature.isEssential()) {
        features.add(feature);
      }
    }
    return features;
  }
}
