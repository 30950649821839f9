// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.DirectiveRow;
import dev.culvert.directive.FileResolver;
import dev.culvert.directive.Line;
import dev.culvert.directive.ProfileText;
import dev.culvert.directive.Release;
import dev.culvert.directive.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The rules for values that the table has no word for. */
final class ValueRules {
  private static final Set<String> SCRIPTS =
      Set.of(
          "up",
          "down",
          "route-up",
          "route-pre-down",
          "ipchange",
          "tls-verify",
          "client-connect",
          "client-disconnect",
          "client-crresponse",
          "learn-address",
          "dns-updown");

  private static final List<String> PROTOS =
      List.of(
          "udp",
          "tcp-server",
          "tcp-client",
          "tcp",
          "udp4",
          "tcp4-server",
          "tcp4-client",
          "tcp4",
          "udp6",
          "tcp6-server",
          "tcp6-client",
          "tcp6");

  private static final List<String> REDIRECT_FLAGS =
      List.of(
          "local",
          "autolocal",
          "def1",
          "bypass-dhcp",
          "bypass-dns",
          "block-local",
          "ipv6",
          "!ipv4");

  private static final Set<String> VALUES_IN_BLOCKS =
      Set.of("compat-mode", "route-ipv6-gateway", "verify-hash");
  private static final int MOST_CLIENTS = 16_777_215;
  private static final List<String> X509_FIELDS =
      List.of("ext:subjectAltName", "ext:issuerAltName");

  private final Statement statement;
  private final Release release;
  private final FileResolver files;

  private ValueRules(Statement statement, Release release, FileResolver files) {
    this.statement = statement;
    this.release = release;
    this.files = files;
  }

  /** What is wrong with the arguments. */
  static Optional<String> problem(
      Statement statement, DirectiveRow row, Release release, FileResolver files) {
    ValueRules rules = new ValueRules(statement, release, files);
    if (statement.line().inline() != null) {
      return rules.inline(row, statement.line().inline());
    }
    return SCRIPTS.contains(row.name()) ? rules.script() : rules.of(row.name());
  }

  /** Of few directives is a block's content the value itself. */
  private Optional<String> inline(DirectiveRow row, String content) {
    if (row.name().equals("peer-fingerprint")) {
      return fingerprints();
    }
    if (!VALUES_IN_BLOCKS.contains(row.name())) {
      return Optional.empty();
    }
    Line line = new Line(statement.source(), List.of(row.name(), content), null);
    Statement plain = new Statement(line, statement.directory(), false, statement.connection());
    return new ValueRules(plain, release, files).of(row.name());
  }

  private Optional<String> of(String name) {
    return switch (name) {
      case "proto" -> word(0, PROTOS);
      case "remote" -> word(2, PROTOS);
      case "tls-auth", "secret" -> word(1, List.of("0", "1"));
      case "tls-crypt-v2" -> word(1, List.of("force-cookie", "allow-noncookie"));
      case "verify-x509-name" -> word(1, List.of("subject", "name", "name-prefix"));
      case "mssfix" -> mssfix();
      case "resolv-retry" -> newer(arg(0).equals("infinite") || isCount(arg(0)));
      case "reneg-bytes", "reneg-pkts" -> newer(arg(0).matches("\\+?[0-9]{1,18}"));
      case "dhcp-option" -> dhcpOption();
      case "fragment" -> word(1, List.of("mtu"));
      case "multihome" -> word(0, List.of("same-interface"));
      case "tls-version-min" ->
          arg(1).equals("or-highest")
              ? Optional.empty()
              : word(0, List.of("1.0", "1.1", "1.2", "1.3"));
      case "tls-version-max" -> word(0, List.of("1.0", "1.1", "1.2", "1.3"));
      case "socket-flags" -> words(List.of("TCP_NODELAY"));
      case "redirect-gateway", "redirect-private" -> words(REDIRECT_FLAGS);
      case "management-external-key" -> words(List.of("nopadding", "pkcs1", "pss", "digest"));
      case "key-derivation" -> word(0, List.of("tls-ekm"));
      case "protocol-flags" ->
          words(
              release == Release.V2_6
                  ? List.of("cc-exit", "tls-ekm", "dyn-tls-crypt")
                  : List.of("cc-exit", "tls-ekm", "dyn-tls-crypt", "aead-epoch"));
      case "peer-fingerprint" -> fingerprint(arg(0), 32);
      case "verify-hash" -> verifyHash();
      case "compat-mode" -> matches(0, "\\d+\\.\\d+\\.\\d+.*", "a version such as 2.4.0");
      case "setenv" -> setenv();
      case "static-challenge" -> challenge();
      case "http-proxy" -> present(1, "a port");
      case "http-proxy-option" -> proxyOption();
      case "keying-material-exporter" -> exporter();
      case "replay-window" -> replayWindow();
      case "max-clients" ->
          Numbers.lenient(arg(0)) < 0 || Numbers.lenient(arg(0)) >= MOST_CLIENTS
              ? wrong(arg(0), "less than " + MOST_CLIENTS)
              : Optional.empty();
      case "connect-freq-initial" ->
          statement.line().args().stream()
                  .allMatch(word -> Numbers.isInteger(word) && Numbers.lenient(word) >= 0)
              ? Optional.empty()
              : wrong(arg(0), "a number of 0 or more");
      case "x509-username-field" -> words(X509_FIELDS, word -> word.startsWith("ext:"));
      case "server" -> word(2, List.of("nopool"));
      case "auth-user-pass-verify" -> authScript();
      default -> AddressRules.problem(name, statement);
    };
  }

  private String arg(int index) {
    return statement.arg(index, "");
  }

  private Optional<String> word(int index, List<String> words) {
    return statement.count() <= index || words.contains(arg(index))
        ? Optional.empty()
        : wrong(arg(index), "one of " + String.join(", ", words));
  }

  private Optional<String> words(List<String> words) {
    return words(words, word -> true);
  }

  /** Each word that it concerns must be one of those. */
  private Optional<String> words(List<String> words, Predicate<String> concerned) {
    for (int i = 0; i < statement.count(); i++) {
      if (concerned.test(arg(i)) && !words.contains(arg(i))) {
        return word(i, words);
      }
    }
    return Optional.empty();
  }

  private Optional<String> matches(int index, String pattern, String expected) {
    return arg(index).matches(pattern) ? Optional.empty() : wrong(arg(index), expected);
  }

  private Optional<String> present(int index, String what) {
    return statement.count() > index
        ? Optional.empty()
        : Optional.of(what + " expected, none found");
  }

  static Optional<String> wrong(String found, String expected) {
    return Optional.of("word " + ProfileText.quote(found) + " is not " + expected);
  }

  private Optional<String> mssfix() {
    if (statement.count() == 0) {
      return Optional.empty();
    }
    int size = Numbers.lenient(arg(0));
    if (release == Release.V2_7
        && (!Numbers.isInteger(arg(0)) || size < 0 || size > 65535 || (size > 0 && size < 154))) {
      return wrong(arg(0), "0 or in 154..65535");
    }
    return word(1, List.of("mtu", "fixed"));
  }

  private Optional<String> fingerprints() {
    String content = String.valueOf(statement.line().inline());
    for (String line : content.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
        Optional<String> problem = fingerprint(line, 32);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  /** What only 2.7 looks at. */
  private Optional<String> newer(boolean fits) {
    return fits || release == Release.V2_6
        ? Optional.empty()
        : wrong(arg(0), "a number of 0 or more");
  }

  private static boolean isCount(String word) {
    return Numbers.isInteger(word) && Numbers.lenient(word) >= 0;
  }

  /** 2.7 reads the addresses of name servers on every system, and nothing else of them. */
  private Optional<String> dhcpOption() {
    boolean server = List.of("DNS", "DNS6").contains(arg(0)) && statement.count() == 2;
    return server
            && release == Release.V2_7
            && !AddressRules.isV4(arg(1))
            && !AddressRules.isV6(arg(1))
        ? wrong(arg(1), "an IP address")
        : AddressRules.problem("dhcp-option", statement);
  }

  private static Optional<String> fingerprint(String word, int bytes) {
    return word.matches("[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2}){" + (bytes - 1) + "}")
        ? Optional.empty()
        : wrong(word, bytes + " bytes of hex with colons between them");
  }

  private Optional<String> verifyHash() {
    String digest = statement.arg(1, "SHA1");
    if (!List.of("SHA1", "SHA256").contains(digest)) {
      return wrong(digest, "one of SHA1, SHA256");
    }
    return fingerprint(arg(0), digest.equals("SHA1") ? 20 : 32);
  }

  private Optional<String> setenv() {
    if (arg(0).equals("GENERIC_CONFIG")) {
      return Optional.of("the profile is for a generator, not for a connection");
    }
    // One that is not even valid ends OpenVPN by an assertion.
    return arg(0).equals("opt") || arg(0).length() > 1
        ? Optional.empty()
        : wrong(arg(0), "a name of two characters or more");
  }

  private Optional<String> challenge() {
    if (release == Release.V2_7 && !Numbers.isInteger(arg(1))) {
      return wrong(arg(1), "a number");
    }
    return word(2, List.of("scrv1", "concat"));
  }

  private Optional<String> proxyOption() {
    boolean fits =
        switch (arg(0)) {
          case "VERSION", "AGENT" -> statement.count() == 2;
          case "EXT1", "EXT2", "CUSTOM-HEADER" -> statement.count() >= 2;
          default -> false;
        };
    return fits
        ? Optional.empty()
        : wrong(arg(0), "VERSION, AGENT or CUSTOM-HEADER with its values");
  }

  private Optional<String> exporter() {
    if (!arg(0).startsWith("EXPORTER") || arg(0).equals("EXPORTER-OpenVPN-datakeys")) {
      return wrong(arg(0), "a label that begins with EXPORTER");
    }
    int length = Numbers.lenient(arg(1));
    return length >= 16 && length <= 4095 ? Optional.empty() : wrong(arg(1), "in 16..4095");
  }

  private Optional<String> replayWindow() {
    if (statement.count() == 0) {
      return present(0, "a size");
    }
    int size = Numbers.lenient(arg(0));
    int seconds = Numbers.lenient(statement.arg(1, "15"));
    if (size < 0 || size > 65536) {
      return wrong(arg(0), "in 0..65536");
    }
    return seconds >= 0 && seconds <= 600 ? Optional.empty() : wrong(arg(1), "in 0..600");
  }

  private Optional<String> authScript() {
    if (statement.count() != 2) {
      return Optional.of("via-env or via-file expected as second argument");
    }
    return word(1, List.of("via-env", "via-file")).or(this::executable);
  }

  /** The command is one word, with its own arguments in it, and must be there. */
  private Optional<String> script() {
    if (statement.count() > 1) {
      return Optional.of("one argument expected, with the command's own within quotes");
    }
    return executable();
  }

  private Optional<String> executable() {
    String command = arg(0).strip();
    int blank = command.indexOf(' ');
    String program = blank < 0 ? command : command.substring(0, blank);
    if (statement.name().equals("dns-updown") && List.of("disable", "force").contains(program)) {
      return Optional.empty();
    }
    return files
        .refusal(statement.directory(), program, FileResolver.Use.EXECUTE)
        .map(why -> "program " + ProfileText.quote(program) + " cannot be run: " + why);
  }
}
