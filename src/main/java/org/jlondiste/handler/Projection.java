package org.jlondiste.handler;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.RowShape;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/** Makes rows of the chosen columns out of rows of one shape. Immutable. */
final class Projection {
  private final RowShape shape;
  private final int[] positions;
  private final boolean losesKey;

  /** What a projection is for. */
  record Key(TableName table, RowShape shape) {}

  private Projection(RowShape shape, int[] positions, boolean losesKey) {
    this.shape = shape;
    this.positions = positions;
    this.losesKey = losesKey;
  }

  static Projection of(RowShape from, ColumnChoice choice) {
    List<String> names = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      int place = i;
      choice
          .nameHere(from.columns().get(i))
          .ifPresent(
              name -> {
                names.add(name);
                places.add(place);
              });
    }
    List<String> key =
        from.keyColumns().stream().flatMap(column -> choice.nameHere(column).stream()).toList();
    boolean losesKey = key.size() < from.keySize();
    return new Projection(
        new RowShape(names, losesKey ? List.of() : key),
        places.stream().mapToInt(Integer::intValue).toArray(),
        losesKey);
  }

  /** A part of the key is not among the columns: rows cannot be told apart any more. */
  boolean losesKey() {
    return losesKey;
  }

  RowChange of(RowChange row) {
    @Nullable String[] values = new @Nullable String[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.value(positions[i]);
    }
    return row.withRow(shape, values);
  }
}
