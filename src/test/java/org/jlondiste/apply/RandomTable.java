package org.jlondiste.apply;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.change.Change;
import org.jlondiste.change.Operation;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.RowShape;
import org.jlondiste.change.Truncation;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/** A table that lives in memory only, changes at random, and remembers what happened to it. */
final class RandomTable {
  private static final String[] TEXTS = {
    "",
    "a",
    "NULL",
    "null",
    "\\N",
    "\\",
    "\"",
    "'",
    "{}",
    "tab\there",
    "line\nbreak",
    "cr\rhere",
    "ä€𝄞",
    " blank ",
    "(1,2)",
    ",",
    "%41+",
    "back\\slash \"quoted\""
  };

  private interface Maker {
    @Nullable String make(Random random);
  }

  private final TableName name;
  private final String definition;
  private final RowShape shape;
  private final List<Maker> makers;
  private final int uniqueColumn;
  private final boolean ownColumn;
  private final Random random;
  private final Map<String, List<@Nullable String>> rows = new LinkedHashMap<>();
  private final Map<String, List<@Nullable String>> copied = new LinkedHashMap<>();
  private final Set<Integer> inseparable = new HashSet<>();
  private int serial;

  private RandomTable(
      String name,
      String definition,
      int keySize,
      List<String> columns,
      List<Maker> makers,
      int uniqueColumn,
      boolean ownColumn,
      Random random) {
    this.name = new TableName("public", name);
    this.definition = definition;
    this.shape = new RowShape(columns, columns.subList(0, keySize));
    this.makers = makers;
    this.uniqueColumn = uniqueColumn;
    this.ownColumn = ownColumn;
    this.random = random;
  }

  /** Tables with all kinds of keys. */
  static List<RandomTable> all(Random random) {
    return List.of(
        plain(60, random),
        new RandomTable(
            "places",
            "id int primary key, place int unique, a text",
            1,
            List.of("id", "place", "a"),
            List.of(number(40), orNull(number(60)), RandomTable::text),
            1,
            false,
            random),
        new RandomTable(
            "pairs",
            "a float8[], k text, b date, primary key (k, b)",
            2,
            List.of("k", "b", "a"),
            List.of(RandomTable::text, RandomTable::day, RandomTable::array),
            -1,
            false,
            random),
        new RandomTable(
            "numerics",
            "k numeric primary key, a text",
            1,
            List.of("k", "a"),
            List.of(RandomTable::numeric, RandomTable::text),
            -1,
            false,
            random),
        new RandomTable(
            "keys_only",
            "a int, b int, primary key (b, a)",
            2,
            List.of("a", "b"),
            List.of(number(8), number(8)),
            -1,
            false,
            random),
        loose(50, random),
        bare(5, random),
        owning(50, random));
  }

  /** Tables with room for very many rows, of which all ways of finding a row are wanted. */
  static List<RandomTable> spacious(Random random) {
    return List.of(
        plain(1_000_000, random),
        loose(1_000_000, random),
        bare(20_000, random),
        owning(1_000_000, random));
  }

  private static RandomTable plain(int most, Random random) {
    return new RandomTable(
        "plain",
        "id int primary key, a text, b int",
        1,
        List.of("id", "a", "b"),
        List.of(number(most), RandomTable::text, number(1000)),
        -1,
        false,
        random);
  }

  private static RandomTable loose(int most, Random random) {
    return new RandomTable(
        "loose",
        "id int, a text",
        1,
        List.of("id", "a"),
        List.of(number(most), RandomTable::text),
        -1,
        false,
        random);
  }

  private static RandomTable bare(int most, Random random) {
    return new RandomTable(
        "bare",
        "a int, b text, c float4",
        0,
        List.of("a", "b", "c"),
        List.of(number(most), RandomTable::text, orNull(number(2))),
        -1,
        false,
        random);
  }

  private static RandomTable owning(int most, Random random) {
    return new RandomTable(
        "owning",
        "own text default 'fresh', id int primary key, a text[]",
        1,
        List.of("id", "a"),
        List.of(number(most), RandomTable::array),
        -1,
        true,
        random);
  }

  String createStatement() {
    return "create table " + name.quoted() + " (" + definition + ")";
  }

  TableName name() {
    return name;
  }

  boolean hasKey() {
    return shape.hasKey();
  }

  /** True if values of another column than the key are unique, too, and may change hands. */
  boolean isUniqueBeside() {
    return uniqueColumn > 0;
  }

  /** True if a copy made while changes go on can be redone over in any state of it. */
  boolean canBeRedone() {
    return hasKey() && uniqueColumn < 0 && !ownColumn;
  }

  /** Changes a row or a few, and says how. */
  void change(List<Change> changes) {
    int choice = random.nextInt(100);
    if (choice == 0 && random.nextInt(4) == 0) {
      rows.clear();
      changes.add(new Truncation(changes.size(), name));
    } else if (choice < 40 || rows.isEmpty()) {
      insert(changes);
    } else if (choice < 70) {
      if (hasKey()) {
        update(changes, anyKey());
      } else {
        move(changes, anyKey());
      }
    } else if (choice < 74 && uniqueColumn > 0 && rows.size() > 1) {
      swap(changes);
    } else if (choice < 80) {
      move(changes, anyKey());
    } else if (choice < 83 && hasKey()) {
      noise(changes);
    } else {
      delete(changes, anyKey());
    }
  }

  /** Many rows come. */
  void grow(int changesToMake, List<Change> changes) {
    int end = changes.size() + changesToMake;
    while (changes.size() < end) {
      insert(changes);
    }
  }

  /** Every row is updated, deleted or moved, or left alone, by chance; some come. */
  void changeAll(List<Change> changes) {
    for (String key : List.copyOf(rows.keySet())) {
      int choice = random.nextInt(20);
      if (choice < 8 && hasKey()) {
        update(changes, key);
      } else if (choice < 16) {
        delete(changes, key);
      } else if (choice < 18) {
        move(changes, key);
      } else if (choice == 18) {
        insert(changes);
      }
    }
  }

  /** Changes that make sense only together with the one before: a unique value changes hands. */
  Set<Integer> inseparable() {
    return inseparable;
  }

  /** A part of the table is copied as it is now. */
  void copyPart(int part, int parts) {
    rows.forEach(
        (key, row) -> {
          if (Math.floorMod(key.hashCode(), parts) == part) {
            copied.put(key, row);
          }
        });
  }

  /** What {@link #copyPart} copied, as inserts. */
  List<Change> copy() {
    List<Change> changes = new ArrayList<>();
    for (List<@Nullable String> row : copied.values()) {
      add(changes, Operation.INSERT, row);
    }
    return changes;
  }

  /** Rows as they should be, each as one text, in order. */
  List<String> rows() {
    return rows.values().stream().map(RandomTable::line).sorted().toList();
  }

  /** Asks for the rows as {@link #rows} puts them, out of order. */
  String query() {
    List<String> columns = new ArrayList<>(shape.columns());
    if (ownColumn) {
      columns.add("own");
    }
    return columns.stream()
        .map(column -> "coalesce('=' || " + column + "::text, '') || '|'")
        .collect(Collectors.joining(" || ", "select ", " as line from " + name.quoted()));
  }

  private static String line(List<@Nullable String> row) {
    return row.stream()
        .map(value -> (value == null ? "" : "=" + value) + "|")
        .collect(Collectors.joining());
  }

  private List<@Nullable String> row(String key) {
    return Objects.requireNonNull(rows.get(key));
  }

  private void insert(List<Change> changes) {
    List<@Nullable String> row = newRow();
    String key = key(row);
    if (rows.containsKey(key) || placeIsTaken(row, key)) {
      return;
    }
    rows.put(key, row);
    add(changes, sometimes(Operation.REPLACE, Operation.INSERT), row);
  }

  private void update(List<Change> changes, String key) {
    List<@Nullable String> row = newRow();
    List<@Nullable String> before = row(key);
    for (int i = 0; i < shape.keySize(); i++) {
      row.set(i, respelled(before.get(i)));
    }
    if (placeIsTaken(row, key)) {
      return;
    }
    if (ownColumn) {
      row.set(shape.size(), before.get(shape.size()));
    }
    rows.put(key, row);
    add(changes, sometimes(Operation.REPLACE, Operation.UPDATE), row);
  }

  private void delete(List<Change> changes, String key) {
    add(changes, sometimes(Operation.REMOVE, Operation.DELETE), row(key));
    rows.remove(key);
  }

  /** A row gets another key: delete and insert. */
  private void move(List<Change> changes, String key) {
    List<@Nullable String> row = newRow();
    String newKey = key(row);
    List<@Nullable String> before = row(key);
    rows.remove(key);
    if (rows.containsKey(newKey) || placeIsTaken(row, newKey)) {
      rows.put(key, before);
      return;
    }
    rows.put(newKey, row);
    add(changes, Operation.DELETE, before);
    add(changes, Operation.INSERT, row);
  }

  /** Two rows swap their unique values in one statement. */
  private void swap(List<Change> changes) {
    String one = anyKey();
    String other = anyKey();
    if (!one.equals(other)) {
      List<@Nullable String> first = new ArrayList<>(row(one));
      List<@Nullable String> second = new ArrayList<>(row(other));
      String place = first.get(uniqueColumn);
      first.set(uniqueColumn, second.get(uniqueColumn));
      second.set(uniqueColumn, place);
      rows.put(one, first);
      rows.put(other, second);
      add(changes, Operation.UPDATE, first);
      inseparable.add(changes.size());
      add(changes, Operation.UPDATE, second);
    }
  }

  /** A row that comes and goes, or goes though it never was. */
  private void noise(List<Change> changes) {
    List<@Nullable String> row = newRow();
    if (rows.containsKey(key(row)) || placeIsTaken(row, key(row))) {
      return;
    }
    if (random.nextBoolean()) {
      add(changes, Operation.REMOVE, row);
    } else {
      add(changes, Operation.INSERT, row);
      add(changes, Operation.DELETE, row);
    }
  }

  private Operation sometimes(Operation rare, Operation often) {
    return hasKey() && !ownColumn && random.nextInt(8) == 0 ? rare : often;
  }

  private void add(List<Change> changes, Operation operation, List<@Nullable String> row) {
    @Nullable String[] values = Arrays.copyOf(row.toArray(new @Nullable String[0]), shape.size());
    changes.add(change(changes.size(), operation, values));
  }

  @SuppressWarnings("NullAway")
  private RowChange change(int event, Operation operation, @Nullable String[] values) {
    return new RowChange(event, operation, name, shape, values);
  }

  private List<@Nullable String> newRow() {
    List<@Nullable String> row = new ArrayList<>();
    makers.forEach(maker -> row.add(maker.make(random)));
    if (ownColumn) {
      row.add("fresh");
    }
    return row;
  }

  private String key(List<@Nullable String> row) {
    if (!hasKey()) {
      return row + "/" + serial++;
    }
    if (name.name().equals("numerics")) {
      return new BigDecimal(row.get(0)).stripTrailingZeros().toPlainString();
    }
    return String.join("/", row.subList(0, shape.keySize()));
  }

  private @Nullable String respelled(@Nullable String value) {
    return name.name().equals("numerics") && random.nextBoolean() && value != null
        ? new BigDecimal(value).setScale(2 + random.nextInt(3)).toPlainString()
        : value;
  }

  private boolean placeIsTaken(List<@Nullable String> row, String key) {
    if (uniqueColumn < 0) {
      return false;
    }
    String place = row.get(uniqueColumn);
    return place != null
        && rows.entrySet().stream()
            .anyMatch(
                other ->
                    !other.getKey().equals(key)
                        && place.equals(other.getValue().get(uniqueColumn)));
  }

  private String anyKey() {
    return new ArrayList<>(rows.keySet()).get(random.nextInt(rows.size()));
  }

  private static Maker number(int bound) {
    return random -> String.valueOf(random.nextInt(bound));
  }

  private static @Nullable String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private static @Nullable String day(Random random) {
    return "2024-01-0" + (1 + random.nextInt(4));
  }

  private static @Nullable String numeric(Random random) {
    return new BigDecimal(random.nextInt(30)).setScale(random.nextInt(3)).toPlainString();
  }

  private static @Nullable String array(Random random) {
    return random.nextInt(4) == 0 ? null : "{" + random.nextInt(9) + ",NULL}";
  }

  private static Maker orNull(Maker maker) {
    return random -> random.nextInt(4) == 0 ? null : maker.make(random);
  }
}
