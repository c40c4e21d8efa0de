package org.jlondiste.values;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.support.Application;

/**
 * Has applications of all sorts write values, and tells how they arrive where a carrier brings
 * them. Each type has a table whose values are inserted and updated, one whose key they are, from
 * which they are deleted, and one that is copied.
 */
final class WrittenValues {
  /** As it was. */
  static final String EXACT = "exact";

  private static final String GONE = "row is missing";
  private static final int LONGEST = 60;

  /** Of a key; longer ones do not fit into an index. */
  private static final int LONGEST_KEY = 2000;

  private final Carrier carrier;
  private final List<Writing> writings;
  private final List<String> types;
  private final Map<Writing, Integer> numbers = new HashMap<>();
  private final Set<String> keyTypes = new HashSet<>();

  WrittenValues(Carrier carrier, List<Writing> writings) {
    this.carrier = carrier;
    this.writings = List.copyOf(writings);
    writings.forEach(one -> numbers.putIfAbsent(one, numbers.size() + 1));
    this.types = writings.stream().map(Writing::type).distinct().toList();
  }

  /**
   * What became of a value.
   *
   * @param deleted empty if it cannot be a key
   */
  record Fate(String inserted, String updated, String deleted) {
    /** One word if all ways end alike. */
    String words() {
      Map<String, String> ways = new LinkedHashMap<>();
      ways.merge(inserted, "insert", Fate::joined);
      ways.merge(updated, "update", Fate::joined);
      if (!deleted.isEmpty()) {
        ways.merge(deleted, "delete", Fate::joined);
      }
      if (ways.size() == 1) {
        return inserted;
      }
      return ways.entrySet().stream()
          .map(entry -> entry.getValue() + ": " + entry.getKey())
          .collect(Collectors.joining("; "));
    }

    private static String joined(String one, String other) {
      return one + ", " + other;
    }
  }

  /** A statement, and the value and the way it is about. */
  private record Deed(Writing writing, String way, String statement) {}

  /** What became of the values that were written, in their order. */
  List<Fate> written() {
    List<String> tables = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      // what is written under settings is not read under them, too
      carrier
          .source()
          .run("create table public.g_" + i + " (id int primary key, v " + types.get(i) + ")");
      create("e_" + i + " (id int primary key, v " + types.get(i) + ")");
      tables.add("public.e_" + i);
      if (canBeKey(i)) {
        carrier.target().run("create table public.k_" + i + keyed(i));
        tables.add("public.k_" + i);
        keyTypes.add(types.get(i));
      }
    }
    carrier.follow(tables);
    Map<Writing, Map<String, String>> said = new LinkedHashMap<>();
    List<Writing> keys = new ArrayList<>();
    prepare(keys);
    Map<String, List<Writing>> groups = new LinkedHashMap<>();
    writings.forEach(one -> groups.computeIfAbsent(one.setting(), s -> new ArrayList<>()).add(one));
    for (List<Writing> group : groups.values()) {
      List<Deed> deeds = new ArrayList<>();
      for (Writing one : group) {
        deeds.add(new Deed(one, "insert", insert("e_", one, number(one), given(one))));
        deeds.add(new Deed(one, "update", update(one)));
        if (keys.contains(one)) {
          deeds.add(
              new Deed(
                  one, "delete", "delete from " + table("k_", one) + " where n = " + number(one)));
        }
      }
      try (Application application = Application.of(carrier.source(), group.get(0).settings())) {
        Map<Integer, String> stops =
            carrier.carry(application, deeds.stream().map(Deed::statement).toList());
        stops.forEach(
            (number, problem) ->
                said.computeIfAbsent(deeds.get(number).writing(), w -> new LinkedHashMap<>())
                    .put(deeds.get(number).way(), problem));
      }
    }
    List<Fate> fates = new ArrayList<>();
    try (Session source = carrier.source().session();
        Session target = carrier.target().session()) {
      for (Writing one : writings) {
        Map<String, String> stops = said.getOrDefault(one, Map.of());
        ValueType type = new ValueTypes(source).declared(one.type());
        String inserted = fate(source, target, type, table("e_", one), number(one));
        String updated = fate(source, target, type, table("e_", one), -number(one));
        fates.add(
            new Fate(
                stopped(stops, "insert", inserted),
                stopped(stops, "update", updated),
                keys.contains(one) ? stopped(stops, "delete", deleted(one)) : ""));
      }
    }
    return fates;
  }

  /** Rows to be changed, written by an application without settings of its own. */
  private void prepare(List<Writing> keys) {
    List<String> statements = new ArrayList<>();
    try (Application application = Application.of(carrier.source(), Map.of())) {
      for (Writing one : writings) {
        statements.add(insert("g_", one, number(one), one.cast()));
        statements.add(insert("e_", one, -number(one), "null"));
        if (keyTypes.contains(one.type())) {
          if (!one.bystander().isEmpty()) {
            String row = SampleValues.cast(one.bystander(), one.type()) + ", 0";
            statements.add("insert into " + table("k_", one) + " values (" + row + ")");
          }
          String taken = "select count(*) from " + table("k_", one) + " where v = " + one.cast();
          keys.add(one);
          statements.add(
              "insert into "
                  + table("k_", one)
                  + " select "
                  + one.cast()
                  + ", "
                  + number(one)
                  + " where ("
                  + taken
                  + ") = 0 and octet_length("
                  + one.cast()
                  + "::text) <= "
                  + LONGEST_KEY);
        }
      }
      carrier.carry(application, List.of("begin; " + String.join("; ", statements) + "; commit"));
      keys.removeIf(
          one ->
              carrier
                      .source()
                      .count(
                          "select count(*) from " + table("k_", one) + " where n = " + number(one))
                  == 0);
    }
  }

  /**
   * What became of values that were copied, while these are the settings of the source's database.
   */
  List<String> copied(Map<String, String> settings) {
    String kind = settings.isEmpty() ? "c_" : "d_";
    List<String> tables = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      create(kind + i + " (id int primary key, v " + types.get(i) + ")");
      tables.add("public." + kind + i);
    }
    for (Writing one : writings) {
      carrier.source().run(insert(kind, one, number(one), one.cast()));
    }
    String database = "alter database " + carrier.source().name();
    settings.forEach(
        (name, value) ->
            carrier
                .source()
                .run(database + " set " + name + " = '" + value.replace("'", "''") + "'"));
    Map<String, String> stops = carrier.copy(tables);
    carrier.source().run(database + " reset all");
    List<String> fates = new ArrayList<>();
    try (Session source = carrier.source().session();
        Session target = carrier.target().session()) {
      for (Writing one : writings) {
        ValueType type = new ValueTypes(source).declared(one.type());
        String stop = stops.get(table(kind, one));
        fates.add(
            stop != null
                ? refused(stop)
                : fate(source, target, type, table(kind, one), number(one)));
      }
    }
    return fates;
  }

  private void create(String table) {
    carrier.source().run("create table public." + table);
    carrier.target().run("create table public." + table);
  }

  /** Makes the source's table whose key the values are, if the server can put them in order. */
  private boolean canBeKey(int number) {
    String type = types.get(number);
    List<String> statements = new ArrayList<>();
    statements.add("create table public.o_" + number + " (v " + type + ")");
    writings.stream()
        .filter(one -> one.type().equals(type))
        .map(one -> "insert into public.o_" + number + " values (" + one.cast() + ")")
        .forEach(statements::add);
    statements.add(
        "delete from public.o_" + number + " where octet_length(v::text) > " + LONGEST_KEY);
    statements.add("create index on public.o_" + number + " (v)");
    statements.add("create table public.k_" + number + keyed(number));
    try {
      carrier.source().runTogether(statements.toArray(String[]::new));
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private String keyed(int number) {
    return " (v " + types.get(number) + " primary key, n int)";
  }

  private int number(Writing one) {
    return numbers.getOrDefault(one, 0);
  }

  private String table(String kind, Writing one) {
    return "public." + kind + types.indexOf(one.type());
  }

  private String insert(String kind, Writing one, int id, String value) {
    return "insert into " + table(kind, one) + " values (" + id + ", " + value + ")";
  }

  private String given(Writing one) {
    return "(select v from " + table("g_", one) + " where id = " + number(one) + ")";
  }

  private String update(Writing one) {
    return "update " + table("e_", one) + " set v = " + given(one) + " where id = " + -number(one);
  }

  private static String stopped(Map<String, String> stops, String way, String fate) {
    String stop = stops.get(way);
    return stop == null ? fate : refused(stop);
  }

  private static String refused(String problem) {
    return "stands still: `" + shortened(problem.replaceFirst("^\\[[^]]*\\] *", "")) + "`";
  }

  private String deleted(Writing one) {
    String here = "select count(*) from " + table("k_", one) + " where n = ";
    boolean stays = carrier.target().count(here + number(one)) > 0;
    boolean wrong =
        !one.bystander().isEmpty()
            && carrier.source().count(here + 0) > 0
            && carrier.target().count(here + 0) == 0;
    if (wrong) {
      String lost =
          carrier.source().value("select v::text from " + table("k_", one) + " where n = 0");
      return (stays ? "row stays; " : "") + "deletes the row of `" + lost + "`";
    }
    return stays ? "row stays" : EXACT;
  }

  private static String fate(Session source, Session target, ValueType type, String table, int id) {
    boolean binary = type.hasBinaryForm();
    Optional<Row> given = source.optionalRow(query(type, table, id, binary));
    Optional<Row> arrived = target.optionalRow(query(type, table, id, binary));
    if (arrived.isEmpty()) {
      return GONE;
    }
    boolean same =
        arrived.get().optionalText("bits").equals(given.orElseThrow().optionalText("bits"));
    return same || bits(type, arrived.get(), binary).equals(bits(type, given.orElseThrow(), binary))
        ? EXACT
        : "arrives as `" + shortened(arrived.get().optionalText("shown").orElse("null")) + "`";
  }

  private static BoundSql query(ValueType type, String table, int id, boolean binary) {
    return Sql.composed(
            "a value of " + table,
            "select v::text as shown, "
                + BinaryForm.expression(type, "v", binary)
                + " as bits from "
                + table
                + " where id = :id")
        .with("id", id);
  }

  private static String bits(ValueType type, Row row, boolean binary) {
    return row.optionalText("bits").map(hex -> BinaryForm.of(type, hex, binary)).orElse("null");
  }

  static String shortened(String text) {
    String line = text.replace("\n", " ").replace("|", "\\|").replace("`", "'");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
