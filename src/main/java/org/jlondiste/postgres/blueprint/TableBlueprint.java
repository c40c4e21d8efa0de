package org.jlondiste.postgres.blueprint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.catalog.Column;
import org.jlondiste.postgres.catalog.TableStructure;

/**
 * What the catalog of a source says about one table, as far as it takes more than columns and keys
 * to build it again.
 *
 * @param quotedName as the source writes it in definitions
 * @param partitionKey what follows {@code partition by}
 * @param partitionBound what follows {@code partition of …}
 * @param partitions of a partitioned table
 * @param parents that it inherits from
 */
record TableBlueprint(
    TableName name,
    List<Column> columns,
    Map<String, ColumnFacts> columnFacts,
    String quotedName,
    String owner,
    List<String> acl,
    List<String> options,
    Optional<String> description,
    Optional<String> partitionKey,
    Optional<String> partitionBound,
    List<TableName> partitions,
    List<TableName> parents,
    List<Constraint> constraints,
    List<Index> indexes,
    List<UsedSequence> sequences,
    List<Named> triggers,
    List<Named> rules) {
  private static final Sql FACTS = Sql.of(TableBlueprint.class, "table_facts.sql");
  private static final Sql COLUMNS = Sql.of(TableBlueprint.class, "column_facts.sql");
  private static final Sql CONSTRAINTS = Sql.of(TableBlueprint.class, "constraints.sql");
  private static final Sql INDEXES = Sql.of(TableBlueprint.class, "indexes.sql");
  private static final Sql SEQUENCES = Sql.of(TableBlueprint.class, "used_sequences.sql");
  private static final Sql TRIGGERS = Sql.of(TableBlueprint.class, "triggers.sql");
  private static final Sql RULES = Sql.of(TableBlueprint.class, "rules.sql");
  private static final Sql PARTITIONS = Sql.of(TableBlueprint.class, "partitions.sql");
  private static final Sql PARENTS = Sql.of(TableBlueprint.class, "parents.sql");

  /**
   * What a column has besides name, type, default and not null.
   *
   * @param collation if it is not its type's own
   * @param generation {@code s} if its value is stored, {@code v} if it is not
   */
  record ColumnFacts(
      Optional<String> collation,
      Optional<String> generation,
      List<String> acl,
      Optional<String> description) {
    static final ColumnFacts NONE =
        new ColumnFacts(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    boolean isVirtual() {
      return generation.filter("v"::equals).isPresent();
    }
  }

  /**
   * A constraint.
   *
   * @param kind as in {@code pg_constraint.contype}
   * @param referenced the table that a foreign key points to
   */
  record Constraint(
      String name,
      String kind,
      String definition,
      Optional<TableName> referenced,
      Optional<String> description) {
    boolean isForeignKey() {
      return kind.equals("f");
    }

    boolean isPrimaryKey() {
      return kind.equals("p");
    }
  }

  /** An index that belongs to no constraint. */
  record Index(String name, String definition, Optional<String> description) {}

  /**
   * A sequence that the table's columns draw from.
   *
   * @param ownerColumn the column it goes with
   * @param identity it is inside an identity column
   */
  record UsedSequence(TableName name, Optional<String> ownerColumn, boolean identity) {}

  /**
   * A trigger or rule.
   *
   * @param enabled of a trigger, as in {@code pg_trigger.tgenabled}
   */
  record Named(String name, String definition, String enabled) {}

  /**
   * Reads a table.
   *
   * @param asPartition leave out what it has from the table that it is a partition of
   */
  static TableBlueprint read(Session source, TableName name, boolean asPartition) {
    Row facts =
        source
            .optionalRow(about(FACTS, name))
            .orElseThrow(
                () -> new StateError("there is no table " + name + " in " + source.target(), ""));
    return new TableBlueprint(
        name,
        columns(source, name),
        columnFacts(source, name),
        facts.text("quoted_name"),
        facts.text("owner"),
        facts.texts("acl"),
        facts.texts("options"),
        facts.optionalText("description"),
        facts.optionalText("partition_key"),
        facts.optionalText("partition_bound"),
        source.server().hasPartitions()
            ? list(source, PARTITIONS, name, row -> tableName(row, "partition"))
            : List.of(),
        list(source, PARENTS, name, row -> tableName(row, "parent")),
        constraints(source, name, asPartition),
        list(source, INDEXES, name, TableBlueprint::index),
        list(source, SEQUENCES, name, TableBlueprint::usedSequence),
        list(
            source,
            TRIGGERS,
            name,
            row ->
                new Named(row.text("trigger_name"), row.text("definition"), row.text("enabled"))),
        list(
            source,
            RULES,
            name,
            row -> new Named(row.text("rule_name"), row.text("definition"), "")));
  }

  ColumnFacts factsOf(Column column) {
    return columnFacts.getOrDefault(column.name(), ColumnFacts.NONE);
  }

  private static List<Column> columns(Session source, TableName name) {
    TableStructure structure = TableStructure.read(source, List.of(name)).get(name);
    return structure == null ? List.of() : structure.columns();
  }

  private static Map<String, ColumnFacts> columnFacts(Session source, TableName name) {
    return source.rows(about(COLUMNS, name)).stream()
        .collect(
            Collectors.toMap(
                row -> row.text("column_name"),
                row ->
                    new ColumnFacts(
                        row.optionalText("collation"),
                        row.optionalText("generation"),
                        row.texts("acl"),
                        row.optionalText("description"))));
  }

  /** Reads only the constraints of a table. */
  static List<Constraint> constraints(Session source, TableName name, boolean asPartition) {
    return source.rows(about(CONSTRAINTS, name).with("partition", asPartition)).stream()
        .map(
            row ->
                new Constraint(
                    row.text("constraint_name"),
                    row.text("kind"),
                    row.text("definition"),
                    row.optionalText("referenced_table")
                        .map(table -> new TableName(row.text("referenced_schema"), table)),
                    row.optionalText("description")))
        .toList();
  }

  private static Index index(Row row) {
    return new Index(
        row.text("index_name"), row.text("definition"), row.optionalText("description"));
  }

  private static UsedSequence usedSequence(Row row) {
    return new UsedSequence(
        tableName(row, "sequence"), row.optionalText("owner_column"), row.bool("identity"));
  }

  private static TableName tableName(Row row, String prefix) {
    return new TableName(row.text(prefix + "_schema"), row.text(prefix + "_name"));
  }

  private static <T> List<T> list(
      Session source, Sql query, TableName name, Function<Row, T> reader) {
    return source.rows(about(query, name)).stream().map(reader).toList();
  }

  private static BoundSql about(Sql sql, TableName name) {
    return sql.with("schema", name.schema()).with("table", name.name());
  }
}
