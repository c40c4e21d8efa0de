package org.jlondiste.values;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.values.ValueType.Kind;

/** The types of one database, read when they are asked for. */
final class ValueTypes {
  private static final Sql FACTS = Sql.of(ValueTypes.class, "type_facts.sql");
  private static final Sql SUBTYPE = Sql.of(ValueTypes.class, "range_subtype.sql");
  private static final Sql RANGE = Sql.of(ValueTypes.class, "range_of_multirange.sql");
  private static final Sql DECLARED = Sql.of(ValueTypes.class, "declared_type.sql");

  private final Session session;
  private final Map<Long, ValueType> known = new HashMap<>();

  ValueTypes(Session session) {
    this.session = session;
  }

  /**
   * The type of columns that are declared like this.
   *
   * @throws org.jlondiste.error.DatabaseError if there is no such type
   */
  ValueType declared(String type) {
    return of(session.row(DECLARED.with("type", type)).bigint("type"));
  }

  private ValueType of(long oid) {
    ValueType type = known.get(oid);
    if (type == null) {
      type = read(oid, session.row(FACTS.with("oid", oid)));
      known.put(oid, type);
    }
    return type;
  }

  private ValueType read(long oid, Row row) {
    Kind kind = kind(row);
    List<Long> parts =
        switch (kind) {
          case BASE, ENUM -> List.of();
          case ARRAY -> List.of(row.bigint("element"));
          case DOMAIN -> List.of(row.bigint("base"));
          case COMPOSITE -> row.texts("fields").stream().map(Long::valueOf).toList();
          case RANGE -> List.of(session.row(SUBTYPE.with("oid", oid)).bigint("part"));
          case MULTIRANGE -> List.of(session.row(RANGE.with("oid", oid)).bigint("part"));
        };
    return new ValueType(
        row.text("name"),
        kind,
        row.bool("built_in"),
        row.nullableText("send_function"),
        parts.stream().map(this::of).toList(),
        row.texts("field_types"),
        row.texts("labels"));
  }

  private static Kind kind(Row row) {
    return switch (row.text("kind")) {
      case "c" -> Kind.COMPOSITE;
      case "d" -> Kind.DOMAIN;
      case "e" -> Kind.ENUM;
      case "r" -> Kind.RANGE;
      case "m" -> Kind.MULTIRANGE;
      default -> row.bigint("element") == 0 ? Kind.BASE : Kind.ARRAY;
    };
  }
}
