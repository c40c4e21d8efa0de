package org.jlondiste.postgres.blueprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.blueprint.TableBlueprint.ColumnFacts;
import org.jlondiste.postgres.blueprint.TableBlueprint.Constraint;
import org.jlondiste.postgres.blueprint.TableBlueprint.Index;
import org.jlondiste.postgres.blueprint.TableBlueprint.Named;
import org.jlondiste.postgres.blueprint.TableBlueprint.UsedSequence;
import org.jlondiste.postgres.catalog.Column;
import org.jlondiste.postgres.catalog.Relations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds tables that a target lacks as they are on a source. What rows need to fit in must succeed;
 * what only surrounds them (triggers, rules, grants, owner, comments) is left out with a note where
 * the target refuses it.
 */
public final class TableBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(TableBuilder.class);

  private final Session source;
  private final Session target;
  private final Server server;
  private final TargetNames names;
  private final SequenceBuilder sequences;

  public TableBuilder(Session source, Session target) {
    this.source = source;
    this.target = target;
    this.server = target.server();
    this.names = new TargetNames(target);
    this.sequences = new SequenceBuilder(source, target);
  }

  /**
   * Builds one table in a transaction of the target, without its foreign keys.
   *
   * @param as its name on the target
   * @return what was left out, one line each
   */
  public List<String> build(TableName table, TableName as, Extent extent) {
    return target.transaction(
        () -> {
          List<String> leftOut = new ArrayList<>();
          TableBlueprint blueprint = TableBlueprint.read(source, table, false);
          buildTable(blueprint, as, extent, "", leftOut);
          return leftOut;
        });
  }

  /**
   * Adds the foreign keys of one table whose other end is there.
   *
   * @return those left out, one line each
   */
  public List<String> buildForeignKeys(TableName table, TableName as) {
    List<String> leftOut = new ArrayList<>();
    for (Constraint constraint : TableBlueprint.constraints(source, table, false)) {
      Optional<TableName> referenced = constraint.referenced();
      if (constraint.isForeignKey() && referenced.isPresent()) {
        if (!Relations.exist(target, referenced.get())) {
          leftOut.add(
              "foreign key " + constraint.name() + ": there is no table " + referenced.get());
        } else {
          target.transactionally(() -> addConstraint(constraint, as));
        }
      }
    }
    return leftOut;
  }

  private void buildTable(
      TableBlueprint table, TableName as, Extent extent, String partitionOf, List<String> leftOut) {
    boolean full = extent == Extent.FULL;
    boolean partitioned = table.partitionKey().isPresent() && server.hasPartitionedKeys();
    names.ensureSchema(as.schema());
    if (full) {
      table.sequences().stream()
          .filter(sequence -> !sequence.identity() || !server.hasIdentityColumns())
          .forEach(sequence -> sequences.build(sequence.name()));
    }
    LOG.info("Creating {}", as);
    target.execute(
        "create table "
            + as.quoted()
            + (partitionOf.isEmpty() ? columns(table, full) : partitionOf)
            + (partitioned ? " partition by " + table.partitionKey().orElseThrow() : "")
            + (full ? options(table) : ""));
    for (Constraint constraint : table.constraints()) {
      if (constraint.isPrimaryKey() || (full && !constraint.isForeignKey())) {
        addConstraint(constraint, as);
      }
    }
    if (full) {
      table.indexes().forEach(index -> addIndex(index, table, as));
    }
    if (partitioned) {
      for (TableName name : table.partitions()) {
        TableBlueprint partition = TableBlueprint.read(source, name, true);
        String bound = partition.partitionBound().orElseThrow();
        String clause = " partition of " + as.quoted() + " " + bound;
        buildTable(partition, name, extent, clause, leftOut);
      }
    }
    if (full) {
      addSurroundings(table, as, leftOut);
    }
  }

  private String columns(TableBlueprint table, boolean full) {
    List<String> lines = new ArrayList<>();
    for (Column column : table.columns()) {
      ColumnFacts facts = table.factsOf(column);
      StringBuilder line = new StringBuilder();
      line.append(Identifier.quote(column.name())).append(' ').append(column.type());
      facts.collation().ifPresent(collation -> line.append(" collate ").append(collation));
      if (column.generated() && server.hasGeneratedColumns()) {
        boolean virtual = facts.isVirtual() && server.hasVirtualColumns();
        line.append(" generated always as (")
            .append(column.expression().orElseThrow())
            .append(virtual ? ") virtual" : ") stored");
      } else if (full && !column.generated()) {
        line.append(filling(table, column));
      }
      lines.add(line.append(column.notNull() ? " not null" : "").toString());
    }
    return " (\n  " + String.join(",\n  ", lines) + ")";
  }

  /** Where the column's value comes from if none is given. */
  private String filling(TableBlueprint table, Column column) {
    Optional<UsedSequence> identity =
        table.sequences().stream()
            .filter(sequence -> sequence.identity())
            .filter(sequence -> sequence.ownerColumn().equals(Optional.of(column.name())))
            .findFirst();
    if (column.identity().isPresent() && identity.isPresent()) {
      TableName name = identity.get().name();
      return server.hasIdentityColumns()
          ? " generated "
              + column.identity().get()
              + " as identity (sequence name "
              + name.quoted()
              + " "
              + SequenceBlueprint.read(source, name).options()
              + ")"
          : " default nextval(" + Identifier.literal(name.quoted()) + "::regclass)";
    }
    return column.expression().map(expression -> " default " + expression).orElse("");
  }

  private static String options(TableBlueprint table) {
    List<String> options = new ArrayList<>();
    for (String option : table.options()) {
      int equals = option.indexOf('=');
      options.add(
          option.substring(0, equals) + "=" + Identifier.literal(option.substring(equals + 1)));
    }
    return options.isEmpty() ? "" : " with (" + String.join(", ", options) + ")";
  }

  private void addConstraint(Constraint constraint, TableName as) {
    LOG.info("Creating {}", constraint.name());
    String name = Identifier.quote(constraint.name());
    target.execute(
        "alter table " + as.quoted() + " add constraint " + name + " " + constraint.definition());
    constraint
        .description()
        .ifPresent(
            text ->
                target.execute(
                    "comment on constraint "
                        + name
                        + " on "
                        + as.quoted()
                        + " is "
                        + Identifier.literal(text)));
  }

  private void addIndex(Index index, TableBlueprint table, TableName as) {
    LOG.info("Creating {}", index.name());
    target.execute(retargeted(index.definition(), table, as));
    index
        .description()
        .ifPresent(
            text ->
                target.execute(
                    "comment on index "
                        + new TableName(as.schema(), index.name()).quoted()
                        + " is "
                        + Identifier.literal(text)));
  }

  private void addSurroundings(TableBlueprint table, TableName as, List<String> leftOut) {
    for (UsedSequence sequence : table.sequences()) {
      if (sequence.ownerColumn().isPresent()
          && (!sequence.identity() || !server.hasIdentityColumns())) {
        target.execute(
            "alter sequence "
                + sequence.name().quoted()
                + " owned by "
                + as.quoted()
                + "."
                + Identifier.quote(sequence.ownerColumn().get()));
      }
    }
    for (TableName parent : table.parents()) {
      attempt(
          "inheritance from " + parent,
          "alter table " + as.quoted() + " inherit " + parent.quoted(),
          leftOut);
    }
    for (Named trigger : table.triggers()) {
      attempt("trigger " + trigger.name(), triggerStatements(trigger, table, as), leftOut);
    }
    for (Named rule : table.rules()) {
      attempt("rule " + rule.name(), retargeted(rule.definition(), table, as), leftOut);
    }
    addWords(table, as);
    for (String grant : Grants.onTable(table.acl(), as.quoted(), names.roles(), server)) {
      attempt(grant, grant, leftOut);
    }
    table
        .columnFacts()
        .forEach(
            (column, facts) ->
                Grants.onColumn(facts.acl(), column, as.quoted(), names.roles())
                    .forEach(grant -> attempt(grant, grant, leftOut)));
    if (names.roles().contains(table.owner())) {
      attempt(
          "owner " + table.owner(),
          "alter table " + as.quoted() + " owner to " + Identifier.quote(table.owner()),
          leftOut);
    }
  }

  private void addWords(TableBlueprint table, TableName as) {
    table
        .description()
        .ifPresent(
            text ->
                target.execute(
                    "comment on table " + as.quoted() + " is " + Identifier.literal(text)));
    table
        .columnFacts()
        .forEach(
            (column, facts) ->
                facts
                    .description()
                    .ifPresent(
                        text ->
                            target.execute(
                                "comment on column "
                                    + as.quoted()
                                    + "."
                                    + Identifier.quote(column)
                                    + " is "
                                    + Identifier.literal(text))));
  }

  private static String triggerStatements(Named trigger, TableBlueprint table, TableName as) {
    String mode =
        switch (trigger.enabled()) {
          case "D" -> "disable";
          case "R" -> "enable replica";
          case "A" -> "enable always";
          default -> "";
        };
    String create = retargeted(trigger.definition(), table, as);
    return mode.isEmpty()
        ? create
        : create
            + "; alter table "
            + as.quoted()
            + " "
            + mode
            + " trigger "
            + Identifier.quote(trigger.name());
  }

  /** A definition that names the source's table, made to name the target's. */
  private static String retargeted(String definition, TableBlueprint table, TableName as) {
    String there = table.quotedName();
    for (String before : List.of(" ON ONLY ", " ON ", " TO ")) {
      int at = definition.indexOf(before + there);
      if (at >= 0) {
        return definition.substring(0, at)
            + before.replace(" ONLY", "")
            + as.quoted()
            + definition.substring(at + before.length() + there.length());
      }
    }
    return definition;
  }

  private void attempt(String what, String statement, List<String> leftOut) {
    try {
      target.savepoint(
          () -> {
            target.execute(statement);
            return true;
          });
    } catch (DatabaseError e) {
      LOG.debug("{} is left out", what, e);
      leftOut.add(what + ": " + e.problem());
    }
  }
}
