// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Subjects as OpenVPN writes and compares them: {@code C=XX, O=Lab, CN=server}, in the
 * certificate's order (openvpn-protocol 3.2).
 */
final class SubjectText {
  private static final Map<ASN1ObjectIdentifier, String> SHORT_NAMES =
      Map.ofEntries(
          Map.entry(BCStyle.C, "C"),
          Map.entry(BCStyle.ST, "ST"),
          Map.entry(BCStyle.L, "L"),
          Map.entry(BCStyle.O, "O"),
          Map.entry(BCStyle.OU, "OU"),
          Map.entry(BCStyle.CN, "CN"),
          Map.entry(BCStyle.SURNAME, "SN"),
          Map.entry(BCStyle.GIVENNAME, "GN"),
          Map.entry(BCStyle.INITIALS, "initials"),
          Map.entry(BCStyle.T, "title"),
          Map.entry(BCStyle.NAME, "name"),
          Map.entry(BCStyle.SERIALNUMBER, "serialNumber"),
          Map.entry(BCStyle.STREET, "street"),
          Map.entry(BCStyle.DC, "DC"),
          Map.entry(BCStyle.UID, "UID"),
          Map.entry(BCStyle.DN_QUALIFIER, "dnQualifier"),
          Map.entry(BCStyle.EmailAddress, "emailAddress"));

  private SubjectText() {}

  /** The whole subject, harmless characters only. */
  static String of(X509Certificate certificate) {
    return text(name(certificate));
  }

  /** Who signed it, in the same form. */
  static String ofIssuer(X509Certificate certificate) {
    return text(X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()));
  }

  private static String text(X500Name name) {
    List<String> parts = new ArrayList<>();
    for (RDN rdn : name.getRDNs()) {
      List<String> values = new ArrayList<>();
      for (AttributeTypeAndValue value : rdn.getTypesAndValues()) {
        String type = SHORT_NAMES.getOrDefault(value.getType(), value.getType().getId());
        values.add(type + "=" + text(value.getValue()));
      }
      parts.add(String.join(" + ", values));
    }
    String subject = withoutControls(String.join(", ", parts));
    return subject.startsWith("-") ? "_" + subject.substring(1) : subject;
  }

  /** The last common name of the subject, which is the most specific one. */
  static Optional<String> commonName(X509Certificate certificate) {
    RDN[] names = name(certificate).getRDNs(BCStyle.CN);
    for (AttributeTypeAndValue value :
        names.length == 0
            ? new AttributeTypeAndValue[0]
            : names[names.length - 1].getTypesAndValues()) {
      if (value.getType().equals(BCStyle.CN)) {
        return Optional.of(withoutControls(text(value.getValue())));
      }
    }
    return Optional.empty();
  }

  private static X500Name name(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static String text(ASN1Encodable value) {
    return value instanceof ASN1String string ? string.getString() : value.toString();
  }

  private static String withoutControls(String text) {
    return text.replaceAll("\\p{Cntrl}", "_");
  }
}
