package org.jlondiste.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A row that is not the same on both sides.
 *
 * @param key the key's columns and their values; empty if the table has none
 * @param row the row itself if the table has no key, shortened; else empty
 * @param sourceRows how often the source has it: 0 or 1 where the key is one
 * @param targetRows how often the target has it
 * @param columns the columns whose values differ; empty if that is not the point
 */
public record Difference(
    Map<String, String> key, String row, long sourceRows, long targetRows, List<String> columns) {

  public Difference {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    columns = List.copyOf(columns);
  }

  public boolean onlyOnSource() {
    return targetRows == 0;
  }

  public boolean onlyOnTarget() {
    return sourceRows == 0;
  }

  /** The row in a few words: {@code id=5}. */
  public String name() {
    return key.isEmpty()
        ? row
        : key.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
