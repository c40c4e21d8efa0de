package org.jlondiste.script;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.error.UsageError;

/** What a script may not hold, because it runs as part of one transaction. */
final class ScriptRules {
  private static final Set<String> TRANSACTION_ENDS = Set.of("begin", "commit", "end", "abort");

  private ScriptRules() {}

  /**
   * The statements of a script.
   *
   * @throws UsageError if one of them cannot be part of it
   */
  static List<SqlStatement> check(Script script) {
    List<SqlStatement> statements = Statements.of(script.text());
    for (SqlStatement statement : statements) {
      Optional<String> objection = objection(statement);
      if (objection.isPresent()) {
        throw new UsageError(
            "script " + script.name() + ", line " + statement.line() + ": " + objection.get(),
            "take it out; a script is run in one transaction that is begun and ended for you, and"
                + " what it writes is not captured");
      }
    }
    return statements;
  }

  private static Optional<String> objection(SqlStatement statement) {
    String first = statement.words().isEmpty() ? "" : statement.words().get(0);
    boolean endsTransaction =
        TRANSACTION_ENDS.contains(first)
            || statement.begins("start", "transaction")
            || statement.begins("prepare", "transaction")
            || (first.equals("rollback") && !rollsBackToSavepoint(statement));
    if (endsTransaction) {
      return Optional.of("a script cannot begin or end a transaction: " + first);
    }
    if (List.of("set", "reset").contains(first)
        && statement.words().contains("session_replication_role")) {
      return Optional.of("session_replication_role is set for a script already");
    }
    if (statement.text().startsWith("\\")) {
      return Optional.of("commands of psql cannot be run: " + firstLine(statement.text()));
    }
    if (first.equals("copy")
        && (statement.words().contains("stdin") || statement.words().contains("stdout"))) {
      return Optional.of("rows cannot be part of a script: " + firstLine(statement.text()));
    }
    return Optional.empty();
  }

  private static boolean rollsBackToSavepoint(SqlStatement statement) {
    return statement.words().contains("to");
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
