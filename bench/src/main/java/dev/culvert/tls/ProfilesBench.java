// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** How long one {@code culvert check} takes for a folder of a thousand profiles of 20 KB. */
public final class ProfilesBench {
  private static final int PROFILES = 1000;
  private static final int SIZE = 20 << 10;
  private static final int IDENTITIES = 20;
  private static final int RUNS = 5;
  private static final double AIM_SECONDS = 3;

  private ProfilesBench() {}

  /** Makes the profiles, runs the program on them, and prints how long it took each time. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("profiles");
    try {
      List<String> identities = identities();
      for (int i = 0; i < PROFILES; i++) {
        String text = profile(i, identities.get(i % identities.size()));
        Files.writeString(folder.resolve("profile-" + i + ".ovpn"), text);
      }
      for (List<String> words : List.of(List.of("check"), List.of("check", "--json"))) {
        double best = Double.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
          best = Math.min(best, seconds(words, folder));
        }
        System.out.printf(
            Locale.ROOT,
            "%s: %d profiles of %d KB in %.2f s (best of %d, start of Java included; aim %.1f s)%n",
            String.join(" ", words),
            PROFILES,
            SIZE >> 10,
            best,
            RUNS,
            AIM_SECONDS);
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static double seconds(List<String> words, Path folder)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the script culvert starts it.
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx96m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.culvert.cli.Main"));
    command.addAll(words);
    command.add(folder.toString());
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("check ended with " + process.exitValue());
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Blocks {@code ca}, {@code cert} and {@code key}, half of them RSA, half EC. */
  private static List<String> identities() throws Exception {
    SecureRandom random = new SecureRandom();
    Validity validity = Validity.around(Instant.now(), Duration.ofDays(365));
    List<String> found = new ArrayList<>();
    for (int i = 0; i < IDENTITIES; i++) {
      KeyType type = i % 2 == 0 ? KeyType.RSA_2048 : KeyType.EC_P256;
      ThrowawayCa ca = ThrowawayCa.root("CA " + i, type, validity, random);
      KeyPair keys = type.generate(random);
      X500Name name = ThrowawayCa.name("client " + i);
      X509Certificate leaf =
          new CertificateDraft(name, name, keys.getPublic(), validity, random)
              .leaf(KeyPurposeId.id_kp_clientAuth)
              .sign(type, keys.getPrivate(), random);
      found.add(
          block("ca", "CERTIFICATE", ca.certificate().getEncoded())
              + block("cert", "CERTIFICATE", leaf.getEncoded())
              + block("key", "PRIVATE KEY", keys.getPrivate().getEncoded()));
    }
    return found;
  }

  private static String block(String name, String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "<%s>\n-----BEGIN %s-----\n%s\n-----END %s-----\n</%s>\n"
        .formatted(name, label, base64, label, name);
  }

  /** Filled up to its size with remotes, routes and remarks, as providers write them. */
  private static String profile(int number, String identity) {
    StringBuilder text = new StringBuilder("client\ndev tun\nremote-cert-tls server\n");
    text.append("auth SHA256\ncipher AES-256-GCM\nresolv-retry infinite\nnobind\npersist-tun\n");
    text.append(identity);
    for (int line = 0; text.length() < SIZE; line++) {
      if (line % 4 == 0 && line < 200) {
        text.append("remote host-%d-%d.example.net 1194 udp\n".formatted(number, line));
      } else if (line % 4 == 1) {
        text.append("route 10.%d.%d.0 255.255.255.0\n".formatted(line / 200 % 200, line % 200));
      } else {
        text.append("# a remark of the provider about line %d\n".formatted(line));
      }
    }
    return text.toString();
  }
}
