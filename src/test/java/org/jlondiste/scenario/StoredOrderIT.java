package org.jlondiste.scenario;

import java.nio.file.Path;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large backlog is applied in the order of its events, however they are stored. */
class StoredOrderIT {
  private final Database old = Servers.get("15").createDatabase("stored");
  private final Database young = Servers.get("17").createDatabase("stored");
  private final TwoNodes nodes;

  StoredOrderIT(@TempDir Path directory) {
    nodes = TwoNodes.in(directory, old, young);
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void aBacklogThatIsStoredBackwardsArrives() {
    nodes.run("create table orders (id int primary key, note text)");
    nodes.replicate("orders");
    nodes.leaf().worker().stop();

    old.run(
        "insert into orders select i, 'new' from generate_series(1, 60000) i",
        "update orders set note = 'sent' where id % 2 = 0",
        "delete from orders where id % 5 = 0");
    storeBackwards();
    nodes.leaf().worker().start();

    nodes.assertSameRows("orders");
    nodes.leaf().worker().awaitLogged("is read anew, sorted");
  }

  private void storeBackwards() {
    String events =
        old.value("select queue_data_pfx || '_' || queue_cur_table from pgq.queue limit 1");
    old.run(
        "create table stored as select * from " + events + " order by ev_id desc",
        "delete from " + events,
        "vacuum " + events,
        "insert into " + events + " select * from stored",
        "drop table stored");
  }
}
