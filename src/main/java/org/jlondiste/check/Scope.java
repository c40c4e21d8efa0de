package org.jlondiste.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.model.TableName;

/**
 * The tables that are looked at, each with its name on either side.
 *
 * @param targetNames by the name on the source
 * @param replicated those of them, by the name on the source, that the target replicates already
 */
public record Scope(Map<TableName, TableName> targetNames, Set<TableName> replicated) {
  public Scope {
    targetNames = Collections.unmodifiableMap(new LinkedHashMap<>(targetNames));
    replicated = Collections.unmodifiableSet(new LinkedHashSet<>(replicated));
  }

  /** The names on the source, in their order. */
  public Set<TableName> tables() {
    return targetNames.keySet();
  }

  TableName onTarget(TableName source) {
    return targetNames.getOrDefault(source, source);
  }

  /** Which table of the scope a name means on one side, by its name on the source. */
  Optional<TableName> find(Side side, TableName name) {
    if (side == Side.SOURCE) {
      return Optional.of(name).filter(targetNames::containsKey);
    }
    if (name.equals(targetNames.get(name))) {
      return Optional.of(name);
    }
    return targetNames.entrySet().stream()
        .filter(pair -> pair.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
