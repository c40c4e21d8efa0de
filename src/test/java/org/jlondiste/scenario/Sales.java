package org.jlondiste.scenario;

import org.jlondiste.support.Database;
import org.jlondiste.support.Writer;

/**
 * What an application writes all day: into {@code orders}, and {@code visits}, which has no key.
 */
final class Sales {
  static final String[] SCHEMA = {
    "create table orders (id int primary key, note text)", "create table visits (id int, note text)"
  };

  static final String[] TABLES = {"orders", "visits"};

  private static final String FIRST_ORDERS =
      "insert into orders select i, 'order ' || i from generate_series(1, 5000) i";

  private Sales() {}

  /** Replicates both tables, with rows of earlier days. */
  static void open(TwoNodes nodes) {
    nodes.run(SCHEMA);
    nodes.root().database().run(FIRST_ORDERS);
    nodes.replicate(TABLES);
  }

  /** Goes on writing, also when the server was away for a while. */
  static Writer keepWriting(Database database) {
    return database
        .keepWriting(
            "insert into orders values (1000000 + :n, 'new')",
            "insert into visits values (:n % 100, 'visit ' || :n)",
            "update orders set note = 'changed in ' || :n where id = 1 + :n % 5000",
            "delete from visits where id = (:n + 50) % 100 and note <> 'bulk'")
        .survivingOutages()
        .unhurried();
  }
}
