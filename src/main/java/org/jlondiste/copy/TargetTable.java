package org.jlondiste.copy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.ColumnChoice;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.catalog.MissingRight;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table that is copied into: its columns, and what is taken off it for the time of the copy. What
 * is taken off is noted in the same transaction, as the statements that put it back.
 */
final class TargetTable {
  private static final Logger LOG = LoggerFactory.getLogger(TargetTable.class);
  private static final Sql SIZES = Sql.of(TargetTable.class, "table_sizes.sql");
  private static final Sql COLUMNS = Sql.of(TargetTable.class, "stored_columns.sql");
  private static final Sql REMOVABLE = Sql.of(TargetTable.class, "removable_structure.sql");
  private static final Sql NOTE = Sql.of(TargetTable.class, "note_ddl.sql");
  private static final Sql NOTED = Sql.of(TargetTable.class, "noted_ddl.sql");
  private static final Sql FORGET = Sql.of(TargetTable.class, "forget_ddl.sql");
  private static final Sql FOREIGN_KEYS = Sql.of(TargetTable.class, "foreign_keys.sql");
  private static final Sql DROP_FOREIGN_KEY = Sql.of(TargetTable.class, "drop_foreign_key.sql");

  private static final String OTHERS_DEPEND_ON_IT = "2BP01";

  private final Session session;
  private final String queue;
  private final TableName registered;
  private final TableName name;
  private final long oid;
  private final boolean partitioned;
  private @Nullable List<Row> stored;

  private TargetTable(
      Session session, String queue, TableName registered, TableName name, Row row) {
    this.session = session;
    this.queue = queue;
    this.registered = registered;
    this.name = name;
    this.oid = row.bigint("oid");
    this.partitioned = row.bool("partitioned");
  }

  /**
   * Looks a table up.
   *
   * @param registered its name in the set
   * @param name its name here
   * @throws StateError if there is no such table
   */
  static TargetTable find(Session session, String queue, TableName registered, TableName name) {
    List<Row> rows = SourceTable.rows(session, List.of(name));
    if (rows.isEmpty()) {
      throw new StateError(
          "table " + name + " does not exist in " + session.target(),
          "create it, or 'remove-table " + registered + "'");
    }
    return new TargetTable(session, queue, registered, name, rows.get(0));
  }

  /**
   * Looks several tables up, and their columns; those that do not exist are not in the answer.
   *
   * @param names their names here, by their names in the set
   */
  static Map<TableName, TargetTable> find(
      Session session, String queue, Map<TableName, TableName> names) {
    Map<TableName, Row> rows = new HashMap<>();
    SourceTable.rows(session, List.copyOf(names.values()))
        .forEach(
            row -> rows.put(new TableName(row.text("schema_name"), row.text("table_name")), row));
    Map<TableName, TargetTable> tables = new LinkedHashMap<>();
    names.forEach(
        (registered, name) -> {
          Row row = rows.get(name);
          if (row != null) {
            tables.put(registered, new TargetTable(session, queue, registered, name, row));
          }
        });
    Map<Long, List<Row>> columns = new HashMap<>();
    stored(session, oids(tables.values()))
        .forEach(
            row ->
                columns
                    .computeIfAbsent(row.bigint("table_oid"), oid -> new ArrayList<>())
                    .add(row));
    tables.values().forEach(it -> it.stored = columns.getOrDefault(it.oid, List.of()));
    return tables;
  }

  private static List<Row> stored(Session session, List<String> oids) {
    return session.rows(COLUMNS.with("oids", oids));
  }

  private static List<String> oids(Collection<TargetTable> tables) {
    return tables.stream().map(table -> String.valueOf(table.oid)).toList();
  }

  /** False if its rows are in others, too: in partitions. */
  boolean isPlain() {
    return !partitioned;
  }

  /**
   * The columns of the source that are copied: all that are chosen, and the target must have them.
   *
   * @throws StateError naming the columns that are missing here
   */
  List<String> columnsFor(SourceTable source, ColumnChoice choice) {
    List<String> unknown = choice.missingIn(source.columnNames());
    if (!unknown.isEmpty()) {
      throw new StateError(
          "the provider's table has no columns "
              + String.join(", ", unknown)
              + ", which the handler of "
              + registered
              + " asks for",
          "correct the handler with 'change-handler " + registered + "'");
    }
    List<String> lostKey =
        source.keyNames().stream().filter(column -> choice.nameHere(column).isEmpty()).toList();
    if (!lostKey.isEmpty()) {
      throw new StateError(
          "the handler of "
              + registered
              + " leaves out columns of the key: "
              + String.join(", ", lostKey),
          "without them no row could be found again; let it take them, too");
    }
    List<Row> here = stored();
    List<String> all = here.stream().map(row -> row.text("name")).toList();
    List<String> missing =
        source.columnNames().stream()
            .flatMap(column -> choice.nameHere(column).stream())
            .filter(column -> !all.contains(column))
            .toList();
    if (!missing.isEmpty()) {
      throw new StateError(
          "table " + name + " lacks columns that the provider has: " + String.join(", ", missing),
          "add them with 'alter table', the copy goes on by itself");
    }
    List<String> stored =
        here.stream().filter(row -> !row.bool("generated")).map(row -> row.text("name")).toList();
    return source.columnNames().stream()
        .filter(column -> choice.nameHere(column).filter(stored::contains).isPresent())
        .toList();
  }

  /**
   * Makes sure that all that is taken off for the copy can be put back afterwards.
   *
   * @param withoutIndexes the copy takes the indexes off
   * @throws StateError naming what the role lacks, and what grants it
   */
  void refuseWithoutRights(boolean withoutIndexes) {
    List<MissingRight> missing =
        MissingRight.read(session, List.of(name)).getOrDefault(name, List.of()).stream()
            .filter(right -> withoutIndexes || right.concern() != MissingRight.Concern.INDEXES)
            .toList();
    if (!missing.isEmpty()) {
      throw new StateError(
          "the copy of "
              + name
              + " waits for rights: "
              + texts(missing, MissingRight::problem)
              + " ("
              + texts(missing, MissingRight::remedy)
              + ")",
          "it goes on by itself when they are granted");
    }
  }

  private static String texts(List<MissingRight> missing, Function<MissingRight, String> text) {
    return missing.stream().map(text).collect(Collectors.joining("; "));
  }

  /** The types of columns, without lengths. */
  List<String> types(List<String> columnNames) {
    Map<String, String> types = new HashMap<>();
    stored().forEach(row -> types.put(row.text("name"), row.text("type")));
    return columnNames.stream().map(column -> types.getOrDefault(column, "")).toList();
  }

  private List<Row> stored() {
    List<Row> known = stored;
    if (known == null) {
      known = stored(session, oids(List.of(this)));
      stored = known;
    }
    return known;
  }

  /** The COPY statement that takes rows. */
  String copyStatement(List<String> columnNames) {
    return "copy " + name.quoted() + " (" + Identifier.list(columnNames) + ") from stdin";
  }

  /** The same in the binary format. */
  String binaryCopyStatement(List<String> columnNames) {
    return copyStatement(columnNames) + " with binary";
  }

  /**
   * The same, of rows that no vacuum has to look at again; see {@link Server#freezesCopiedRows}.
   */
  String frozenCopyStatement(List<String> columnNames) {
    return copyStatement(columnNames) + " with (format binary, freeze)";
  }

  /** Keeps a table as it is built until the transaction ends; its rows may change. */
  static void lock(Session session, TableName name) {
    session.execute("lock table only " + name.quoted() + " in row exclusive mode");
  }

  /**
   * Empties it, and keeps others away from it until the transaction ends.
   *
   * @param withChildren and those that inherit from it
   * @param anew even if it is empty
   * @return true if this table, and no other, is stored in new files now
   */
  boolean truncate(boolean withChildren, boolean anew) {
    if (partitioned || withChildren) {
      session.execute("truncate " + name.quoted());
      return false;
    }
    session.execute("lock table only " + name.quoted() + " in access exclusive mode");
    if (!anew && filled(List.of(this)).isEmpty()) {
      return false;
    }
    session.execute("truncate only " + name.quoted());
    return true;
  }

  /**
   * Empties plain tables, and keeps others away from them until the transaction ends.
   *
   * @throws DatabaseError if somebody is at one of them now
   */
  static void truncateUnlessBusy(Session session, Collection<TargetTable> tables) {
    session.execute("lock table " + list(tables, "only ") + " in access exclusive mode nowait");
    List<TargetTable> filled = filled(tables);
    if (!filled.isEmpty()) {
      session.execute("truncate " + list(filled, "only "));
    }
  }

  /** Those that have had rows since they were emptied. */
  private static List<TargetTable> filled(Collection<TargetTable> tables) {
    Session session = tables.iterator().next().session;
    Set<Long> filled =
        session.rows(SIZES.with("oids", oids(tables))).stream()
            .filter(row -> row.bigint("bytes") > 0)
            .map(row -> row.bigint("oid"))
            .collect(Collectors.toSet());
    return tables.stream().filter(table -> filled.contains(table.oid)).toList();
  }

  private static String list(Collection<TargetTable> tables, String word) {
    return tables.stream()
        .map(table -> word + table.name.quoted())
        .collect(Collectors.joining(", "));
  }

  /**
   * Analyses tables, if the server can: some values make it fail. They are the same rows without.
   */
  static void analyze(Session session, Collection<TargetTable> tables) {
    try {
      session.execute(
          tables.stream()
              .map(table -> "analyze " + table.name.quoted())
              .collect(Collectors.joining("; ")));
    } catch (DatabaseError e) {
      if (e.isTransient()) {
        throw e;
      }
      if (tables.size() == 1) {
        LOG.warn("a table cannot be analysed, and is used without: {}", e.problem());
      } else {
        tables.forEach(table -> analyze(session, List.of(table)));
      }
    }
  }

  /**
   * Takes foreign keys from and to the table off; the worker puts them back when all is in sync.
   */
  void dropForeignKeys() {
    dropForeignKeys(session, List.of(this));
  }

  /** The same for several tables. */
  static void dropForeignKeys(Session session, Collection<TargetTable> tables) {
    for (Row row : session.rows(FOREIGN_KEYS.with("oids", oids(tables)))) {
      LOG.info("Dropping fkey: {}", row.text("fkey_name"));
      session.update(
          DROP_FOREIGN_KEY
              .with("table", row.text("from_table"))
              .with("name", row.text("fkey_name")));
    }
  }

  /** How many indexes {@link #dropIndexes} would try to take off. */
  int removableIndexes() {
    return removable().size();
  }

  private List<Row> removable() {
    return partitioned ? List.of() : session.rows(REMOVABLE.with("oid", oid));
  }

  /** Takes indexes and the constraints that need them off, as far as nothing else needs them. */
  void dropIndexes() {
    for (Row row : removable()) {
      String object = row.text("object_name");
      try {
        session.savepoint(
            () -> {
              session.execute(row.text("drop_statement"));
              return true;
            });
      } catch (DatabaseError e) {
        if (!e.sqlState().equals(OTHERS_DEPEND_ON_IT)) {
          throw e;
        }
        LOG.info("Keeping {} during the copy: others depend on it", object);
        continue;
      }
      LOG.info("Dropping {}", object);
      session.update(
          about(NOTE)
              .with("object", object)
              .with("is_key", row.bool("is_key"))
              .with("statement", row.text("create_statement")));
    }
  }

  /** Puts the key back. */
  void restoreKey() {
    noted().stream().filter(row -> row.bool("is_key")).forEach(row -> restore(session, row));
  }

  /**
   * Puts back whatever was taken off and is not back yet.
   *
   * @param open opens further sessions to the same database
   * @param connections so many indexes are made at once
   */
  void restoreIndexes(Supplier<Session> open, int connections) {
    List<Row> noted = noted();
    Crew.share(
        noted,
        Math.min(connections, noted.size()),
        session,
        open,
        this::restore,
        "indexes of " + registered);
  }

  private List<Row> noted() {
    return session.rows(about(NOTED));
  }

  /** Each in a transaction of its own. */
  private void restore(Session worker, Row row) {
    String object = row.text("object_name");
    LOG.info("Creating {}", object);
    worker.transactionally(
        () -> {
          worker.execute(row.text("statement"));
          worker.update(about(FORGET).with("object", object));
        });
  }

  private BoundSql about(Sql sql) {
    return sql.with("queue", queue).with("table", registered.raw());
  }
}
