package org.jlondiste.compare;

import java.util.List;
import java.util.Optional;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;

/** Two databases whose tables {@code t} are compared. */
final class Sides {
  static final Method ROWS = new Method(false, Optional.empty(), Optional.empty(), 10);

  final Database source;
  final Database target;
  private Method method = ROWS;
  private String condition = "";
  private boolean merged;

  private Sides(Database source, Database target) {
    this.source = source;
    this.target = target;
  }

  static Sides of(String sourceVersion, String targetVersion) {
    return of(
        Servers.get(sourceVersion).createDatabase("source"),
        Servers.get(targetVersion).createDatabase("target"));
  }

  static Sides of(Database source, Database target) {
    return new Sides(source, target);
  }

  Sides by(Method other) {
    method = other;
    return this;
  }

  Sides where(String sql) {
    condition = sql;
    return this;
  }

  /** The target holds rows of others, too. */
  Sides merged() {
    merged = true;
    return this;
  }

  /** Only rows that the target lacks count. */
  Sides missingOnly() {
    return by(new Method(false, Optional.empty(), Optional.empty(), 10, "", true));
  }

  /** Runs the same statements on both sides. */
  Sides both(String... statements) {
    source.run(statements);
    target.run(statements);
    return this;
  }

  Verdict compare() {
    try (Session here = source.session();
        Session there = target.session()) {
      TableName name = new TableName("public", "t");
      return new TableComparison(here, there, method)
          .compare(name, name, name, condition, new TableHandler() {}, merged);
    }
  }

  /** The differing rows in a few words, sorted: {@code id=5 1/1 [note]}. */
  List<String> differences() {
    return compare().differences().shown().stream()
        .map(
            difference ->
                difference.name()
                    + " "
                    + difference.sourceRows()
                    + "/"
                    + difference.targetRows()
                    + " "
                    + difference.columns())
        .sorted()
        .toList();
  }
}
