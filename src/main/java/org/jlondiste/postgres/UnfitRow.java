package org.jlondiste.postgres;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A row, as COPY writes it, whose text the target does not take. */
public final class UnfitRow {
  private static final int LONGEST_KEY = 100;

  private final List<byte[]> values;
  private final List<String> columns;

  /**
   * @param line the row with tabs between its values
   */
  public UnfitRow(byte[] line, List<String> columns) {
    this.columns = columns;
    this.values = new ArrayList<>();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte b : line) {
      if (b == '\t' || b == '\n') {
        values.add(value.toByteArray());
        value.reset();
      } else {
        value.write(b);
      }
    }
  }

  /**
   * Looks for the first row of a COPY that holds bytes.
   *
   * @param statement {@code COPY … TO STDOUT}
   */
  public static Optional<UnfitRow> find(
      Session source, String statement, List<String> columns, UnfitBytes bytes) {
    return find(
        source,
        statement,
        columns,
        UnaryOperator.identity(),
        bytes::areIn,
        row -> row.values.stream().anyMatch(bytes::areIn));
  }

  /** The same where the COPY hands out values as {@link HexLine} reads them. */
  public static Optional<UnfitRow> findInHex(
      Session source, String statement, List<String> columns, UnfitBytes bytes) {
    return find(
        source,
        statement,
        columns,
        HexLine::decoded,
        bytes::areIn,
        row -> row.values.stream().anyMatch(bytes::areIn));
  }

  /** Looks for the first row of a COPY that holds a value which a server refused. */
  public static Optional<UnfitRow> find(
      Session source, String statement, List<String> columns, RefusedValue value) {
    byte[] beginning = value.beginning();
    int position = columns.indexOf(value.column());
    return find(
        source,
        statement,
        columns,
        UnaryOperator.identity(),
        line -> position >= 0,
        row -> position < row.values.size() && begins(row.values.get(position), beginning));
  }

  private static boolean begins(byte[] value, byte[] beginning) {
    return value.length >= beginning.length
        && Arrays.equals(value, 0, beginning.length, beginning, 0, beginning.length);
  }

  private static Optional<UnfitRow> find(
      Session source,
      String statement,
      List<String> columns,
      UnaryOperator<byte[]> reading,
      Predicate<byte[]> mayBe,
      Predicate<UnfitRow> is) {
    AtomicReference<@Nullable UnfitRow> found = new AtomicReference<>();
    source.copyOut(
        statement,
        given -> {
          byte[] line = found.get() == null ? reading.apply(given) : given;
          if (found.get() == null && mayBe.test(line)) {
            UnfitRow row = new UnfitRow(line, columns);
            if (is.test(row)) {
              found.set(row);
            }
          }
        });
    return Optional.ofNullable(found.get());
  }

  /**
   * Says which value it is: {@code column note of the row with id=5}.
   *
   * @param key names of the key's columns
   * @param unfit picks the value
   */
  public String describe(List<String> key, Predicate<byte[]> unfit) {
    return describe(key, column(unfit).orElse(""));
  }

  /**
   * The column of the first value of a kind.
   *
   * @param unfit picks the value
   */
  public Optional<String> column(Predicate<byte[]> unfit) {
    for (int i = 0; i < values.size() && i < columns.size(); i++) {
      if (unfit.test(values.get(i))) {
        return Optional.of(columns.get(i));
      }
    }
    return Optional.empty();
  }

  /** Says which value it is, of a column that is known. */
  public String describe(List<String> key, String column) {
    return "column " + column + " of the row with " + key(key);
  }

  /**
   * Says which row it is: {@code id=5}.
   *
   * @param key names of the key's columns; if there are none, all values are named
   */
  public String key(List<String> key) {
    StringJoiner shown = new StringJoiner(", ");
    for (String name : key.isEmpty() ? columns : key) {
      int position = columns.indexOf(name);
      if (position >= 0 && position < values.size()) {
        shown.add(name + "=" + shown(values.get(position)));
      }
    }
    return shown.toString();
  }

  /** What is not ASCII is shown in hexadecimal digits. */
  private static String shown(byte[] value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length && i < LONGEST_KEY; i++) {
      if (value[i] < 0) {
        text.append(String.format("\\x%02x", value[i]));
      } else {
        text.append((char) value[i]);
      }
    }
    return text.toString();
  }
}
