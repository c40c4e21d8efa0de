package org.jlondiste.postgres.blueprint;

import java.util.HashSet;
import java.util.Set;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schemas and roles of a target. */
final class TargetNames {
  private static final Logger LOG = LoggerFactory.getLogger(TargetNames.class);
  private static final Sql SCHEMA_EXISTS = Sql.of(TargetNames.class, "schema_exists.sql");
  private static final Sql ROLES = Sql.of(TargetNames.class, "role_names.sql");

  private final Session target;
  private @Nullable Set<String> roles;

  TargetNames(Session target) {
    this.target = target;
  }

  /** Makes a schema if there is none of that name. */
  void ensureSchema(String schema) {
    if (!target.row(SCHEMA_EXISTS.with("schema", schema)).bool("found")) {
      LOG.info("Creating schema {}", schema);
      target.execute("create schema " + Identifier.quote(schema));
    }
  }

  /** The names of all roles. */
  Set<String> roles() {
    Set<String> known = roles;
    if (known == null) {
      known = new HashSet<>();
      for (var row : target.rows(ROLES.bound())) {
        known.add(row.text("role_name"));
      }
      roles = known;
    }
    return known;
  }
}
