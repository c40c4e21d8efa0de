package org.jlondiste.values;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;

/**
 * A type to be tried.
 *
 * @param type as columns declare it, with length or precision
 * @param columns real columns of the source whose longest values are sent, too
 */
public record TrialSubject(String type, List<RealColumn> columns) {
  public TrialSubject {
    columns = List.copyOf(columns);
  }

  /**
   * A column of a real table.
   *
   * @param rows of a larger table only so many are looked at; empty for all
   */
  public record RealColumn(TableName table, String column, Optional<Long> rows) {
    private static final Pattern LENGTH_KNOWN =
        Pattern.compile("(text|bytea|character varying(\\(\\d+\\))?)");

    /** Of so many different values the target is asked. */
    private static final int SPECIAL_VALUES = 200;

    /**
     * An SQL expression for the longest value in it: where that is known without unpacking the
     * value, as it is, else as it is stored.
     */
    String longest(String type) {
      String name = Identifier.quote(column);
      String size = LENGTH_KNOWN.matcher(type).matches() ? "octet_length" : "pg_column_size";
      return "(select " + name + sample() + " order by " + size + "(" + name + ") desc limit 1)";
    }

    /**
     * A query for the texts of those values that another server may not know.
     *
     * @param condition which these are; {@code value} stands for the column
     */
    String special(String condition) {
      String name = Identifier.quote(column);
      return "select distinct "
          + name
          + "::text as written"
          + sample()
          + " where "
          + condition.replace("value", name)
          + " limit "
          + SPECIAL_VALUES;
    }

    private String sample() {
      String name = Identifier.quote(column);
      return " from (select "
          + name
          + " from "
          + table.quoted()
          + " where "
          + name
          + " is not null"
          + rows.map(number -> " limit " + number).orElse("")
          + ") as sample";
    }
  }
}
