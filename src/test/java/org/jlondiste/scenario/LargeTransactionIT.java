package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much memory a worker needs does not depend on how much one transaction changes. */
class LargeTransactionIT {
  private static final int ROWS = 2_000_000;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Database old = Servers.get("15").createDatabase("large");
  private final Database young = Servers.get("18").createDatabase("large");
  private final TwoNodes nodes;
  private final Daemon worker;

  LargeTransactionIT(@TempDir Path directory) {
    nodes = TwoNodes.in(directory, old, young);
    worker = nodes.leaf().worker().calledBy(Tool.in(directory).with("JLONDISTE_OPTS", "-Xmx256m"));
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void twoMillionRowsFitIntoASmallWorker() {
    nodes.run("create table readings (id int primary key, value text)");
    nodes.replicate("readings");
    worker.stop();
    worker.start();
    ProcessHandle process = worker.process().orElseThrow();

    old.run("insert into readings select i, md5(i::text) from generate_series(1, " + ROWS + ") i");
    nodes.awaitArrival(LIMIT);

    assertThat(summary(young)).isEqualTo(summary(old)).startsWith(ROWS + "|");
    assertThat(worker.process()).contains(process);
    assertThat(process.isAlive()).isTrue();
    assertThat(worker.logged()).doesNotContain("ERROR").doesNotContain("OutOfMemory");
  }

  private static String summary(Database database) {
    return database
        .query("select count(*), sum(id::bigint), md5(max(value)), min(value) from readings")
        .get(0);
  }
}
