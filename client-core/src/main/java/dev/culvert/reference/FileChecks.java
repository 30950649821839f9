// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.FileResolver;
import dev.culvert.directive.FileResolver.Use;
import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.ProfileText;
import dev.culvert.directive.Statement;
import java.util.List;
import java.util.Optional;

/** Whether the files a profile names are there; the last line of a name counts. */
final class FileChecks {
  /** In the order in which they are checked. */
  private static final List<String> READ = List.of("ca", "cert", "key", "pkcs12", "crl-verify");

  private static final List<String> WRAPS = List.of("tls-auth", "tls-crypt", "tls-crypt-v2");
  private static final String STDIN = "stdin";

  private final Options options;
  private final FileResolver files;
  private final Check check;

  FileChecks(Options options, FileResolver files, Check check) {
    this.options = options;
    this.files = files;
    this.check = check;
  }

  /** Plug-ins are loaded before anything else of a profile is looked at. */
  void plugins() {
    for (Statement line : options.each("plugin")) {
      if (line.arg(0, "").matches("[/.].*")) {
        file(line, 0, Use.READ);
      }
    }
  }

  void check() {
    if (options.isTlsServer() && !options.value("dh").equals("none")) {
      file("dh", Use.READ);
    }
    READ.forEach(
        name -> file(name, name.equals("crl-verify") && isFolder() ? Use.FOLDER : Use.READ));
    file("capath", Use.FOLDER);
    for (Connection connection : options.connections()) {
      for (String wrap : WRAPS) {
        connection.last(wrap).ifPresent(line -> file(line, 0, Use.READ));
      }
    }
    file("secret", Use.READ);
    file("askpass", Use.READ);
    options
        .last("management")
        .filter(line -> line.count() > 2)
        .ifPresent(line -> file(line, 2, Use.READ));
    file("auth-user-pass", Use.READ);
    file("chroot", Use.FOLDER);
    file("replay-persist", Use.WRITE);
    file("writepid", Use.WRITE);
    file("status", Use.WRITE);
    file("tls-export-cert", Use.WRITABLE_FOLDER);
    file("client-config-dir", Use.FOLDER);
    file("tmp-dir", Use.WRITABLE_FOLDER);
  }

  private boolean isFolder() {
    return options.last("crl-verify").map(line -> line.arg(1, "").equals("dir")).orElse(false);
  }

  private void file(String name, Use use) {
    options.last(name).filter(line -> line.count() > 0).ifPresent(line -> file(line, 0, use));
  }

  private void file(Statement line, int index, Use use) {
    if (line.line().inline() != null) {
      return;
    }
    String file = line.arg(index, "");
    boolean asked = file.equals(STDIN);
    Optional<String> refusal =
        asked ? Optional.empty() : files.refusal(options.directory(), file, use);
    check.error(
        refusal.isPresent(),
        line.source(),
        line.name(),
        Code.FILE,
        "file " + ProfileText.quote(file) + " cannot be used: " + refusal.orElse(""));
  }
}
