// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.DirectiveTable;
import dev.culvert.directive.Statement;
import dev.culvert.profile.ProfileWriter.Secrets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a profile leads as its lines. Proxies are written as they stood: a SOCKS login can only be
 * a file, so it stays one.
 */
final class LinkLines {
  private static final Set<String> PROXY =
      Set.of("http-proxy", "http-proxy-option", "http-proxy-user-pass", "socks-proxy");

  private final Profile profile;
  private final Secrets secrets;
  private final ProfileLines out;

  LinkLines(Profile profile, Secrets secrets, ProfileLines out) {
    this.profile = profile;
    this.secrets = secrets;
    this.out = out;
  }

  void write() {
    LinkOptions link = profile.link();
    out.line("proto", TransportWord.write(link.transport(), link.family()));
    if (hasBlocks() && profile.statements().stream().anyMatch(this::isProxy)) {
      inOrder(link);
    } else {
      profile.statements().stream().filter(this::isProxy).forEach(this::proxy);
      link.remotes().forEach(remote -> remote(link, remote));
    }
    out.flag("remote-random", link.remoteRandom());
    link.local().ifPresent(local -> out.line("local", local));
    if (link.localPort().isPresent()) {
      out.line("lport", Integer.toString(link.localPort().getAsInt()));
    } else {
      out.line("nobind");
    }
    if (link.ipv6Only()) {
      out.line("bind", "ipv6only");
    }
    out.flag("float", link.allowFloat());
  }

  private boolean hasBlocks() {
    return profile.statements().stream().anyMatch(Statement::inConnection);
  }

  private boolean isProxy(Statement statement) {
    return PROXY.contains(statement.name());
  }

  /** What stands above a block counts in it, what stands below does not: the order stays. */
  private void inOrder(LinkOptions link) {
    int written = 0;
    int last = -1;
    for (Statement statement : profile.statements()) {
      if (!statement.inConnection()) {
        if (isProxy(statement)) {
          proxy(statement);
        }
      } else if (statement.connection() != last) {
        last = statement.connection();
        List<Statement> own = block(last);
        if (own.stream().anyMatch(line -> line.name().equals("remote"))) {
          block(link.remotes().get(written++), own);
        }
      }
    }
  }

  private List<Statement> block(int number) {
    return profile.statements().stream().filter(s -> s.connection() == number).toList();
  }

  private void block(Remote remote, List<Statement> own) {
    out.start("connection");
    out.line(
        "remote",
        remote.host(),
        Integer.toString(remote.port()),
        TransportWord.write(remote.transport(), remote.family()));
    own.stream().filter(this::isProxy).forEach(this::proxy);
    out.end("connection");
  }

  private void remote(LinkOptions link, Remote remote) {
    String port = Integer.toString(remote.port());
    String word = TransportWord.write(remote.transport(), remote.family());
    if (word.equals(TransportWord.write(link.transport(), link.family()))) {
      out.line("remote", remote.host(), port);
    } else {
      out.line("remote", remote.host(), port, word);
    }
  }

  private void proxy(Statement statement) {
    String inline = statement.line().inline();
    if (inline == null) {
      out.line(statement.name(), words(statement));
    } else {
      out.block(statement.name(), secrets == Secrets.MASKED ? ProfileWriter.MASK : inline);
    }
  }

  /** The arguments, with a file as it is seen from the working directory. */
  private static String[] words(Statement statement) {
    String[] words = statement.line().args().toArray(String[]::new);
    boolean isFile = statement.name().equals("http-proxy-user-pass");
    int at = isFile ? 0 : ProxyReader.AUTHFILE;
    boolean named = isFile || authfile(statement).isPresent();
    if (named && !statement.directory().isEmpty() && !words[at].startsWith("/")) {
      words[at] = statement.directory() + "/" + words[at];
    }
    return words;
  }

  private static Optional<String> authfile(Statement statement) {
    return DirectiveTable.named(statement.name())
        .flatMap(Directive::of)
        .flatMap(directive -> ProxyReader.authfile(directive, statement.line().args()));
  }
}
