package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Database;
import org.jlondiste.support.Run;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator tries the types of the own schema before anything else is done. */
class ValueCheckIT {
  private static final String LEFT_OVER =
      "select nspname from pg_namespace where nspname ~ 'jlondiste|pgq|londiste'";

  @TempDir private Path directory;

  @Test
  void triesEveryTypeOfTheSchemaAndLeavesNothingBehind() throws Exception {
    Database source = Servers.get("18").createDatabase("values");
    Database target = Servers.get("9.6").createDatabase("values");
    source.run(
        "create type mood as enum ('sad', 'o\"k')",
        "create type strange as (f real)",
        "create table t (id int primary key, m mood, d numeric(8,2), note varchar(20), f real)",
        "create table u (id int primary key, s strange)",
        "create table v (id int primary key, n numeric, i interval, r regclass)",
        "insert into v values (1, 'Infinity', '1 day', 'pg_class'), (2, 1, 'infinity', 'public.t')",
        "insert into t values (1, 'sad', 1.10, 'longest of all', 7.0385307e-26)");
    target.run("create type mood as enum ('sad', 'o\"k')", "create type strange as (f real)");
    Files.writeString(
        directory.resolve("slave.ini"),
        "[londiste3]\njob_name = slave\nqueue_name = q\ndb = %s\ninitial_provider_location = %s\n"
            .formatted(target.connectString(), source.connectString()));

    Run good = Tool.in(directory).run("slave.ini", "check", "--values", "public.t");
    good.exitsWith(ExitCode.OK);
    assertThat(good.out()).contains("PostgreSQL 18").contains("numeric(8,2)").contains("mood");

    Run bad = Tool.in(directory).run("slave.ini", "check", "--values", "--json");
    bad.exitsWith(ExitCode.DIFFERENT);
    assertThat(bad.out()).contains("a real inside type public.strange can be one bit off");
    Map<String, Object> answer = JSON.std.mapFrom(bad.out());
    JsonReference.assertKeys("check --values", answer);
    JsonReference.list(answer, "types")
        .forEach(type -> JsonReference.assertKeys("check --values: types", type));

    Run missed =
        Tool.in(directory).run("slave.ini", "check", "--values", "public.v", "--value-rows=all");
    missed.exitsWith(ExitCode.DIFFERENT);
    assertThat(missed.out())
        .contains("column n of table public.v holds Infinity, which the server there does not take")
        .contains("column i of table public.v holds infinity, which")
        .contains("column r of table public.v holds public.t, which");

    assertThat(
            Tool.in(directory)
                .run("slave.ini", "check", "--values", "public.v", "--value-rows=1")
                .exitsWith(ExitCode.DIFFERENT)
                .out())
        .contains("holds Infinity, which")
        .doesNotContain("holds infinity", "holds public.t");
    Tool.in(directory)
        .run("slave.ini", "check", "--values", "--value-rows=some")
        .exitsWith(ExitCode.USAGE);

    assertThat(source.query(LEFT_OVER)).isEmpty();
    assertThat(target.query(LEFT_OVER)).isEmpty();
  }
}
