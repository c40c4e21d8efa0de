package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that go into partitions, other queues and functions. */
class DispatchIT {
  private final Database top = Servers.get("17").createDatabase("dispatched");
  private final Database bottom = Servers.get("15").createDatabase("dispatched");
  private final TwoNodes nodes;

  DispatchIT(@TempDir Path directory) {
    nodes = TwoNodes.in(directory, top, bottom);
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void rowsGoWhereTheirHandlersSendThem() {
    nodes.run(
        "create table visits (id int primary key, day date, note text)",
        "create table history (id int, note text)",
        "create table tasks (id int primary key, note text)");
    top.run(
        "alter table history add primary key (id)",
        "insert into visits values (1, '2024-01-31', 'a'), (2, '2024-02-01', 'b')",
        "insert into history values (1, 'first')",
        "create table called (id int primary key)");
    bottom.run(
        "create table calls (conf text, type text, data text)",
        "create function note_call(text, text, text, text, text, text, text, text, text, text,"
            + " text, text) returns void language sql as 'insert into public.calls values ($1, $7,"
            + " $8)'",
        "create table called (id int primary key)");
    nodes.root().does("add-table", "visits", "history", "tasks", "called");
    bottom.run("select pgq.create_queue('side')", "select pgq.register_consumer('side', 'reader')");
    nodes
        .leaf()
        .does(
            "add-table",
            "visits",
            "--handler=monthly_field",
            "--handler-arg=part_field=day",
            "--handler-arg=row_mode=plain");
    nodes
        .leaf()
        .does(
            "add-table",
            "history",
            "--force",
            "--handler=direct",
            "--handler-arg=row_mode=keep_all");
    nodes.leaf().does("add-table", "tasks", "--handler=qsplitter", "--handler-arg=queue=side");
    nodes
        .leaf()
        .does(
            "add-table",
            "called",
            "--handler=applyfn",
            "--handler-arg=func_name=public.note_call",
            "--handler-arg=func_conf=it's");
    nodes.leaf().awaitInSync("visits", "history", "tasks", "called");

    assertThat(bottom.query("select tableoid::regclass, id from visits order by id"))
        .containsExactly("visits_2024_01|1", "visits_2024_02|2");
    top.run(
        "insert into visits values (3, '2024-02-29', 'c'), (4, '2024-03-01', 'd')",
        "update visits set note = 'changed' where id = 1",
        "delete from visits where id = 2",
        "update history set note = 'second' where id = 1",
        "update history set note = 'third' where id = 1",
        "delete from history",
        "insert into tasks values (1, 'do')",
        "insert into called values (7)");
    nodes.awaitArrival();

    assertThat(bottom.query("select tableoid::regclass, id, note from visits order by id"))
        .containsExactly("visits_2024_01|1|changed", "visits_2024_02|3|c", "visits_2024_03|4|d");
    assertThat(bottom.query("select note from history"))
        .containsExactlyInAnyOrder("first", "second", "third");
    assertThat(bottom.query("select * from calls")).containsExactly("it's|INSERT|(7)");
    bottom.run("select pgq.force_tick('side')");
    Await.until(
        "the other queue has the event",
        () -> bottom.count("select count(*) from pgq.event_" + queueId() + "_0") == 1);
    nodes.leaf().does("compare", "visits");

    top.run("insert into visits values (5, null, 'never')");
    nodes.leaf().worker().awaitLogged("belongs to no period: day is null");
    nodes.leaf().worker().awaitLogged("Table public.visits stops: ");
  }

  private long queueId() {
    return bottom.count("select queue_id from pgq.queue where queue_name = 'side'");
  }
}
