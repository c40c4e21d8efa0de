package org.jlondiste.handler;

import java.util.List;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** Asks by a session with the node's own database. */
public record SessionQuery(Session session) implements Surroundings.Query {
  @Override
  public List<List<Long>> numbers(String sql, List<String> columns) {
    return session.rows(Sql.composed("shard_info_sql", sql).bound()).stream()
        .map(row -> columns.stream().map(row::bigint).toList())
        .toList();
  }
}
