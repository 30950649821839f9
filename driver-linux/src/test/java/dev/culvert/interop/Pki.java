// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Throw-away keys and certificates, made once per JVM by the openssl program in a temporary folder
 * that the JVM removes when it ends.
 */
final class Pki {
  /** The kind of public key in a certificate. */
  enum Kind {
    EC("ec -pkeyopt ec_paramgen_curve:prime256v1"),
    RSA("rsa:2048");

    private final String newKey;

    Kind(String newKey) {
      this.newKey = newKey;
    }
  }

  /** A certificate and its key, both PEM files. */
  record Identity(Path certificate, Path key) {
    /** SHA-256 of the certificate as peer-fingerprint writes it: AB:CD:... */
    String fingerprint() {
      String line =
          Command.run(
              "openssl",
              "x509",
              "-in",
              certificate.toString(),
              "-noout",
              "-sha256",
              "-fingerprint");
      return line.strip().substring(line.indexOf('=') + 1);
    }
  }

  private static final class Holder {
    static final Pki PKI = new Pki();
  }

  private final Path folder;
  private final Identity authority;

  private Pki() {
    folder = temporaryFolder();
    authority =
        selfSigned("ca", "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign");
  }

  static Pki pki() {
    return Holder.PKI;
  }

  Path ca() {
    return authority.certificate();
  }

  Identity server(Kind kind) {
    return issued(kind, "server");
  }

  Identity client(Kind kind) {
    return issued(kind, "client");
  }

  /** A self-signed EC certificate for one end of a point-to-point link. */
  Identity peer(String name) {
    return once(
        name,
        identity ->
            selfSigned(
                name, "basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature"));
  }

  /** A tls-crypt key file; another {@code name} is another key. */
  Path tlsCrypt(String name) {
    Path file = folder.resolve(name + ".tls-crypt");
    if (!Files.exists(file)) {
      Command.run("openvpn", "--genkey", "tls-crypt", file.toString());
    }
    return file;
  }

  /** A static key file for tls-auth; another {@code name} is another key. */
  Path tlsAuth(String name) {
    return keyFile(name + ".tls-auth", "--genkey", "secret");
  }

  /** A tls-crypt-v2 server's key file. */
  Path tlsCryptV2Server(String name) {
    return keyFile(name + ".v2-server", "--genkey", "tls-crypt-v2-server");
  }

  /** A client's key file that the server's of the same name has wrapped. */
  Path tlsCryptV2Client(String name) {
    return keyFile(
        name + ".v2-client",
        "--tls-crypt-v2",
        tlsCryptV2Server(name).toString(),
        "--genkey",
        "tls-crypt-v2-client");
  }

  private Path keyFile(String name, String... how) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      List<String> words = new ArrayList<>(List.of("openvpn"));
      words.addAll(List.of(how));
      words.add(file.toString());
      Command.run(words.toArray(String[]::new));
    }
    return file;
  }

  /** A client certificate of the same authority that ended in 2021. */
  Identity expiredClient() {
    return once("expired", this::issueExpired);
  }

  private Identity issued(Kind kind, String role) {
    String name = role + "-" + kind.name().toLowerCase(Locale.ROOT);
    return once(
        name,
        identity ->
            request(
                kind,
                identity,
                role,
                List.of(
                    "-x509",
                    "-days",
                    "30",
                    "-CA",
                    ca().toString(),
                    "-CAkey",
                    authority.key().toString()),
                "basicConstraints=critical,CA:FALSE",
                "keyUsage=critical,digitalSignature",
                "extendedKeyUsage=" + role + "Auth"));
  }

  private Identity selfSigned(String name, String... extensions) {
    Identity identity = identity(name);
    request(Kind.EC, identity, "Culvert test " + name, List.of("-x509", "-days", "30"), extensions);
    return identity;
  }

  private static void request(
      Kind kind, Identity identity, String commonName, List<String> how, String... extensions) {
    List<String> words = new ArrayList<>(List.of("openssl", "req", "-nodes", "-newkey"));
    words.addAll(List.of(kind.newKey.split(" ", -1)));
    words.addAll(how);
    words.addAll(List.of("-subj", "/CN=" + commonName));
    words.addAll(List.of("-keyout", identity.key().toString()));
    words.addAll(List.of("-out", identity.certificate().toString()));
    Arrays.stream(extensions).forEach(extension -> words.addAll(List.of("-addext", extension)));
    Command.run(words.toArray(String[]::new));
  }

  private void issueExpired(Identity identity) {
    Identity request = new Identity(folder.resolve("expired.csr"), identity.key());
    request(Kind.EC, request, "expired", List.of());
    Path config = folder.resolve("expired.cnf");
    write(folder.resolve("expired.index"), "");
    write(
        config,
        """
        [ca]
        default_ca = test
        [test]
        database = %s/expired.index
        new_certs_dir = %s
        default_md = sha256
        policy = any
        rand_serial = yes
        x509_extensions = client
        [any]
        commonName = supplied
        [client]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = clientAuth
        """
            .formatted(folder, folder));
    Command.run(
        ("openssl ca -batch -notext -config %s -startdate 20200101000000Z -enddate 20210101000000Z"
                + " -cert %s -keyfile %s -in %s -out %s")
            .formatted(config, ca(), authority.key(), request.certificate(), identity.certificate())
            .split(" ", -1));
  }

  private Identity once(String name, Consumer<Identity> make) {
    Identity identity = identity(name);
    if (!Files.exists(identity.certificate())) {
      make.accept(identity);
    }
    return identity;
  }

  private Identity identity(String name) {
    return new Identity(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("culvert-pki");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Rig.removeTree(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
