package org.jlondiste.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jlondiste.handler.ColumnChoice;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows travel in binary only where both servers are known to mean the same by it. */
class BinaryFormatIT {
  private static final TableName TABLE = new TableName("public", "t");

  private Database source = Servers.get("9.6").createDatabase();
  private Database target = Servers.get("18").createDatabase();

  @BeforeEach
  void types() {
    for (Database database : List.of(source, target)) {
      database.run(
          "create domain amount as numeric(12,2)",
          "create type mood as enum ('sad', 'ok')",
          "create type \"integer\" as (a int)",
          "create type pair as (a int, b int)");
    }
  }

  @Test
  void columnsOfTheSameOrdinaryTypesTravelInBinary() {
    assertThat(
            goInBinary(
                "id int8, a int, b smallint, c boolean, d text, e varchar(10), f char(3), g real,"
                    + " h float8, i numeric(10,2), j bytea, k uuid, l json, m jsonb, n date,"
                    + " o timestamp(3), p timestamptz, q time, r timetz, s inet, t cidr, u macaddr,"
                    + " v oid, w int[], x text[], y timestamptz[], z varchar(5)[]"))
        .isTrue();
    assertThat(goInBinary("a varchar(10), b numeric(5,2)", "a varchar(20), b numeric")).isTrue();
  }

  @Test
  void typesWhoseBitsMeanNotTheSameEverywhereTravelAsText() {
    for (String type :
        List.of(
            "interval",
            "money",
            "\"char\"",
            "name",
            "regclass",
            "xml",
            "tsvector",
            "public.mood",
            "public.pair",
            "public.\"integer\"",
            "public.\"integer\"[]",
            "int4range",
            "interval[]",
            "xid",
            "bit(3)",
            "point")) {
      assertThat(goInBinary("id int, v " + type)).as(type).isFalse();
    }
    assertThat(goInBinary("id int, v public.amount")).isFalse();
  }

  @Test
  void columnsOfOtherTypesOnTheTargetTravelAsText() {
    for (List<String> types :
        List.of(
            List.of("int", "int8"),
            List.of("int8", "float8"),
            List.of("timestamp", "timestamptz"),
            List.of("text", "varchar"),
            List.of("text", "bytea"),
            List.of("json", "jsonb"),
            List.of("int[]", "int8[]"))) {
      assertThat(goInBinary("v " + types.get(0), "v " + types.get(1))).as(types + "").isFalse();
    }
  }

  @Test
  void textOfOtherEncodingsTravelsAsText() {
    String latin = "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'";
    Database utf8 = target;
    target = Servers.get("18").createDatabase("latin", latin);
    assertThat(goInBinary("id int")).isFalse();
    source = Servers.get("9.6").createDatabase("latin", latin);
    assertThat(goInBinary("id int")).isFalse();
    target = utf8;
    assertThat(goInBinary("id int")).isFalse();
  }

  private boolean goInBinary(String columns) {
    return goInBinary(columns, columns);
  }

  private boolean goInBinary(String columns, String columnsHere) {
    source.run("drop table if exists t", "create table t (" + columns + ")");
    target.run("drop table if exists t", "create table t (" + columnsHere + ")");
    try (Session from = source.session();
        Session to = target.session()) {
      SourceTable given = SourceTable.read(from, TABLE);
      TargetTable into = TargetTable.find(to, "", TABLE, TABLE);
      List<String> names = into.columnsFor(given, ColumnChoice.ALL);
      return BinaryFormat.isFor(
          given.types(names), into.types(names), TextPassage.between(from, to, ""), from, to);
    }
  }
}
