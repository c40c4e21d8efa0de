package org.jlondiste.chance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A made-up table. Its columns are those of the key, {@code n} and {@code t}, which statements and
 * triggers work with, and any others.
 *
 * @param name quoted, with its schema
 * @param number of the table in its story
 * @param identity how the source tells its rows apart
 * @param partitions the table's rows lie in so many partitions on the source; 0 for no partitions
 * @param parent name of the table from which it inherits, or an empty text
 * @param extras columns that came later; for any number of threads
 */
record Table(
    String name,
    int number,
    Identity identity,
    List<Column> columns,
    int keySize,
    int partitions,
    String parent,
    List<String> extras) {

  /** How rows are told apart. */
  enum Identity {
    PRIMARY_KEY,
    DEFERRED_KEY,
    UNIQUE_INDEX,
    NONE
  }

  /** The column that refers to another table, if there is one. */
  static final String UP = "up";

  private static final String[] NAMES = {
    "t%d",
    "\"Table %d\"",
    "\"say \"\"%d\"\"\"",
    "\"some schema\".t%d",
    "\"żółw %d\"",
    "\"a.b%d\"",
    "\"t%d'\""
  };

  static Table any(int number, double source, double target, Random random) {
    double version = Math.min(source, target);
    Identity identity =
        switch (random.nextInt(8)) {
          case 0 -> Identity.NONE;
          case 1 -> Identity.UNIQUE_INDEX;
          case 2 -> version >= 9 ? Identity.DEFERRED_KEY : Identity.PRIMARY_KEY;
          default -> Identity.PRIMARY_KEY;
        };
    Set<String> taken = new HashSet<>();
    List<Column> columns = new ArrayList<>();
    int keySize = identity == Identity.NONE ? 0 : random.nextInt(4) == 0 ? 2 : 1;
    int partitions = 0;
    if (source >= 11 && keySize > 0 && random.nextInt(5) == 0) {
      partitions = 1 + random.nextInt(4);
      identity = Identity.PRIMARY_KEY;
    }
    for (int i = 0; i < keySize; i++) {
      Kind kind =
          random.nextBoolean() || (partitions > 0 && i == 0)
              ? Kind.NUMBER
              : Kind.anyForKeys(random, version);
      columns.add(new Column(Column.name(random, source, taken), kind, true, ""));
    }
    columns.add(new Column("n", Kind.NUMBER, false, ""));
    columns.add(
        new Column("t", new Kind("text", 8.4, false, List.of("'x'", "''", "'y'")), false, ""));
    if (random.nextBoolean()) {
      columns.add(new Column(UP, Kind.NUMBER, false, ""));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      Kind kind = Kind.any(random, version);
      columns.add(new Column(Column.name(random, source, taken), kind, random.nextInt(4) == 0, ""));
    }
    if (version >= 12 && random.nextInt(4) == 0) {
      String how = version >= 18 && random.nextBoolean() ? "virtual" : "stored";
      columns.add(
          new Column("g", Kind.NUMBER, false, "generated always as (n * 2 + length(t)) " + how));
    }
    if (version >= 10 && partitions == 0 && random.nextInt(5) == 0) {
      String how = random.nextBoolean() ? "always" : "by default";
      columns.add(new Column("i", Kind.NUMBER, true, "generated " + how + " as identity"));
    }
    if (partitions == 0) {
      Collections.shuffle(columns.subList(keySize, columns.size()), random);
    }
    String name = NAMES[random.nextInt(NAMES.length)].formatted(number);
    return new Table(
        name, number, identity, columns, keySize, partitions, "", new CopyOnWriteArrayList<>());
  }

  /** A table that inherits from this one. */
  Table child(int childNumber, Random random) {
    return new Table(
        NAMES[random.nextInt(NAMES.length)].formatted(childNumber),
        childNumber,
        identity,
        columns,
        keySize,
        0,
        name,
        new CopyOnWriteArrayList<>());
  }

  /** Whether others may inherit from it: they would not inherit its numbers. */
  boolean canHaveChildren() {
    return partitions == 0
        && parent.isEmpty()
        && columns.stream().noneMatch(column -> column.generated().endsWith("identity"));
  }

  List<Column> key() {
    return columns.subList(0, keySize);
  }

  /** The columns that statements give values. */
  List<Column> written() {
    return columns.stream().filter(Column::isWritten).toList();
  }

  /** The name without quotes, as the set knows the table. */
  String globalName() {
    String raw = name.replace("\"\"", "\u0000").replace("\"", "").replace('\u0000', '"');
    return name.startsWith("\"some schema\".") ? raw : "public." + raw;
  }

  /** Creates the table where statements write to it. */
  List<String> onSource(Random random) {
    List<Column> order = new ArrayList<>(columns);
    Collections.shuffle(order, random);
    List<String> statements = new ArrayList<>();
    boolean dropped = random.nextInt(4) == 0;
    String body = body(order, dropped ? List.of("gone int default 7") : List.of());
    if (partitions > 0) {
      statements.add(
          "create table "
              + name
              + " ("
              + body
              + ") partition by range ("
              + key().get(0).name()
              + ")");
      for (int i = 0; i < partitions; i++) {
        statements.add("create table " + partition(i) + " partition of " + name + " " + bounds(i));
      }
      if (random.nextBoolean()) {
        statements.add(rest());
      }
    } else {
      statements.add(
          parent.isEmpty()
              ? "create table " + name + " (" + body + ")"
              : "create table " + name + " () inherits (" + parent + ")");
    }
    addIdentity(statements);
    if (dropped && parent.isEmpty()) {
      statements.add("alter table " + name + " drop column gone");
    }
    statements.add(view(partitions > 0));
    return statements;
  }

  /** Creates the partition for what no other one takes. */
  String rest() {
    return "create table " + partition(partitions) + " partition of " + name + " default";
  }

  /** Which rows a partition of the source takes. */
  String bounds(int i) {
    return i == partitions
        ? "default"
        : "for values from (" + (i == 0 ? "minvalue" : i * 15) + ") to (" + (i + 1) * 15 + ")";
  }

  /**
   * Creates the table where changes arrive: in another order, and with columns of its own.
   *
   * @param mother whether others inherit from it
   * @param last whether nobody follows: only there the table has columns of its own
   */
  List<String> onTarget(double version, boolean mother, boolean last, Random random) {
    List<Column> order = new ArrayList<>(columns);
    Collections.shuffle(order, random);
    List<String> more = new ArrayList<>();
    boolean dropped = random.nextInt(4) == 0;
    if (dropped) {
      more.add("gone text");
    }
    if (last && random.nextInt(4) == 0) {
      more.add("own text not null default 'own'");
    }
    boolean partitioned =
        version >= 11
            && keySize > 0
            && parent.isEmpty()
            && !mother
            && identity == Identity.PRIMARY_KEY
            && Kind.NUMBER.equals(key().get(0).kind())
            && random.nextInt(4) == 0;
    List<String> identities = new ArrayList<>(List.of(""));
    if (version >= 10 && (!partitioned || version >= 17)) {
      identities.add("generated always as identity");
      identities.add("generated by default as identity");
    }
    String sort = identities.get(random.nextInt(identities.size()));
    order.replaceAll(column -> column.withIdentity(sort));
    String body = body(order, more);
    List<String> statements = new ArrayList<>();
    if (!parent.isEmpty() && random.nextBoolean()) {
      statements.add("create table " + name + " () inherits (" + parent + ")");
      addIdentity(statements);
      statements.add(view(false));
      return statements;
    }
    if (partitioned) {
      statements.add(
          "create table "
              + name
              + " ("
              + body
              + ") partition by hash ("
              + key().get(0).name()
              + ")");
      for (int i = 0; i < 3; i++) {
        statements.add(
            "create table "
                + partition(i)
                + " partition of "
                + name
                + " for values with (modulus 3, remainder "
                + i
                + ")");
      }
    } else {
      statements.add("create table " + name + " (" + body + ")");
    }
    addIdentity(statements);
    if (dropped) {
      statements.add("alter table " + name + " drop column gone");
    }
    statements.add(view(partitioned));
    return statements;
  }

  private static String body(List<Column> order, List<String> more) {
    return Stream.concat(more.stream(), order.stream().map(Column::definition))
        .collect(Collectors.joining(", "));
  }

  private void addIdentity(List<String> statements) {
    switch (identity) {
      case PRIMARY_KEY ->
          statements.add("alter table " + name + " add primary key (" + keyList() + ")");
      case DEFERRED_KEY ->
          statements.add("alter table " + name + " add primary key (" + keyList() + ") deferrable");
      case UNIQUE_INDEX ->
          statements.add(
              "create unique index on_" + number + " on " + name + " (" + keyList() + ")");
      case NONE -> {}
    }
  }

  /** What is compared: the columns that both sides have. */
  private String view(boolean partitioned) {
    return "create view "
        + viewName()
        + " as select "
        + list(columns)
        + " from "
        + (partitioned ? "" : "only ")
        + name;
  }

  /** The same for columns that came later, beside those that tell a row. */
  String extrasView() {
    List<String> names = new ArrayList<>(extras);
    names.add("n");
    key().forEach(column -> names.add(column.name()));
    return "create view "
        + viewName()
        + "_extras as select "
        + names.stream().distinct().collect(Collectors.joining(", "))
        + " from "
        + name;
  }

  String viewName() {
    return "seen_" + number;
  }

  boolean refers() {
    return columns.stream().anyMatch(column -> column.name().equals(UP));
  }

  /** Whether others can refer to it. */
  boolean isReferable(double version) {
    return keySize == 1
        && Kind.NUMBER.equals(key().get(0).kind())
        && identity != Identity.DEFERRED_KEY
        && (partitions == 0 || version >= 12);
  }

  String partition(int i) {
    return "leaf_" + number + "_" + i;
  }

  String keyList() {
    return list(key());
  }

  static String list(List<Column> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** A row's values for the columns that are written, as SQL. */
  String values(Random random) {
    return written().stream().map(c -> c.value(random)).collect(Collectors.joining(", "));
  }

  /** A condition that holds for a row or a few. */
  String condition(Random random) {
    if (keySize == 0 || random.nextInt(4) == 0) {
      int n = random.nextInt(60);
      return random.nextInt(3) == 0 ? "n between " + n + " and " + (n + 5) : "n = " + n;
    }
    return key().stream()
        .map(column -> column.name() + " = " + column.kind().value(random))
        .collect(Collectors.joining(" and "));
  }

  /** Tells the row of a trigger's record. */
  String sameAs(String row) {
    return keySize == 0
        ? "n = " + row + ".n"
        : key().stream()
            .map(column -> column.name() + " = " + row + "." + column.name())
            .collect(Collectors.joining(" and "));
  }
}
