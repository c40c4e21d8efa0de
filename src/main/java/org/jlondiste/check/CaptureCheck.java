package org.jlondiste.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;

/** How changes of each table will be captured, and why not by statement triggers. */
final class CaptureCheck {
  private static final Question CAPTURE = Question.of("capture");

  private final Server server;
  private final List<Finding> findings = new ArrayList<>();

  private CaptureCheck(Server server) {
    this.server = server;
  }

  /**
   * Looks at tables.
   *
   * @param partOfAnother tells partitions, which are captured with their table
   */
  static List<Finding> of(
      Session source, Map<TableName, TableFacts> tables, Predicate<TableName> partOfAnother) {
    CaptureCheck check = new CaptureCheck(source.server());
    for (Row row : CAPTURE.ask(source)) {
      TableName name = Rule.tableName(row);
      Optional.ofNullable(tables.get(name))
          .filter(facts -> !partOfAnother.test(name))
          .ifPresent(facts -> check.look(name, facts, row));
    }
    return check.findings;
  }

  private void look(TableName name, TableFacts facts, Row row) {
    boolean circular = row.bool("circular");
    add(name, "capture", "is captured by " + kind(facts, circular));
    if (row.bool("deferred_key")) {
      add(
          name,
          "capture-current-state",
          "has a primary key that is checked late: each changed row is looked up and captured as it"
              + " is then");
    } else if (circular || row.bool("several_actions")) {
      add(
          name,
          "capture-current-state",
          "may be changed more than once by the foreign keys that one statement sets off: rows are"
              + " then looked up and captured as they are in the end");
    }
    String triggers = row.text("writing_triggers");
    if (!triggers.isEmpty()) {
      add(
          name,
          "capture-current-state",
          "has a trigger that seems to write to the table itself ("
              + triggers
              + "): rows are then looked up and captured as they are in the end");
    }
  }

  private String kind(TableFacts facts, boolean circular) {
    if (!server.hasTransitionTables()) {
      return "row triggers, as in all of PostgreSQL before 10";
    }
    if (facts.partitioned()) {
      return "row triggers, because it is partitioned";
    }
    if (facts.inFamily()) {
      return "row triggers, because of inheritance";
    }
    return circular && server.hasMerge()
        ? "row triggers, because foreign keys carry its changes back to it"
        : "statement triggers";
  }

  private void add(TableName name, String rule, String problem) {
    findings.add(
        new Finding(
            Severity.INFO, Topic.CAPTURE, rule, Side.SOURCE, name.toString(), problem, "", ""));
  }
}
