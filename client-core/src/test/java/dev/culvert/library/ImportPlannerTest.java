// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static dev.culvert.library.Imports.candidate;
import static dev.culvert.library.Imports.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.library.PlannedImport.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportPlannerTest {
  private static final Map<String, String> NO_FILES = Map.of();

  @Test
  void theSameBytesAreNotStoredTwice() throws Exception {
    ImportPlanner planner = planner(new ProfileLibrary(List.of()), ImportOptions.CAREFUL);

    assertThat(target(planner, "a.ovpn", "client\n")).isEqualTo(new Target.New("a", "a"));
    assertThat(target(planner, "a.ovpn", "client\n")).isEqualTo(new Target.There("a"));
    assertThat(target(planner, "b.ovpn", "client\n")).isEqualTo(new Target.There("a"));
  }

  @Test
  void anotherProfileOfTheNameGetsANumber() throws Exception {
    ImportPlanner planner = planner(library("Work", "work 2"), ImportOptions.CAREFUL);

    assertThat(target(planner, "WORK.ovpn", "client\n"))
        .isEqualTo(new Target.New("WORK 3", "WORK"));
    assertThat(target(planner, "work.ovpn", "client\n#\n"))
        .isEqualTo(new Target.New("work 4", "work"));
  }

  @Test
  void orTakesItsPlaceIfThatIsAllowed() throws Exception {
    ImportOptions replace = new ImportOptions(false, false, false, true);
    ImportPlanner planner = planner(library("Work"), replace);

    assertThat(target(planner, "work.ovpn", "client\n")).isEqualTo(new Target.Replacing("Work"));
    assertThat(target(planner, "new.ovpn", "client\n#\n")).isEqualTo(new Target.New("new", "new"));
  }

  @Test
  void aRefusedOneTakesNoName() throws Exception {
    ImportPlanner planner = planner(new ProfileLibrary(List.of()), ImportOptions.CAREFUL);

    assertThat(planner.plan(candidate("a.ovpn", "client\nup x\n", NO_FILES)).writes()).isFalse();
    assertThat(target(planner, "a.ovpn", "client\n")).isEqualTo(new Target.New("a", "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up x",
        "down x",
        "route-up x",
        "route-pre-down x",
        "ipchange x",
        "tls-verify x",
        "auth-user-pass-verify x via-env",
        "client-connect x",
        "client-disconnect x",
        "client-crresponse x",
        "learn-address x",
        "tls-crypt-v2-verify x",
        "dns-updown x",
        "iproute x",
        "plugin x.so",
        "engine dynamic",
        "providers x.so",
        "pkcs11-providers x.so",
        "--up x",
        "setenv opt up x",
        "'up' x",
        "<up>\nx\n</up>"
      })
  void whatRunsCodeIsRefusedUnlessAllowed(String line) throws Exception {
    PlannedImport refused = plan("client\n" + line + "\n", NO_FILES);
    PlannedImport allowed = plan("client\n" + line + "\n", NO_FILES, Imports.ALL);

    assertThat(refused.refusals()).hasSize(1);
    assertThat(refused.refusals().getFirst())
        .startsWith("work.ovpn:2: ")
        .endsWith(": allowed with --allow-scripts only");
    assertThat(refused.writes()).isFalse();
    assertThat(allowed.refusals()).isEmpty();
    assertThat(allowed.writes()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dns-updown disable",
        "providers legacy default",
        "script-security 2",
        "#up x",
        "verb 3 #up x",
        "<ca>\nup x\n</ca>",
        "setenv up x"
      })
  void whatRunsNoneIsNot(String line) throws Exception {
    assertThat(plan("client\n" + line + "\n", NO_FILES).refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "redirect-gateway def1 > DEFAULT_ROUTE",
        "route 0.0.0.0 128.0.0.0 > DEFAULT_ROUTE",
        "route-ipv6 2000::/3 > DEFAULT_ROUTE",
        "route 10.0.0.0 255.0.0.0 > ROUTE",
        "dhcp-option DNS 10.0.0.1 > DNS",
        "block-outside-dns > DNS",
        "setenv LD_PRELOAD /tmp/x.so > ENVIRONMENT",
        "setenv-safe A b > ENVIRONMENT",
        "script-security 2 > SCRIPT_SECURITY",
        "log /etc/crontab > WRITES",
        "management 127.0.0.1 7505 > LISTENS",
        "http-proxy h 80 > PROXY",
        "auth-user-pass > ASKS",
        "askpass > ASKS",
        "pull > SERVER_DECIDES"
      })
  void thePreviewSaysWhatAProfileMayDo(String line, Deed.Kind kind) throws Exception {
    Preview preview = plan("dev tun\n" + line + "\n", NO_FILES).preview();

    assertThat(preview.deeds()).hasSize(1);
    assertThat(preview.deeds().getFirst().kind()).isEqualTo(kind);
    assertThat(preview.deeds().getFirst()).asString().startsWith("work.ovpn:2: ");
  }

  @Test
  void aValueOfTheEnvironmentIsNotShown() throws Exception {
    assertThat(plan("client\nsetenv PASSWORD hunter2\n", NO_FILES).preview().deeds())
        .asString()
        .contains("PASSWORD")
        .doesNotContain("hunter2");
  }

  @Test
  void remotesComeWithPortAndProtocol() throws Exception {
    String lines = "client\nport 443\nproto tcp\nremote a\nremote b 1 udp\nremote 2001:db8::1 2\n";

    assertThat(plan(lines, NO_FILES).preview().remotes())
        .containsExactly("a:443 tcp", "b:1 udp", "[2001:db8::1]:2 tcp");
    assertThat(
            plan(lines + "<connection>\nremote c\nproto udp6\n</connection>\n", NO_FILES)
                .preview()
                .remotes())
        .containsExactly("c:443 udp6");
    assertThat(plan("client\nremote a\n", NO_FILES).preview().remotes())
        .containsExactly("a:1194 udp");
  }

  @Test
  void aProfileMayHaveANameOfItsOwn() throws Exception {
    assertThat(plan("client\nsetenv FRIENDLY_NAME 'At \u001B[31mwork'\n", NO_FILES).preview())
        .extracting(Preview::ownName)
        .hasToString("Optional[At ?[31mwork]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "hello world > work.ovpn:1: profile: a line with remote, client or dev expected, none found",
        "`` > work.ovpn:1: profile: a profile expected, nothing found",
        "`PK\u0003\u0004` > work.ovpn:1: profile: a profile expected, a zip found",
        "` <!DOCTYPE html><html>client` > work.ovpn:1: profile: a profile expected,"
            + " a web page (a link may ask for a login in a browser first) found",
        "\u00FF\u00FEc\u0000l\u0000 > work.ovpn:1: profile: a profile expected,"
            + " a text in UTF-16 (save it as UTF-8) found",
        "`client\u0000\u0000` > work.ovpn:1: profile: a profile expected, binary data found"
      },
      quoteCharacter = '`')
  void whatIsNoProfileIsSaidToBe(String content, String sentence) {
    assertThatThrownBy(() -> plan(content, NO_FILES)).hasMessage(sentence);
  }

  @Test
  void aProfileThatCannotBeReadIsRefusedWithItsLine() {
    assertThatThrownBy(() -> plan("client\n<ca>\nx\n", NO_FILES))
        .hasMessageStartingWith("work.ovpn:2: ca: the end tag was expected");
  }

  private static ImportPlanner planner(ProfileLibrary library, ImportOptions options) {
    return new ImportPlanner(library, options);
  }

  private static ProfileLibrary library(String... names) {
    return new ProfileLibrary(
        java.util.Arrays.stream(names)
            .map(name -> new StoredProfile(name, Imports.bytes("client # " + name)))
            .toList());
  }

  private static Target target(ImportPlanner planner, String file, String text) throws Exception {
    return planner.plan(candidate(file, text, NO_FILES)).target();
  }
}
