package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jlondiste.compare.Verdict;
import org.jlondiste.compare.Verdict.Outcome;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handlers that store no rows: changes become events of other queues, or calls of functions. */
class HandlerQueuesIT {
  @ParameterizedTest
  @CsvSource({"8.4, 17", "15, 18"})
  void changesGoToQueuesAndFunctions(String version, String young) {
    Database top = Servers.get(version).createDatabase("queues");
    Database bottom = Servers.get(young).createDatabase("queues");
    try (HandledPair pair = new HandledPair(top, bottom)) {
      top.run(
          "create table tasks (id int primary key, what text)",
          "create table plain (id int primary key, what text)",
          "create table parts (id int primary key, what text)",
          "create table prices (id int primary key, price int, changed timestamp)",
          "create table calls (id int primary key, what text)",
          "insert into plain values (1, 'before')",
          "insert into prices values (1, 10, '2024-01-01'), (2, 20, '2024-01-01')");
      bottom.run(
          "create table prices (id int primary key, price int, changed timestamp)",
          "create table plain (id int primary key, what text)",
          "create table calls (id int primary key, what text)",
          "create table called (num serial, conf text, tick bigint, type text, data text, source text)",
          "create table conf (text text)",
          "select pgq.create_queue('side')",
          "select pgq.register_consumer('side', 'reader')",
          // what an operator brings: the newest row wins
          "create function merge_on_time(conf text, tick text, id text, at text, txid text, retry"
              + " text, type text, data text, e1 text, e2 text, e3 text, e4 text) returns void"
              + " language plpgsql as $$ declare r public.prices := data::public.prices; begin"
              + " insert into public.conf select conf where not exists (select 1 from public.conf);"
              + " delete from public.prices p where p.id = r.id and p.changed <= r.changed;"
              + " insert into public.prices select r.* where type <> 'DELETE' and not exists (select 1"
              + " from public.prices p where p.id = r.id); end $$",
          "create function note(conf text, tick text, id text, at text, txid text, retry text, type"
              + " text, data text, e1 text, e2 text, e3 text, e4 text) returns void language sql as"
              + " $$ insert into public.called (conf, tick, type, data, source) values ($1, $2::bigint,"
              + " $7, $8, $9) $$");
      pair.addOnRoot("tasks", "qtable");
      pair.addOnRoot();
      pair.add("tasks", "qsplitter", "queue=side");
      pair.add("parts", "qsplitter", "queue=side");
      pair.add("plain", "qtable");
      pair.add("prices", "multimaster", "timefield=changed", "note=it's 1 & 2");
      pair.add("calls", "applyfn", "func_name=note", "func_conf=a'b\\c");
      pair.awaitInSync();
      assertThat(bottom.query("select price from prices order by id")).containsExactly("10", "20");
      bottom.run(
          "set session_replication_role = replica; update prices set price = 25, changed ="
              + " '2024-05-05' where id = 2",
          "set session_replication_role = replica; insert into calls values (1)");

      top.run(
          "insert into tasks values (1, 'wash'), (2, E'it''s \\\\ a \"task\"')",
          "insert into parts values (1, 'x')",
          "update parts set what = 'y' where id = 1",
          "delete from parts",
          "insert into plain values (2, 'after')",
          "update prices set price = 11, changed = '2024-02-02' where id = 1",
          "update prices set price = 21, changed = '2024-02-02' where id = 2",
          "insert into prices values (3, 30, '2024-01-01')",
          "insert into calls values (7, 'ä''b')",
          "update calls set what = null",
          "truncate calls");
      pair.awaitArrival();

      assertThat(pair.stopped()).isEmpty();
      assertThat(top.query("select * from tasks")).as("rows that were to be queued only").isEmpty();
      assertThat(bottom.query("select * from plain")).as("neither copied nor applied").isEmpty();
      assertThat(bottom.query("select relname from pg_class where relname in ('tasks', 'parts')"))
          .isEmpty();
      assertThat(
              bottom.query(
                  "select ev_type, ev_data, ev_extra1 from pgq.event_"
                      + bottom.value("select queue_id from pgq.queue where queue_name = 'side'")
                      + "_0 order by ev_id"))
          .containsExactly(
              "I:id|id=1&what=wash|public.tasks",
              "I:id|id=2&what=it%27s+%5c+a+%22task%22|public.tasks",
              "INSERT|(1,x)|public.parts",
              "UPDATE|(1,y)|public.parts",
              "DELETE|(1,y)|public.parts");
      assertThat(bottom.query("select id, price from prices order by id"))
          .containsExactly("1|11", "2|25", "3|30");
      assertThat(bottom.query("select * from conf"))
          .containsExactly("timefield=changed&note=it%27s+1+%26+2");
      assertThat(bottom.query("select conf, type, data, source from called order by num"))
          .containsExactly("a'b\\c|INSERT|(7,ä'b)|public.calls", "a'b\\c|UPDATE|(7,)|public.calls");
      assertThat(bottom.query("select id from calls")).as("emptied like the root's").isEmpty();
      Map<String, Verdict> verdicts = pair.compare();
      assertThat(verdicts.values())
          .hasSize(5)
          .allMatch(verdict -> verdict.outcome() == Outcome.SKIPPED);
      assertThat(pair.repair().values())
          .allMatch(result -> result.outcome() == RepairTables.Outcome.SKIPPED);
    }
  }
}
