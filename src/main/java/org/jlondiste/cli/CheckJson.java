package org.jlondiste.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jlondiste.check.DatabaseFacts;
import org.jlondiste.check.Finding;
import org.jlondiste.check.Preflight;
import org.jlondiste.check.Severity;
import org.jspecify.annotations.Nullable;

/** What a check came to, for programs. Names and meanings of its fields do not change. */
final class CheckJson {
  private CheckJson() {}

  static Map<String, @Nullable Object> of(Preflight.Report report) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("source", of(report.source()));
    object.put("target", report.target().map(CheckJson::of).orElse(null));
    object.put("tables", report.tables());
    for (Severity severity : Severity.values()) {
      object.put(severity.name().toLowerCase(Locale.ROOT) + "s", report.count(severity));
    }
    object.put("findings", report.findings().stream().map(CheckJson::of).toList());
    object.put("in_order", report.inOrder().stream().sorted().map(Object::toString).toList());
    return object;
  }

  private static Map<String, @Nullable Object> of(DatabaseFacts facts) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("location", facts.location());
    object.put("version", facts.server().toString());
    object.put("encoding", facts.encoding());
    object.put("collate", facts.collate());
    object.put("ctype", facts.ctype());
    object.put("size", facts.size());
    object.put("role", facts.role());
    return object;
  }

  private static Map<String, @Nullable Object> of(Finding finding) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    object.put("topic", finding.topic().toString());
    object.put("rule", finding.rule());
    object.put("side", finding.side().toString());
    object.put("object", finding.object());
    object.put("problem", finding.problem());
    object.put("advice", finding.advice().isEmpty() ? null : finding.advice());
    object.put("sql", finding.sql().isEmpty() ? null : finding.sql());
    return object;
  }
}
