package org.jlondiste.apply;

import java.util.List;
import org.jlondiste.support.Database;

/**
 * Triggers that note each statement by which a target's tables are written, and how many rows it
 * was about; some are refused. Before version 10 they would not see the rows: then there are none.
 */
final class Witness {
  private final Database database;
  private final boolean sees;

  private Witness(Database database, boolean sees) {
    this.database = database;
    this.sees = sees;
  }

  /**
   * Watches tables.
   *
   * @param refused an SQL condition on {@code rows}, their number
   */
  static Witness of(Database database, List<RandomTable> tables, String refused) {
    boolean sees = Double.parseDouble(database.server().version()) >= 10;
    if (sees) {
      database.run(
          "create table seen (n serial, told text, operation text, rows int, within int8)",
          "create function note() returns trigger language plpgsql as $f$ declare rows int; begin"
              + " select count(*) into rows from moved;"
              + " if "
              + refused
              + " then raise check_violation using message = 'refused'; end if;"
              + " insert into public.seen (told, operation, rows, within)"
              + " values (tg_table_name, tg_op, rows, txid_current()); return null; end $f$");
      for (RandomTable table : tables) {
        watch(database, table, "insert", "new");
        watch(database, table, "update", "new");
        watch(database, table, "delete", "old");
      }
    }
    return new Witness(database, sees);
  }

  private static void watch(Database database, RandomTable table, String operation, String side) {
    String name = table.name().quoted();
    database.run(
        "create trigger note_%s after %s on %s referencing %s table as moved for each statement execute procedure note()"
            .formatted(operation, operation, name, side),
        "alter table %s enable always trigger note_%s".formatted(name, operation));
  }

  boolean sees() {
    return sees;
  }

  /** The most rows of one statement. */
  long largest(String table, String operation) {
    return database.count(
        "select max(rows) from seen where told = '%s' and operation = '%s'"
            .formatted(table, operation));
  }

  long statements(String table) {
    return database.count("select count(*) from seen where told = '" + table + "'");
  }

  /** Rows that were deleted after others had come in the same transaction. */
  long deletesBehindInserts(String table) {
    return database.count(
        ("select count(*) from seen as late where told = '%s' and operation = 'DELETE' and exists"
                + " (select 1 from seen as early where early.told = late.told"
                + " and early.operation = 'INSERT' and early.within = late.within"
                + " and early.n < late.n)")
            .formatted(table));
  }
}
