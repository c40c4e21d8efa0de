package org.jlondiste.postgres.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jspecify.annotations.Nullable;

/** The relations of a database by name, those of the system and of the queue left out. */
public final class Relations {
  private static final Sql BEFORE_9_1 = Sql.of(Relations.class, "relations.sql");
  private static final Sql FROM_9_1 = Sql.of(Relations.class, "relations@90100.sql");
  private static final Sql FROM_10 = Sql.of(Relations.class, "relations@100000.sql");

  private final Map<TableName, Relation> byName;

  private Relations(Map<TableName, Relation> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** Reads all of them. */
  public static Relations all(Session session) {
    return read(session, null);
  }

  /** Reads those of some names; what is not there is left out. */
  public static Relations named(Session session, Collection<TableName> names) {
    return read(session, names.stream().map(TableName::raw).toList());
  }

  public Optional<Relation> find(TableName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** In order of their names. */
  public List<Relation> list() {
    return List.copyOf(byName.values());
  }

  public List<Relation> tables() {
    return byName.values().stream().filter(Relation::isTable).toList();
  }

  public List<Relation> sequences() {
    return byName.values().stream()
        .filter(relation -> relation.kind() == Relation.Kind.SEQUENCE)
        .toList();
  }

  /** The partitioned tables above a partition, the nearest first. */
  public List<TableName> ancestors(TableName name) {
    Map<TableName, Boolean> ancestors = new LinkedHashMap<>();
    Optional<TableName> next = find(name).flatMap(Relation::partitionOf);
    while (next.isPresent() && ancestors.put(next.get(), true) == null) {
      next = find(next.get()).flatMap(Relation::partitionOf);
    }
    return List.copyOf(ancestors.keySet());
  }

  private static Relations read(Session session, @Nullable List<String> names) {
    Map<TableName, Relation> byName = new LinkedHashMap<>();
    for (Row row : session.rows(query(session.server()).with("names", names))) {
      TableName name = new TableName(row.text("schema_name"), row.text("relation_name"));
      byName.put(name, relation(name, row));
    }
    return new Relations(byName);
  }

  private static Sql query(Server server) {
    if (server.hasPartitions()) {
      return FROM_10;
    }
    return server.hasUnloggedTables() ? FROM_9_1 : BEFORE_9_1;
  }

  private static Relation relation(TableName name, Row row) {
    Optional<TableName> parent =
        row.optionalText("partition_of_name")
            .map(table -> new TableName(row.text("partition_of_schema"), table));
    return new Relation(
        name,
        Relation.Kind.ofCatalog(row.text("kind")),
        Relation.Persistence.ofCatalog(row.text("persistence")),
        parent,
        row.optionalText("extension"));
  }
}
