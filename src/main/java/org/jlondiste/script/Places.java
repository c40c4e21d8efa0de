package org.jlondiste.script;

import java.util.List;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the tables of a set are on this node, and where they went. */
final class Places {
  private static final Logger LOG = LoggerFactory.getLogger(Places.class);
  private static final Sql LIST = Sql.of(Places.class, "places.sql");
  private static final Sql NEW = Sql.of(Places.class, "new_places.sql");
  private static final Sql SET = Sql.of(Places.class, "set_place.sql");

  private final Session session;
  private final String queue;

  Places(Session session, String queue) {
    this.session = session;
    this.queue = queue;
  }

  /**
   * A table.
   *
   * @param table its name in the set
   * @param oid by which it is found whatever its name becomes
   */
  record Place(String table, String oid) {}

  List<Place> list() {
    return session.rows(LIST.with("queue", queue)).stream()
        .map(row -> new Place(row.text("table_name"), Long.toString(row.bigint("oid"))))
        .toList();
  }

  /** Notes the names of tables that have another one now; in the set they keep theirs. */
  void follow(List<Place> before) {
    for (Row row :
        session.rows(
            NEW.with("queue", queue)
                .with("tables", before.stream().map(Place::table).toList())
                .with("oids", before.stream().map(Place::oid).toList()))) {
      String table = row.text("table_name");
      String place = row.text("place");
      session.update(SET.with("queue", queue).with("table", table).with("place", place));
      LOG.info("Table {} of the set is now {} on this node", table, place);
    }
  }
}
