package org.jlondiste.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.catalog.Relation;
import org.jlondiste.postgres.catalog.Relations;

/** Whether the tables of the scope are on the target, and are tables. */
final class TableCheck {
  private static final Question SCHEMAS = Question.of("schemas");
  private static final Question FILLED = Question.of("filled_tables");

  private final Relations source;
  private final Relations target;
  private final Scope scope;
  private final Set<TableName> common = new LinkedHashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private TableCheck(Relations source, Relations target, Scope scope) {
    this.source = source;
    this.target = target;
    this.scope = scope;
  }

  /**
   * What came of it.
   *
   * @param common the tables that both sides have, by their names on the source
   */
  record Result(Scope common, List<Finding> findings) {}

  static Result of(Relations source, Session target, Scope scope) {
    TableCheck check = new TableCheck(source, Relations.all(target), scope);
    Set<String> schemas = new LinkedHashSet<>();
    SCHEMAS.ask(target).forEach(row -> schemas.add(row.text("schema_name")));
    check.look(schemas);
    check.lookForRows(FILLED.ask(target));
    Map<TableName, TableName> names = new LinkedHashMap<>();
    check.common.forEach(name -> names.put(name, scope.onTarget(name)));
    return new Result(new Scope(names, scope.replicated()), check.findings);
  }

  private void look(Set<String> schemas) {
    Map<String, Integer> tablesOfMissing = new LinkedHashMap<>();
    for (TableName name : scope.tables()) {
      TableName here = scope.onTarget(name);
      Optional<Relation> relation = target.find(here);
      Optional<TableName> whole = source.find(name).flatMap(Relation::partitionOf);
      if (relation.isPresent()) {
        lookAt(name, relation.get());
      } else if (whole.isPresent()) {
        lookAtPartition(name, whole.get());
      } else if (schemas.contains(here.schema())) {
        add(
            Severity.BLOCKER,
            "missing-table",
            here.toString(),
            "this table is missing here",
            "take the schema over by pg_dump --schema-only, or let 'add-table --create-full' make"
                + " it");
      } else {
        tablesOfMissing.merge(here.schema(), 1, Integer::sum);
      }
    }
    tablesOfMissing.forEach(
        (schema, tables) ->
            findings.add(
                new Finding(
                    Severity.BLOCKER,
                    Topic.SCHEMAS,
                    "missing-schema",
                    Side.TARGET,
                    Identifier.quote(schema),
                    "this schema is missing here, with "
                        + tables
                        + (tables == 1 ? " table" : " tables"),
                    "take the schema over by pg_dump --schema-only",
                    "create schema " + Identifier.quote(schema))));
  }

  private void lookAt(TableName name, Relation here) {
    if (!here.isTable()) {
      add(
          Severity.BLOCKER,
          "no-table",
          here.name().toString(),
          "is a " + here.kind() + " here",
          "make it a table, or name another one by 'add-table --dest-table'");
      return;
    }
    common.add(name);
    boolean partitionedThere =
        source.find(name).map(Relation::kind).equals(Optional.of(Relation.Kind.PARTITIONED_TABLE));
    boolean partitionedHere = here.kind() == Relation.Kind.PARTITIONED_TABLE;
    if (partitionedHere && !partitionedThere) {
      add(
          Severity.INFO,
          "partitioned",
          here.name().toString(),
          "is partitioned here and not on the source: a row that no partition takes stops it",
          "");
    } else if (partitionedThere && !partitionedHere) {
      add(
          Severity.INFO,
          "partitioned",
          here.name().toString(),
          "is partitioned on the source and one table here",
          "");
    }
  }

  private void lookAtPartition(TableName name, TableName whole) {
    boolean needed =
        target
            .find(scope.onTarget(whole))
            .map(Relation::kind)
            .equals(Optional.of(Relation.Kind.PARTITIONED_TABLE));
    if (needed) {
      findings.add(
          new Finding(
              Severity.WARNING,
              Topic.PARTITIONS,
              "missing-partition",
              Side.TARGET,
              name.toString(),
              "this partition of "
                  + whole
                  + " is missing here: rows that no other one takes stop the table",
              "create it",
              ""));
    }
  }

  private void lookForRows(List<Row> filled) {
    for (Row row : filled) {
      scope
          .find(Side.TARGET, Rule.tableName(row))
          .filter(name -> !isReplicated(name))
          .ifPresent(
              name ->
                  add(
                      Severity.WARNING,
                      "filled-table",
                      Rule.tableName(row).toString(),
                      "is not empty (" + row.text("size") + "): the copy empties it first",
                      "make sure that nobody needs these rows"));
    }
  }

  private boolean isReplicated(TableName name) {
    return scope.replicated().contains(name)
        || source.ancestors(name).stream().anyMatch(scope.replicated()::contains);
  }

  private void add(Severity severity, String rule, String object, String problem, String advice) {
    findings.add(
        new Finding(severity, Topic.TABLES, rule, Side.TARGET, object, problem, advice, ""));
  }
}
