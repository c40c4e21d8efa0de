package org.jlondiste.postgres.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** The relations of a database by name, those of the system and of the queue left out. */
public final class Relations {
  private static final Sql ALL = Sql.of(Relations.class, "relations.sql");
  private static final Sql EXISTS = Sql.of(Relations.class, "relation_exists.sql");

  private final Map<TableName, Relation> byName;

  private Relations(Map<TableName, Relation> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** Reads all of them. */
  public static Relations all(Session session) {
    Map<TableName, Relation> byName = new LinkedHashMap<>();
    for (Row row : session.rows(ALL.bound())) {
      TableName name = new TableName(row.text("schema_name"), row.text("relation_name"));
      byName.put(name, relation(name, row));
    }
    return new Relations(byName);
  }

  /** Whether there is a relation of a name, be it of the system. */
  public static boolean exist(Session session, TableName name) {
    return session
        .row(EXISTS.with("schema", name.schema()).with("name", name.name()))
        .bool("found");
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

  private static Relation relation(TableName name, Row row) {
    Optional<TableName> parent =
        row.optionalText("partition_of_name")
            .map(table -> new TableName(row.text("partition_of_schema"), table));
    return new Relation(
        name,
        Relation.Kind.ofCatalog(row.text("kind")),
        Relation.Persistence.ofCatalog(row.text("persistence")),
        parent,
        row.bool("has_columns"),
        row.optionalText("extension"));
  }
}
