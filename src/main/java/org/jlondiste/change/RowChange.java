package org.jlondiste.change;

import java.util.StringJoiner;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What one event did to one row. Values are the text forms of their types under pinned settings;
 * null is SQL's NULL.
 *
 * <p>INSERT, UPDATE and REPLACE carry the new row; DELETE the old one; REMOVE at least the key.
 */
public final class RowChange implements Change {
  /** Parts values; PostgreSQL's text cannot hold it, so that a second one can stand for NULL. */
  private static final char SEPARATOR = '\0';

  private final long eventId;
  private final Operation operation;
  private final TableName table;
  private final RowShape shape;
  private final RowValues values;

  /**
   * @param values one for each column of the shape; not to be changed afterwards
   */
  public RowChange(
      long eventId,
      Operation operation,
      TableName table,
      RowShape shape,
      @Nullable String[] values) {
    this(eventId, operation, table, shape, RowValues.of(values));
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          values.length + " values for the " + shape.size() + " columns of " + table);
    }
  }

  RowChange(long eventId, Operation operation, TableName table, RowShape shape, RowValues values) {
    this.eventId = eventId;
    this.operation = operation;
    this.table = table;
    this.shape = shape;
    this.values = values;
  }

  @Override
  public long eventId() {
    return eventId;
  }

  public Operation operation() {
    return operation;
  }

  @Override
  public TableName table() {
    return table;
  }

  public RowShape shape() {
    return shape;
  }

  /** The value at a position of the shape. */
  public @Nullable String value(int position) {
    return all()[position];
  }

  /**
   * The whole row as PostgreSQL printed it; null if the event told it otherwise. All its values are
   * in it, in the order of the shape.
   */
  public @Nullable String literal() {
    return values.literal();
  }

  /** The value of a column; null also if the event has no such column. */
  public @Nullable String value(String column) {
    int position = shape.position(column);
    return position < 0 ? null : value(position);
  }

  /**
   * The key's values as one text that differs for different values.
   *
   * @throws IllegalStateException if the table has no key
   */
  public String keyText() {
    if (!shape.hasKey()) {
      throw new IllegalStateException(table + " has no key");
    }
    String first = values.alone(shape.keyPosition(0));
    if (shape.keySize() == 1 && first != null) {
      return first;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shape.keySize(); i++) {
      append(text, values.alone(shape.keyPosition(i)));
    }
    return text.toString();
  }

  /** All values as one text that differs for different rows of one shape. */
  String rowText() {
    StringBuilder text = new StringBuilder();
    for (String value : all()) {
      append(text, value);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable String value) {
    if (value == null) {
      text.append(SEPARATOR);
    } else {
      text.append(value);
    }
    text.append(SEPARATOR);
  }

  /** True if a value of the key is NULL, so that the key finds nothing by equality. */
  public boolean hasNullInKey() {
    for (int i = 0; i < shape.keySize(); i++) {
      if (values.alone(shape.keyPosition(i)) == null) {
        return true;
      }
    }
    return false;
  }

  /** The key for people: {@code id=5, day=2024-01-01}; of a table without key the whole row. */
  public String keyForPeople() {
    StringJoiner text = new StringJoiner(", ");
    if (shape.hasKey()) {
      for (int i = 0; i < shape.keySize(); i++) {
        text.add(named(shape.keyPosition(i)));
      }
    } else {
      for (int i = 0; i < shape.size(); i++) {
        text.add(named(i));
      }
    }
    return text.toString();
  }

  private @Nullable String[] all() {
    return values.all(shape.size());
  }

  @Override
  public RowChange withTable(TableName other) {
    return table.equals(other) ? this : new RowChange(eventId, operation, other, shape, values);
  }

  /** The same event about a row of other columns or values. */
  public RowChange withRow(RowShape otherShape, @Nullable String[] otherValues) {
    return new RowChange(eventId, operation, table, otherShape, otherValues);
  }

  /** The same row, of which something else is said. */
  public RowChange withOperation(Operation other) {
    return operation == other ? this : new RowChange(eventId, other, table, shape, values);
  }

  /** The same change with its columns in the order of another shape of the same columns. */
  RowChange inOrderOf(RowShape other) {
    if (shape.equals(other)) {
      return this;
    }
    @Nullable String[] ordered = new @Nullable String[shape.size()];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = value(shape.position(other.columns().get(i)));
    }
    return withRow(other, ordered);
  }

  @Override
  public String toString() {
    return "event " + eventId + ": " + operation + " " + table + " " + keyForPeople();
  }

  private String named(int position) {
    return shape.columns().get(position) + "=" + value(position);
  }
}
