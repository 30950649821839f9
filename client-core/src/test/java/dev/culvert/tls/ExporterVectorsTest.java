// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.ByteWriter;
import dev.culvert.testing.Vector;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exporter as real peers use it: recomputed from their secrets by RFC 8446 (7.5) and RFC 5705,
 * without a context. That our engine's labels and lengths are these is what {@link TlsEngineTest}
 * and the tests against OpenVPN show.
 */
class ExporterVectorsTest {
  static List<Vector> cases() {
    return Vector.file("key-derivation-tls-ekm").objects("cases");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void exportsAreWhatThePeersComputed(Vector export) throws GeneralSecurityException {
    int length = (int) export.number("length");
    byte[] computed =
        export.text("tls").equals("1.3")
            ? tls13(export.bytes("exporter_master_secret"), export.text("label"), length)
            : tls12(
                export.bytes("master_secret"),
                export.text("label"),
                new ByteWriter()
                    .bytes(export.bytes("client_random"))
                    .bytes(export.bytes("server_random"))
                    .toArray(),
                length);

    assertThat(computed).isEqualTo(export.bytes("output"));
  }

  private static byte[] tls13(byte[] secret, String label, int length)
      throws GeneralSecurityException {
    MessageDigest sha = MessageDigest.getInstance("SHA-384");
    byte[] emptyHash = sha.digest();
    byte[] derived = expandLabel(secret, label, emptyHash, sha.getDigestLength());
    return expandLabel(derived, "exporter", emptyHash, length);
  }

  private static byte[] expandLabel(byte[] secret, String label, byte[] context, int length)
      throws GeneralSecurityException {
    byte[] name = ("tls13 " + label).getBytes(US_ASCII);
    byte[] info =
        new ByteWriter()
            .u16(length)
            .u8(name.length)
            .bytes(name)
            .u8(context.length)
            .bytes(context)
            .toArray();
    Mac mac = mac(secret);
    ByteWriter out = new ByteWriter();
    byte[] block = new byte[0];
    for (int i = 1; out.length() < length; i++) {
      mac.update(block);
      mac.update(info);
      block = mac.doFinal(new byte[] {(byte) i});
      out.bytes(block);
    }
    return Arrays.copyOf(out.toArray(), length);
  }

  private static byte[] tls12(byte[] secret, String label, byte[] randoms, int length)
      throws GeneralSecurityException {
    byte[] seed = new ByteWriter().bytes(label.getBytes(US_ASCII)).bytes(randoms).toArray();
    Mac mac = mac(secret);
    ByteWriter out = new ByteWriter();
    byte[] a = seed;
    while (out.length() < length) {
      a = mac.doFinal(a);
      mac.update(a);
      out.bytes(mac.doFinal(seed));
    }
    return Arrays.copyOf(out.toArray(), length);
  }

  private static Mac mac(byte[] secret) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA384");
    mac.init(new SecretKeySpec(secret, "HmacSHA384"));
    return mac;
  }
}
