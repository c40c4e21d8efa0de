package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.RegistrationFilter;
import org.jlondiste.operation.ValueSelfTest;
import org.jlondiste.values.TrialResult;
import org.jlondiste.values.TrialResult.Loss;
import org.jspecify.annotations.Nullable;

/** What {@code check --values} does and prints. */
final class ValueCheck {
  private static final int LONGEST_SHOWN = 60;

  private ValueCheck() {}

  static ExitCode run(
      CommandContext context,
      List<String> tables,
      Optional<String> provider,
      Optional<Long> rows,
      JsonOption json) {
    NodeConfiguration node = context.node();
    ValueSelfTest.Report report =
        new ValueSelfTest(
                context.session(),
                context.remotes(provider.map(word -> new String[] {word}).orElse(new String[0])),
                node.queueName())
            .run(
                new ValueSelfTest.Request(
                    tables,
                    provider,
                    node.creation().providerLocation(),
                    new RegistrationFilter(
                        node.scope()::includesTable, node.scope()::includesSequence),
                    node.sourceEncoding(),
                    rows));
    if (json.json()) {
      context.printJson(json(report));
    } else {
      context.out().println("from " + report.source());
      context.out().println("to   " + report.target());
      context.out().println();
      TextTable table = new TextTable("Values", "type", "values", "result");
      report.results().forEach(result -> table.row(result.type(), result.values(), words(result)));
      table.printTo(context.out());
    }
    return report.allSame() ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private static String words(TrialResult result) {
    if (!result.problem().isEmpty()) {
      return "CANNOT TRAVEL: " + result.problem();
    }
    List<String> words = new ArrayList<>();
    if (result.losses().isEmpty()) {
      words.add("same");
    } else {
      Set<String> altered = new LinkedHashSet<>();
      for (Loss loss : result.losses()) {
        altered.add(shortened(loss.given()) + " arrived as " + shortened(loss.arrived()));
      }
      words.add("DIFFERENT: " + String.join("; ", altered));
    }
    if (result.onlyReal()) {
      words.add("no extreme values of this type are known");
    }
    if (!result.refused().isEmpty()) {
      words.add(
          "the target refuses "
              + String.join(", ", result.refused().stream().map(ValueCheck::shortened).toList()));
    }
    return String.join("; ", words);
  }

  private static String shortened(String value) {
    String line = value.replaceAll("\\s+", " ");
    return line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line;
  }

  private static Map<String, @Nullable Object> json(ValueSelfTest.Report report) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("source", report.source());
    object.put("target", report.target());
    object.put("same", report.allSame());
    object.put("types", report.results().stream().map(ValueCheck::json).toList());
    return object;
  }

  private static Map<String, @Nullable Object> json(TrialResult result) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("type", result.type());
    object.put("values", result.values());
    object.put("same", result.isSame());
    object.put("problem", result.problem().isEmpty() ? null : result.problem());
    object.put("refused", result.refused());
    object.put("only_real_values", result.onlyReal());
    object.put("differences", result.losses().stream().map(ValueCheck::json).toList());
    return object;
  }

  private static Map<String, @Nullable Object> json(Loss loss) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("way", loss.way());
    object.put("given", loss.given());
    object.put("arrived", loss.arrived());
    object.put("given_bits", loss.givenBits());
    object.put("arrived_bits", loss.arrivedBits());
    return object;
  }
}
