package org.jlondiste.chance;

import java.util.List;
import org.jlondiste.support.Database;

/**
 * Triggers that make a target refuse some statements of several rows, so that the worker has to
 * find other ways.
 */
final class Mood {
  /** Counts refusals: what a sequence counts stays when the statement is undone. */
  static final String COUNTER = "create sequence refusals";

  private Mood() {}

  /** How many statements the target refused. */
  static long refusals(Database target) {
    return target.count("select case when is_called then last_value else 0 end from refusals");
  }

  /**
   * Lets a table of the target be moody.
   *
   * @param foul whether every statement of more than one row is refused, not just some
   */
  static List<String> of(Table table, boolean foul) {
    String function = "moody_" + table.number();
    return List.of(
        "create function "
            + function
            + "() returns trigger language plpgsql as $f$ declare rows int; begin"
            + " if tg_op = 'DELETE' then select count(*) into rows from gone;"
            + " else select count(*) into rows from come; end if;"
            + " if rows > 1"
            + (foul ? "" : " and rows % 3 <> 0")
            + " and current_setting('application_name') like"
            + " '%worker%' then perform nextval('public.refusals'); raise check_violation using message = 'not in the mood'; end if;"
            + " return null; end $f$",
        trigger(table, "insert", "new table as come"),
        trigger(table, "update", "new table as come"),
        trigger(table, "delete", "old table as gone"),
        always(table, "insert"),
        always(table, "update"),
        always(table, "delete"));
  }

  private static String trigger(Table table, String operation, String rows) {
    return "create trigger moody_"
        + operation
        + " after "
        + operation
        + " on "
        + table.name()
        + " referencing "
        + rows
        + " for each statement execute procedure moody_"
        + table.number()
        + "()";
  }

  private static String always(Table table, String operation) {
    return "alter table " + table.name() + " enable always trigger moody_" + operation;
  }
}
