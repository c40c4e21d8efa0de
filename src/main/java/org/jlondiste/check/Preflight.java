package org.jlondiste.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.Work;
import org.jlondiste.postgres.catalog.Relation;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.postgres.catalog.TableStructure;

/**
 * Looks at two databases, or at a source alone, and tells what would hinder replication or be
 * missed later. Reads in one read-only transaction on each side, and text in a short one for each
 * table, so that no lock outlives it; changes nothing.
 */
public final class Preflight {
  private static final Sql READ_CONSISTENTLY = Sql.of(Preflight.class, "read_consistently.sql");
  private static final Sql BECOME_REPLICA = Sql.of(Preflight.class, "become_replica.sql");

  private final Session source;
  private final Optional<Session> target;
  private final TextBudget textBudget;
  private final TypeGate typeGate;
  private final Map<TableName, TableFacts> facts = new TreeMap<>();
  private final Map<TableName, TableStructure> wholeTables = new TreeMap<>();
  private final Set<Topic> looked = EnumSet.noneOf(Topic.class);
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param target none to look at the source alone
   * @param typeGate asked outside of transactions, if there is a target
   */
  public Preflight(
      Session source, Optional<Session> target, TextBudget textBudget, TypeGate typeGate) {
    this.source = source;
    this.target = target;
    this.textBudget = textBudget;
    this.typeGate = typeGate;
  }

  /**
   * What was found.
   *
   * @param tables how many were looked at
   * @param findings the gravest first, then in the order of their topics
   * @param inOrder what was looked at and raises no question
   */
  public record Report(
      DatabaseFacts source,
      Optional<DatabaseFacts> target,
      int tables,
      List<Finding> findings,
      Set<Topic> inOrder) {
    public Report {
      findings = List.copyOf(findings);
      inOrder = Set.copyOf(inOrder);
    }

    public long count(Severity severity) {
      return findings.stream().filter(finding -> finding.severity() == severity).count();
    }
  }

  public Report run(Scope scope) {
    Report report = lookAtOnce(scope);
    if (Rules.OF_SEQUENCES.question().makesSenseOn(source.server())) {
      note(
          Topic.SEQUENCES,
          Rules.OF_SEQUENCES.name(),
          () -> Rules.OF_SEQUENCES.find(source, Side.SOURCE, scope));
    }
    target.ifPresent(here -> lookInBetween(here, scope));
    return report(report.source(), report.target(), scope);
  }

  /** What would lock too much, or may be refused, if it were looked at in one transaction. */
  private void lookInBetween(Session here, Scope scope) {
    note(
        Topic.SEQUENCES,
        Matches.OF_SEQUENCES.name(),
        () -> Matches.OF_SEQUENCES.find(source, here, scope));
    note(
        Topic.TYPES,
        "type-refused",
        () -> TypeCheck.of(wholeTables.values(), typeGate, missingTypes()));
    note(Topic.TEXT, "text", () -> TextSearch.of(source, here, scope.tables(), facts, textBudget));
  }

  private List<String> missingTypes() {
    return findings.stream()
        .filter(finding -> finding.topic() == Topic.TYPES)
        .filter(finding -> finding.severity() == Severity.BLOCKER)
        .map(Finding::object)
        .toList();
  }

  private Report lookAtOnce(Scope scope) {
    return source.transaction(
        () -> {
          source.update(READ_CONSISTENTLY.bound());
          return target.isEmpty()
              ? look(scope)
              : target
                  .get()
                  .transaction(
                      () -> {
                        target.get().update(READ_CONSISTENTLY.bound());
                        return look(scope);
                      });
        });
  }

  private Report look(Scope scope) {
    DatabaseFacts there = DatabaseFacts.read(source);
    Optional<DatabaseFacts> here = target.map(DatabaseFacts::read);
    here.ifPresent(facts -> note(Topic.SERVERS, "database", () -> DatabaseCheck.of(there, facts)));
    for (Rule rule : Rules.ALL) {
      askOneSide(rule, source, Side.SOURCE, scope);
      target.ifPresent(session -> askOneSide(rule, session, Side.TARGET, scope));
    }
    if (scope.tables().isEmpty()) {
      findings.add(
          new Finding(
              Severity.WARNING,
              Topic.TABLES,
              "no-tables",
              Side.SOURCE,
              there.location(),
              "there are no tables to replicate",
              "correct db or --provider",
              ""));
    }
    Relations relations = Relations.all(source);
    note(Topic.KEYS, "tables", () -> lookAtTables(relations, scope));
    target.ifPresent(session -> compare(relations, session, scope));
    lookAtReplicaRole(source, Side.SOURCE);
    target.ifPresent(session -> lookAtReplicaRole(session, Side.TARGET));
    return report(there, here, scope);
  }

  private Report report(DatabaseFacts there, Optional<DatabaseFacts> here, Scope scope) {
    findings.sort(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::topic));
    Set<Topic> inOrder = EnumSet.copyOf(looked);
    findings.forEach(finding -> inOrder.remove(finding.topic()));
    return new Report(there, here, scope.tables().size(), findings, inOrder);
  }

  private void askOneSide(Rule rule, Session session, Side side, Scope scope) {
    if (rule.sides().contains(side) && rule.question().makesSenseOn(session.server())) {
      note(
          rule.topic(),
          rule.name(),
          () -> session.savepoint(() -> rule.find(session, side, scope)));
    }
  }

  private List<Finding> lookAtTables(Relations relations, Scope scope) {
    TableFacts.read(source)
        .forEach(
            (name, ofTable) -> {
              if (scope.tables().contains(name)) {
                facts.put(name, ofTable);
              }
            });
    List<Finding> found = new ArrayList<>();
    wholeTables.putAll(structures(source, wholes(relations, scope)));
    wholeTables.forEach(
        (name, structure) ->
            Optional.ofNullable(facts.get(name))
                .flatMap(ofTable -> KeyCheck.of(structure, ofTable))
                .ifPresent(found::add));
    note(
        Topic.CAPTURE,
        "capture",
        () -> CaptureCheck.of(source, facts, name -> isPartition(relations, name)));
    note(Topic.SIZE, "size", () -> List.of(source.savepoint(() -> CopyEstimate.of(source, facts))));
    return found;
  }

  private void compare(Relations relations, Session here, Scope scope) {
    Scope common = common(relations, here, scope);
    Set<TableName> wholes = wholes(relations, common);
    note(
        Topic.COLUMNS,
        "column",
        () -> {
          List<Finding> found = new ArrayList<>();
          Map<TableName, TableStructure> ours =
              structures(here, wholes.stream().map(common::onTarget).toList());
          wholes.stream()
              .map(wholeTables::get)
              .filter(Objects::nonNull)
              .forEach(
                  theirs ->
                      Optional.ofNullable(ours.get(common.onTarget(theirs.name())))
                          .ifPresent(table -> found.addAll(ColumnCheck.of(theirs, table))));
          return found;
        });
    for (Match match : Matches.ALL) {
      if (match.onSource().makesSenseOn(source.server())) {
        note(
            match.topic(),
            match.name(),
            () -> source.savepoint(() -> here.savepoint(() -> match.find(source, here, common))));
      }
    }
  }

  private Scope common(Relations relations, Session here, Scope scope) {
    TableCheck.Result result = TableCheck.of(relations, here, scope);
    looked.addAll(Set.of(Topic.TABLES, Topic.SCHEMAS, Topic.PARTITIONS));
    findings.addAll(result.findings());
    return result.common();
  }

  /** The tables of a scope that are no partitions. */
  private static Set<TableName> wholes(Relations relations, Scope scope) {
    Map<TableName, Boolean> wholes = new LinkedHashMap<>();
    for (TableName name : scope.tables()) {
      if (!isPartition(relations, name)) {
        wholes.put(name, true);
      }
    }
    return wholes.keySet();
  }

  private static boolean isPartition(Relations relations, TableName name) {
    return relations.find(name).flatMap(Relation::partitionOf).isPresent();
  }

  private static Map<TableName, TableStructure> structures(
      Session session, Collection<TableName> names) {
    return TableStructure.read(session, names);
  }

  private void lookAtReplicaRole(Session session, Side side) {
    looked.add(Topic.RIGHTS);
    try {
      session.savepoint(() -> session.rows(BECOME_REPLICA.bound()));
    } catch (DatabaseError e) {
      rethrowUnlessDenied(e);
      String role = session.target().user();
      findings.add(
          new Finding(
              side == Side.TARGET ? Severity.BLOCKER : Severity.INFO,
              Topic.RIGHTS,
              "replica-role",
              side,
              role,
              side == Side.TARGET
                  ? "may not set session_replication_role, which the worker needs here"
                  : "may not set session_replication_role: the root's worker does without, but no"
                      + " worker can follow another node with this role",
              "connect as a superuser, or from PostgreSQL 15 on grant the right",
              "grant set on parameter session_replication_role to \"" + role + "\""));
    }
  }

  /** Adds findings; where this role may not look, says so instead. */
  private void note(Topic topic, String rule, Work<List<Finding>> work) {
    looked.add(topic);
    try {
      findings.addAll(work.run());
    } catch (DatabaseError e) {
      rethrowUnlessDenied(e);
      findings.add(
          new Finding(
              Severity.WARNING,
              topic,
              rule,
              Side.SOURCE,
              rule,
              "could not be looked at: " + e.problem(),
              e.hint().isEmpty() ? "look with a role that may" : e.hint(),
              ""));
    }
  }

  /** Only a lack of rights and the time limit of the trial are no reason to give up. */
  private static void rethrowUnlessDenied(DatabaseError e) {
    if (!e.sqlState().equals("42501") && !e.sqlState().equals("57014")) {
      throw e;
    }
  }
}
