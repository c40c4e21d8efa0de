package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is set for our role and for both databases, nodes are made, copies end, changes arrive
 * and all values are the same.
 */
class HostileSettingsIT {
  private static final List<String> OF_DATABASE =
      List.of(
          "datestyle = 'SQL, DMY'",
          "intervalstyle = sql_standard",
          "bytea_output = escape",
          "extra_float_digits = 0",
          "timezone = 'Asia/Kathmandu'",
          "lc_monetary = 'C.UTF-8'",
          "check_function_bodies = off",
          "xmloption = document");

  private static final List<String> OF_ROLE =
      List.of(
          "statement_timeout = 1",
          "lock_timeout = 1",
          "idle_in_transaction_session_timeout = 1",
          "idle_session_timeout = 1",
          "transaction_timeout = 1",
          "log_statement = 'all'",
          "sql_inheritance = off",
          "default_transaction_read_only = on",
          "default_transaction_isolation = serializable",
          "default_transaction_deferrable = on",
          "row_security = on",
          "search_path = 'hostile'",
          "standard_conforming_strings = off",
          "escape_string_warning = on",
          "client_encoding = 'LATIN1'",
          "quote_all_identifiers = on",
          "transform_null_equals = on",
          "array_nulls = off",
          "client_min_messages = error");

  private static final String[] TABLE = {
    "create schema hostile",
    "create function hostile.now() returns timestamptz language sql as 'select null::timestamptz'",
    "create table public.v (id int primary key, note text, f float8, r real, at timestamptz,"
        + " d date, i interval, b bytea, m money, list text[], x xml)"
  };

  private static final String ROW =
      "'\u00e4 \\', 0.30000000000000004, 16777217, '2024-03-02 01:02:03.000004+05', '2024-03-02',"
          + " '-1 day +02:03:04', decode('00ff5c27', 'hex'), '1234.56'::numeric::money,"
          + " array[null, 'NULL', '\u20ac'], xmlparse(content 'a<b/>')";

  @Test
  void aSetUnderHostileSettings(@TempDir Path directory) {
    Database old = hostile("9.6");
    Database young = hostile("18");
    try (Node root = new Node(directory, "master", old, connectString(old), List.of());
        Node leaf = new Node(directory, "slave", young, connectString(young), List.of());
        TwoNodes nodes = TwoNodes.created(root, leaf)) {
      old.run("insert into public.v select i, " + ROW + " from generate_series(1, 500) i");
      nodes.replicate("v");
      old.run(
          "insert into public.v select i, " + ROW + " from generate_series(501, 510) i",
          "update public.v set d = d + 1, f = f / 3, m = m / 3, at = at - i where id % 7 = 0",
          "delete from public.v where id % 5 = 0");
      nodes.assertSameRows("v");
      assertThat(leaf.does("compare").out()).contains("public.v");
      assertThat(young.value("select max(m::numeric) from public.v")).isEqualTo("1234.56");
    }
  }

  private static Database hostile(String version) {
    Database database = Servers.get(version).createDatabase("hostile");
    database.run(TABLE);
    String role = role(database);
    database.run("create role " + role + " superuser login");
    for (String setting : known(database, OF_ROLE)) {
      database.run("alter role " + role + " in database " + database.name() + " set " + setting);
    }
    for (String setting : OF_DATABASE) {
      database.run("alter database " + database.name() + " set " + setting);
    }
    return database;
  }

  /** Those that the server has. */
  private static List<String> known(Database database, List<String> settings) {
    List<String> names = database.query("select name from pg_settings");
    return settings.stream()
        .filter(setting -> names.contains(setting.substring(0, setting.indexOf(' '))))
        .toList();
  }

  private static String role(Database database) {
    return "owner_of_" + database.name();
  }

  private static String connectString(Database database) {
    return database.connectString(role(database));
  }
}
