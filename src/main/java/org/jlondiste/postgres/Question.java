package org.jlondiste.postgres;

import java.util.List;
import java.util.function.Function;

/**
 * A query and what its answer means. Several can be put at once, by {@link Session#answers}.
 *
 * @param query for an answer that fits into memory
 * @param meaning of the rows that answer it
 */
public record Question<T>(BoundSql query, Function<List<Row>, T> meaning) {
  /** What the rows of its answer mean. */
  T answered(List<Row> rows) {
    return meaning.apply(rows);
  }
}
