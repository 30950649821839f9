// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Statement;
import dev.culvert.profile.ProfileWriter.Secrets;
import java.util.List;
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
    proxies(-1);
    List<Integer> blocks =
        profile.statements().stream()
            .filter(statement -> statement.inConnection() && PROXY.contains(statement.name()))
            .map(Statement::connection)
            .toList();
    for (int i = 0; i < link.remotes().size(); i++) {
      remote(link, link.remotes().get(i), i, !blocks.isEmpty());
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

  private void remote(LinkOptions link, Remote remote, int index, boolean block) {
    String port = Integer.toString(remote.port());
    String word = TransportWord.write(remote.transport(), remote.family());
    if (block) {
      out.start("connection");
      out.line("remote", remote.host(), port, word);
      proxies(index);
      out.end("connection");
    } else if (word.equals(TransportWord.write(link.transport(), link.family()))) {
      out.line("remote", remote.host(), port);
    } else {
      out.line("remote", remote.host(), port, word);
    }
  }

  private void proxies(int connection) {
    for (Statement statement : profile.statements()) {
      if (statement.connection() == connection && PROXY.contains(statement.name())) {
        String inline = statement.line().inline();
        if (inline == null) {
          out.line(statement.name(), words(statement));
        } else {
          out.block(statement.name(), secrets == Secrets.MASKED ? ProfileWriter.MASK : inline);
        }
      }
    }
  }

  /** The arguments, with a file as it is seen from the working directory. */
  private static String[] words(Statement statement) {
    String[] words = statement.line().args().toArray(String[]::new);
    boolean file = statement.name().equals("socks-proxy") || statement.name().equals("http-proxy");
    int at = statement.name().equals("http-proxy-user-pass") ? 0 : 2;
    boolean named = at == 0 || (file && words.length > at && !words[at].startsWith("auto"));
    if (named && !statement.directory().isEmpty() && !words[at].startsWith("/")) {
      words[at] = statement.directory() + "/" + words[at];
    }
    return words;
  }
}
