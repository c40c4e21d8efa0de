package org.jlondiste.change;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a row event and which of them are its key. Immutable; decoders hand out one object
 * for many events.
 */
public final class RowShape {
  private final List<String> columns;
  private final int[] key;
  private final Map<String, Integer> positions;
  private final int hash;

  /**
   * @param columns the names in the order of the values
   * @param keyColumns names of columns; empty for a table without key
   * @throws IllegalArgumentException if a column is there twice or the key names one that is not
   *     there
   */
  public RowShape(List<String> columns, List<String> keyColumns) {
    this.columns = List.copyOf(columns);
    this.positions = new HashMap<>();
    for (String column : columns) {
      if (positions.putIfAbsent(column, positions.size()) != null) {
        throw new IllegalArgumentException("column " + column + " is there twice");
      }
    }
    this.key = new int[keyColumns.size()];
    for (int i = 0; i < key.length; i++) {
      key[i] = position(keyColumns.get(i));
      if (key[i] < 0) {
        throw new IllegalArgumentException(
            "key column " + keyColumns.get(i) + " is not among the columns");
      }
    }
    this.hash = 31 * this.columns.hashCode() + Arrays.hashCode(key);
  }

  public List<String> columns() {
    return columns;
  }

  public int size() {
    return columns.size();
  }

  /** True if the table has a key by which its rows can be found. */
  public boolean hasKey() {
    return key.length > 0;
  }

  public int keySize() {
    return key.length;
  }

  /** The position of the i-th key column among the columns. */
  public int keyPosition(int i) {
    return key[i];
  }

  public List<String> keyColumns() {
    return Arrays.stream(key).mapToObj(columns::get).toList();
  }

  /** The position of a column; -1 if there is none of that name. */
  public int position(String column) {
    return positions.getOrDefault(column, -1);
  }

  /** True if both have the same columns and the same key, in whatever order. */
  public boolean sameColumnsAs(RowShape other) {
    return equals(other)
        || (positions.keySet().equals(other.positions.keySet())
            && keyColumns().equals(other.keyColumns()));
  }

  @Override
  public boolean equals(Object object) {
    return this == object
        || (object instanceof RowShape other
            && hash == other.hash
            && columns.equals(other.columns)
            && Arrays.equals(key, other.key));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return columns + " key " + keyColumns();
  }
}
