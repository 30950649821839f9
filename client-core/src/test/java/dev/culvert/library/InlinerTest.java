// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static dev.culvert.library.Imports.plan;
import static dev.culvert.library.Imports.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.library.FileFinding.Outcome;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InlinerTest {
  private static final ImportOptions WITH_PASSWORDS = new ImportOptions(false, false, true, false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ca",
        "cert",
        "key",
        "extra-certs",
        "dh",
        "crl-verify",
        "tls-auth",
        "secret",
        "tls-crypt",
        "tls-crypt-v2",
        "http-proxy-user-pass"
      })
  void aFileTakesThePlaceOfItsLine(String directive) throws Exception {
    PlannedImport plan =
        plan("client\n" + directive + " the.file\nverb 3\n", Map.of("the.file", "A\nB\n"));

    assertThat(text(plan.content()))
        .isEqualTo("client\n#%1$s the.file\n<%1$s>\nA\nB\n</%1$s>\nverb 3\n".formatted(directive));
    assertThat(plan.files()).hasToString("[work.ovpn:2: " + directive + ": the.file: 4 bytes]");
    assertThat(plan.refusals()).isEmpty();
  }

  @Test
  void everyOtherByteStays() throws Exception {
    String before = "\u00EF\u00BB\u00BF# Sch\u00F6n\t\r\n\n  ;old\n\tclient  # yes\r\n\r\n";
    String after =
        "\"verb\" '3'\t \n# \u00C3\u00BC\u0001\n<ca>\r\n no\\thing \n  </ca> x\r\n\n#end";
    PlannedImport plan = plan(before + "  key  'k 1' # secret!\r\n" + after, Map.of("k 1", "K"));

    assertThat(text(plan.content()))
        .isEqualTo(before + "#  key  'k 1' # secret!\r\n  <key>\r\nK\n  </key>\r\n" + after);
  }

  @Test
  void aLastLineWithoutAnEndGetsOne() throws Exception {
    PlannedImport plan = plan("client\r\nca a", Map.of("a", "A\n"));

    assertThat(text(plan.content())).isEqualTo("client\r\n#ca a\r\n<ca>\r\nA\n</ca>\r\n");
  }

  @Test
  void aByteOrderMarkStaysFirst() throws Exception {
    PlannedImport plan = plan("\u00EF\u00BB\u00BFca a\nclient\n", Map.of("a", "A\n"));

    assertThat(text(plan.content())).isEqualTo("\u00EF\u00BB\u00BF#ca a\n<ca>\nA\n</ca>\nclient\n");
  }

  @Test
  void aLineThatWouldBeTooLongAsCommentGoes() throws Exception {
    String blanks = " ".repeat(254 - "client\nca a".length() + "client\n".length());
    String line = "ca a" + blanks;
    assertThat(line).hasSize(254);

    assertThat(text(plan("client\n" + line + "\n", Map.of("a", "A\n")).content()))
        .isEqualTo("client\n<ca>\nA\n</ca>\n");
  }

  @Test
  void theDirectionOfAKeyIsKept() throws Exception {
    Map<String, String> files = Map.of("ta.key", "T\n");

    assertThat(text(plan("client\ntls-auth ta.key 1\n", files).content()))
        .isEqualTo("client\n#tls-auth ta.key 1\n<tls-auth>\nT\n</tls-auth>\nkey-direction 1\n");
    assertThat(text(plan("dev tun\nsecret ta.key 0\n", files).content()))
        .isEqualTo("dev tun\n#secret ta.key 0\n<secret>\nT\n</secret>\nkey-direction 0\n");
  }

  @Test
  void binaryPkcs12BecomesBase64() throws Exception {
    StringBuilder binary = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      binary.append((char) (i % 256));
    }
    String text =
        text(plan("client\npkcs12 a.p12\n", Map.of("a.p12", binary.toString())).content());

    List<String> body = new ArrayList<>(text.lines().toList());
    assertThat(body.subList(0, 3)).containsExactly("client", "#pkcs12 a.p12", "<pkcs12>");
    assertThat(body.getLast()).isEqualTo("</pkcs12>");
    List<String> base64 = body.subList(3, body.size() - 1);
    assertThat(base64).allSatisfy(line -> assertThat(line).hasSizeBetween(1, 64));
    assertThat(Base64.getDecoder().decode(String.join("", base64)))
        .isEqualTo(Imports.bytes(binary.toString()).toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ca [inline]",
        "dh none",
        "auth-user-pass",
        "auth-user-pass username-only",
        "askpass",
        "http-proxy h 80",
        "http-proxy h 80 auto",
        "http-proxy h 80 stdin basic",
        "socks-proxy h 1080",
        "peer-fingerprint 00:11",
        "<ca>\nca other\n</ca>"
      })
  void aWordInPlaceOfAFileIsNone(String line) throws Exception {
    PlannedImport plan = plan("client\n" + line + "\n", Map.of());

    assertThat(plan.files()).isEmpty();
    assertThat(text(plan.content())).isEqualTo("client\n" + line + "\n");
  }

  @Test
  void aPasswordIsStoredOnlyWhenAsked() throws Exception {
    String profile = "client\nauth-user-pass up.txt\n";
    Map<String, String> files = Map.of("up.txt", "user\npass\n");

    PlannedImport asked = plan(profile, files, WITH_PASSWORDS);
    PlannedImport not = plan(profile, files);

    assertThat(text(asked.content()))
        .isEqualTo(
            "client\n#auth-user-pass up.txt\n<auth-user-pass>\nuser\npass\n</auth-user-pass>\n");
    assertThat(asked.preview().each(Deed.Kind.HOLDS_PASSWORD)).hasSize(1);
    assertThat(text(not.content())).isEqualTo("client\n#auth-user-pass up.txt\nauth-user-pass\n");
    assertThat(not.preview().each(Deed.Kind.ASKS)).hasSize(1);
    assertThat(not.files(Outcome.DROPPED)).hasSize(1);
  }

  @Test
  void aPasswordThatIsNotStoredNeedNotBeThere() throws Exception {
    assertThat(plan("client\nauth-user-pass up.txt\n", Map.of()).refusals()).isEmpty();
    assertThat(plan("client\nauth-user-pass up.txt\n", Map.of(), WITH_PASSWORDS).refusals())
        .containsExactly(
            "work.ovpn:2: auth-user-pass: up.txt: no such file:"
                + " imported without it with --allow-missing only");
    assertThat(text(plan("client\naskpass p.txt\n", Map.of()).content()))
        .isEqualTo("client\n#askpass p.txt\naskpass\n");
  }

  /** OpenVPN 2.6.14 was seen to send the block's words in all of these. */
  @Test
  void aProxyPasswordKeepsTheOtherWordsOfItsLine() throws Exception {
    assertThat(
            text(
                plan("client\nhttp-proxy h 80 up.txt basic\n", Map.of("up.txt", "u\np")).content()))
        .isEqualTo(
            """
            client
            #http-proxy h 80 up.txt basic
            http-proxy h 80 [inline] basic
            <http-proxy-user-pass>
            u
            p
            </http-proxy-user-pass>
            """);
  }

  @Test
  void whatABlockCannotSayStaysOutside() throws Exception {
    String profile =
        """
        client
        crl-verify crls dir
        tls-crypt-v2 k force-cookie
        capath c
        socks-proxy h 1080 up.txt
        tls-auth k "1 #"
        http-proxy "a b" 80 up.txt
        """;
    PlannedImport plan = plan(profile, Map.of("k", "K\n", "up.txt", "u\np\n"));

    assertThat(text(plan.content())).isEqualTo(profile);
    assertThat(plan.files(Outcome.OUTSIDE)).hasSize(6);
  }

  @Test
  void aMissingFileIsNamedWithItsLine() throws Exception {
    String profile = "client\n\nca keys/ca.crt\n";

    assertThat(plan(profile, Map.of()).refusals())
        .containsExactly(
            "work.ovpn:3: ca: keys/ca.crt: no such file:"
                + " imported without it with --allow-missing only");
    PlannedImport allowed = plan(profile, Map.of(), Imports.ALL);
    assertThat(allowed.refusals()).isEmpty();
    assertThat(allowed.files(Outcome.MISSING)).hasSize(1);
    assertThat(text(allowed.content())).isEqualTo(profile);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys/ca.crt", "/etc/openvpn/ca.crt", "'C:\\Program Files\\x\\ca.crt'"})
  void aFileThatLiesBesideTheProfileIsFound(String name) throws Exception {
    PlannedImport plan = plan("client\nca " + name + "\n", Map.of("ca.crt", "A\n"));

    assertThat(plan.files(Outcome.INLINED)).hasSize(1);
    assertThat(plan.files().getFirst().note()).isEqualTo("2 bytes, found beside the profile");
    assertThat(text(plan.content())).endsWith("<ca>\nA\n</ca>\n");
  }

  @Test
  void aFolderHoldsForEveryFileAndIsNeededNoMore() throws Exception {
    PlannedImport plan =
        plan(
            "ca a\nclient\ncd one\n cd two\ncert b\n",
            Map.of("one/two/a", "A\n", "one/two/b", "B\n"));

    assertThat(text(plan.content()))
        .isEqualTo(
            "#ca a\n<ca>\nA\n</ca>\nclient\n#cd one\n# cd two\n#cert b\n<cert>\nB\n</cert>\n");
  }

  @Test
  void anIncludeIsTakenInWithItsFiles() throws Exception {
    Map<String, String> files =
        Map.of("common.conf", "\u00EF\u00BB\u00BFverb 3\nca a\nup x", "a", "A\n");
    PlannedImport plan = plan("client\nconfig common.conf\nnobind\n", files, Imports.ALL);

    assertThat(text(plan.content()))
        .isEqualTo("client\n#config common.conf\nverb 3\n#ca a\n<ca>\nA\n</ca>\nup x\nnobind\n");
    assertThat(plan.preview().code()).hasToString("[common.conf:3: up x]");
  }

  @Test
  void includesWithinEachOtherEnd() {
    assertThatThrownBy(() -> plan("client\nconfig me\n", Map.of("me", "config me\n")))
        .hasMessage("me:1: config: at most 10 files within each other expected, more found");
  }

  @Test
  void aConnectionBlockHasFilesOfItsOwn() throws Exception {
    PlannedImport plan =
        plan(
            "client\n<connection>\nremote h 1 tcp\n tls-auth ta 1\n</connection>\nverb 1\n",
            Map.of("ta", "T\n"));

    assertThat(text(plan.content()))
        .isEqualTo(
            """
            client
            <connection>
            remote h 1 tcp
            # tls-auth ta 1
             <tls-auth>
            T
             </tls-auth>
             key-direction 1
            </connection>
            verb 1
            """);
    assertThat(plan.files()).hasToString("[work.ovpn:4: tls-auth: ta: 2 bytes]");
    assertThat(plan.preview().remotes()).containsExactly("h:1 tcp");
  }

  @Test
  void anOptionalDirectiveHasAFileToo() throws Exception {
    assertThat(text(plan("client\nsetenv opt tls-crypt k\n", Map.of("k", "K\n")).content()))
        .isEqualTo("client\n#setenv opt tls-crypt k\n<tls-crypt>\nK\n</tls-crypt>\n");
  }

  @Test
  void whatCannotStandInABlockIsNotPutThere() throws Exception {
    assertThat(plan("client\nca a\n", Map.of("a", "x\0y")).refusals())
        .containsExactly(
            "work.ovpn:2: ca: a: it is no text (PEM expected, binary data found):"
                + " imported without it with --allow-missing only");
    assertThat(plan("client\nca a\n", Map.of("a", "x\n </ca>\nup evil\n")).refusals())
        .containsExactly(
            "work.ovpn:2: ca: a: a line in it starts with </ca>, which would end the block:"
                + " imported without it with --allow-missing only");
    assertThat(plan("client\nca a\n", Map.of("a", "")).refusals())
        .containsExactly(
            "work.ovpn:2: ca: a: it is empty: imported without it with --allow-missing only");
  }

  @Test
  void manyLargeFilesAreNotTakenIn() {
    Map<String, String> files = Map.of("a", "A".repeat(6_000_000));

    assertThatThrownBy(() -> plan("client\nca a\ncert a\n", files))
        .hasMessage("work.ovpn:3: cert: at most 10 MB with all files expected, more found");
  }
}
