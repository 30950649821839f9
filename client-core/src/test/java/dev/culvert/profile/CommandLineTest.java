// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.directive.FileResolver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OpenVPN's command line: files and directives in any order, the later one counts. */
final class CommandLineTest {
  private static final Map<String, String> FILES =
      Map.of(
          "/base.ovpn", "client\ndev tun\nremote 192.0.2.1\nca k\ncert k\nkey k\nverb 3\n",
          "/more.conf", "verb 5\nremote 192.0.2.2\n",
          "/k", "content",
          "sub/k", "content of sub",
          "sub/more.conf", "verb 7\n");

  private static final FileResolver RESOLVER =
      new FileResolver() {
        @Override
        public String read(String directory, String name) throws IOException {
          String text = FILES.get(directory + "/" + name);
          if (text == null) {
            throw new IOException("no such file");
          }
          return text;
        }
      };

  @Test
  void aBareNameIsAFile() throws ProfileException {
    Profile profile = read("base.ovpn");
    assertThat(profile.name()).isEqualTo("base.ovpn");
    assertThat(profile.process().verb()).isEqualTo(3);
  }

  @Test
  void theLaterOneCounts() throws ProfileException {
    assertThat(read("--config", "base.ovpn", "--verb", "6").process().verb()).isEqualTo(6);
    assertThat(read("--verb", "6", "--config", "base.ovpn").process().verb()).isEqualTo(3);
  }

  @Test
  void severalFilesAddUp() throws ProfileException {
    Profile profile = read("--config", "base.ovpn", "--config", "more.conf");
    assertThat(profile.link().remotes())
        .extracting(Remote::host)
        .containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(profile.process().verb()).isEqualTo(5);
  }

  @Test
  void cdIsForLaterIncludesAndForAllOtherFiles() throws ProfileException {
    Profile profile = read("--config", "base.ovpn", "--cd", "sub", "--config", "more.conf");
    assertThat(profile.process().verb()).isEqualTo(7);
    assertThat(profile.tls().ca().orElseThrow().text()).isEqualTo("content of sub\n");
  }

  @Test
  void wordsAreTakenAsTheyAre() throws ProfileException {
    Profile profile = read("--config", "base.ovpn", "--verify-x509-name", "a \"b\" #c", "name");
    assertThat(profile.tls().name().orElseThrow().expected()).isEqualTo("a \"b\" #c");
  }

  @Test
  void whatIsNoDirectiveIsToldWithItsPlace() {
    assertThatThrownBy(() -> read("base.ovpn", "--verb", "3"))
        .hasMessage("command line:1: command line: --directive expected, \"base.ovpn\" found");
    assertThatThrownBy(() -> read("--config", "base.ovpn", "--vreb", "3"))
        .hasMessage("command line:3: vreb: there is no such directive");
    assertThatThrownBy(() -> read("--config", "none.ovpn"))
        .hasMessage("command line:1: config: file \"none.ovpn\" cannot be read: no such file");
  }

  private static Profile read(String... arguments) throws ProfileException {
    return new ProfileReader(RESOLVER).readCommandLine(List.of(arguments));
  }
}
