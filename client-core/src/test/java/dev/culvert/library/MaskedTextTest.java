// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "key",
        "tls-auth",
        "tls-crypt",
        "tls-crypt-v2",
        "secret",
        "pkcs12",
        "auth-user-pass",
        "http-proxy-user-pass",
        "auth-gen-token-secret",
        "some-later-key"
      })
  void aBlockThatMayHoldASecretIsHidden(String name) throws Exception {
    assertThat(masked("client\n<%1$s>\nhunter2\nhunter3\n</%1$s>\n".formatted(name)))
        .isEqualTo("client\n<%1$s>\n[2 lines hidden]\n</%1$s>".formatted(name));
  }

  @Test
  void certificatesAreShownButForAKeyAmongThem() throws Exception {
    assertThat(masked("<ca>\nA\n</ca>\n<cert>\nB\n-----BEGIN RSA PRIVATE KEY-----\nC\n</cert>\n"))
        .isEqualTo("<ca>\nA\n</ca>\n<cert>\n[3 lines hidden]\n</cert>");
  }

  @Test
  void aConnectionBlockIsLookedInto() throws Exception {
    assertThat(masked("<connection>\nremote a\n<tls-auth>\nx\n</tls-auth>\n</connection>\n"))
        .isEqualTo(
            "<connection>\nremote a\n<tls-auth>\n[1 line hidden]\n</tls-auth>\n</connection>");
  }

  @Test
  void aKeyInCommentsIsHidden() throws Exception {
    String row = "0123456789abcdef0123456789abcdef";
    assertThat(masked("# old:\n#" + row + "\n# " + row + row + "\nclient\n;" + row + "\n#end\n"))
        .isEqualTo("# old:\n[2 lines hidden]\nclient\n[1 line hidden]\n#end");
    assertThat(masked("#-----BEGIN OpenVPN Static key V1-----\n")).isEqualTo("[1 line hidden]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth-token hunter2",
        "setenv MY_PASSWORD hunter2",
        "setenv-safe token hunter2",
        "http-proxy-option CUSTOM-HEADER Authorization hunter2"
      })
  void aWordThatIsASecretIsHidden(String line) throws Exception {
    assertThat(masked(line + "\n")).isEqualTo(line.replace("hunter2", "[hidden]"));
  }

  @Test
  void otherWordsAreShownAsTheyAre() throws Exception {
    String text = "client # yes\n\tsetenv  UV_X  1\nhttp-proxy-option AGENT x\n\nverb 3";

    assertThat(masked(text)).isEqualTo(text);
  }

  @Test
  void whatATerminalObeysIsNot() throws Exception {
    String text = "client # \u001B[2J\u0007 caf\u00C3\u00A9 \u00E2\u0080\u00AE \u00FF\r\n";

    assertThat(masked(text)).isEqualTo("client # ?[2J? caf\u00E9 ? ?");
    assertThat(MaskedText.whole(Imports.bytes(text)))
        .containsExactly("client # ?[2J? caf\u00E9 ? ?");
  }

  /** The lexer of OpenVPN sees an end tag after each 255 bytes of a long row. */
  @Test
  void theEndOfALongKeyIsNotShownWithItsTag() throws Exception {
    String key = "k".repeat(255);

    assertThat(masked("<key>\n" + key + "</key>hunter2\nclient\n"))
        .doesNotContain("kk")
        .doesNotContain("hunter2")
        .endsWith("client");
  }

  private static String masked(String text) throws Exception {
    return String.join("\n", MaskedText.masked("x", Imports.bytes(text)));
  }
}
