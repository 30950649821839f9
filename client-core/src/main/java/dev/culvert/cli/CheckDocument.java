// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.driver.KernelDriver;
import dev.culvert.profile.ProfileVerdict.NamedRemote;
import dev.culvert.profile.Refusal;
import dev.culvert.readiness.Candidate;
import dev.culvert.readiness.CertificateReport;
import dev.culvert.readiness.Obstacle;
import dev.culvert.readiness.Offload;
import dev.culvert.readiness.ProfileReport;
import dev.culvert.readiness.Remark;
import dev.culvert.tls.CertificateFacts;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The document of {@code check --json}; docs/json.md says what each field means. */
final class CheckDocument {
  /** Grows when a field changes its meaning or goes; a field more does not count. */
  static final int SCHEMA = 1;

  private CheckDocument() {}

  /** The whole document as one line. */
  static String text(List<ProfileReport> reports) throws IOException {
    // What is not known is written as null: a reader need not guess whether it forgot to ask.
    return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(of(reports));
  }

  private static Map<String, Object> of(List<ProfileReport> reports) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", SCHEMA);
    document.put("files", reports.stream().map(CheckDocument::file).toList());
    return document;
  }

  private static Map<String, @Nullable Object> file(ProfileReport report) {
    Map<String, @Nullable Object> file = new LinkedHashMap<>();
    file.put("file", report.file());
    file.put("accepted", report.accepted());
    file.put("runs", report.runs());
    if (!report.refusals().isEmpty()) {
      file.put("refused", refused(report.refusals().getFirst()));
    }
    file.put("errors", report.errors().stream().map(CheckDocument::remark).toList());
    file.put("warnings", report.warnings().stream().map(CheckDocument::remark).toList());
    file.put("ignored", report.ignored().stream().map(CheckDocument::ignored).toList());
    file.put("remotes", report.remotes().stream().map(CheckDocument::remote).toList());
    file.put("ciphers", report.ciphers());
    file.put("dco", dco(report.dco()));
    file.put(
        "certificates",
        report.certificates().stream().map(c -> certificate(c, report.at())).toList());
    return file;
  }

  private static Map<String, @Nullable Object> refused(Refusal refusal) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("directive", refusal.directive());
    fields.put("line", line(refusal.source().lineNumber()));
    fields.put("reason", refusal.reason());
    fields.put("replacement", refusal.replacement().isEmpty() ? null : refusal.replacement());
    return fields;
  }

  private static Map<String, @Nullable Object> remark(Remark remark) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("line", line(remark.line()));
    fields.put("directive", remark.directive());
    fields.put("code", remark.code());
    fields.put("message", remark.message());
    return fields;
  }

  private static Map<String, @Nullable Object> ignored(Remark remark) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("directive", remark.directive());
    fields.put("line", line(remark.line()));
    fields.put("message", remark.message());
    return fields;
  }

  private static Map<String, @Nullable Object> remote(NamedRemote remote) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("host", remote.host());
    fields.put("port", port(remote.port()));
    fields.put("proto", remote.proto());
    return fields;
  }

  /** A number, or the name of a service as it is. */
  private static Object port(String port) {
    return port.matches("\\d{1,5}") ? (Object) Integer.valueOf(port) : port;
  }

  private static Map<String, @Nullable Object> dco(Offload offload) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("possible", offload.isPossible());
    fields.put("reasons", offload.reasons().stream().map(CheckDocument::obstacle).toList());
    fields.put("drivers", offload.drivers().stream().map(CheckDocument::driver).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> driver(Candidate candidate) {
    KernelDriver driver = candidate.backend().kernel().orElseThrow();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("driver", candidate.backend().toString());
    fields.put("system", driver.system());
    fields.put("possible", candidate.isPossible());
    fields.put("reasons", candidate.against().stream().map(CheckDocument::obstacle).toList());
    fields.put(
        "withoutEffect", candidate.withoutEffect().stream().map(CheckDocument::obstacle).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> obstacle(Obstacle obstacle) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("directive", obstacle.option());
    fields.put("line", line(obstacle.mention().line()));
    fields.put("text", obstacle.mention().text());
    fields.put("message", obstacle.sentence());
    fields.put("note", obstacle.note().orElse(null));
    fields.put("fix", obstacle.fix().map(Object::toString).orElse(null));
    return fields;
  }

  private static Map<String, @Nullable Object> certificate(CertificateReport report, Instant at) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("directive", report.directive());
    fields.put("line", line(report.mention().line()));
    fields.put("state", report.state(at).toString());
    report.facts().ifPresent(facts -> facts(facts, fields));
    fields.put("keyMatch", report.key().map(key -> key.match().toString()).orElse(null));
    fields.put("problem", report.problem().orElse(null));
    return fields;
  }

  private static void facts(CertificateFacts facts, Map<String, @Nullable Object> fields) {
    fields.put("owner", facts.owner());
    fields.put("issuer", facts.issuer());
    fields.put("authority", facts.authority());
    fields.put("purposes", facts.purposes());
    fields.put("notBefore", facts.notBefore().toString());
    fields.put("expires", facts.notAfter().toString());
    fields.put("key", facts.key());
    fields.put("signature", facts.signature());
  }

  private static @Nullable Integer line(OptionalInt line) {
    return line.isPresent() ? line.getAsInt() : null;
  }
}
