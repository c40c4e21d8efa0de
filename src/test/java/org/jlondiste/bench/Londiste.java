package org.jlondiste.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Packaged;

/** Londiste 3 with its ticker pgqd: a root and a leaf. */
final class Londiste implements Replication {
  private final Path directory;
  private final Database source;
  private final Database target;

  /** Creates both nodes and starts ticker and workers. */
  Londiste(Path parent, Database source, Database target) throws IOException {
    this.directory = Files.createTempDirectory(parent, "londiste");
    this.source = source;
    this.target = target;
    ini("root", source);
    ini("leaf", target);
    Files.writeString(
        directory.resolve("pgqd.ini"),
        """
        [pgqd]
        base_connstr = host=%s port=%d user=postgres
        database_list = %s
        ticker_period = 0.5
        check_period = 1
        logfile = %4$s/pgqd.log
        pidfile = %4$s/pgqd.pid
        """
            .formatted(source.server().host(), source.server().port(), source.name(), directory),
        StandardCharsets.UTF_8);
    does("root.ini", "create-root", "root", source.connectString());
    Programs.run(directory, List.of(Packaged.pgqd().toString(), "-d", "pgqd.ini"));
    does(
        "leaf.ini",
        "create-leaf",
        "leaf",
        target.connectString(),
        "--provider=" + source.connectString());
    does("-d", "root.ini", "worker");
    resume();
  }

  private void ini(String name, Database database) throws IOException {
    Files.writeString(
        directory.resolve(name + ".ini"),
        """
        [londiste]
        job_name = %1$s
        db = %2$s
        queue_name = %3$s
        logfile = %4$s/%1$s.log
        pidfile = %4$s/%1$s.pid
        loop_delay = 0.5
        parallel_copies = 2
        """
            .formatted(name, database.connectString(), Ours.QUEUE, directory),
        StandardCharsets.UTF_8);
  }

  Path directory() {
    return directory;
  }

  private void does(String... words) {
    List<String> command = new ArrayList<>(List.of(Packaged.londiste().toString()));
    command.addAll(List.of(words));
    Programs.run(directory, command);
  }

  @Override
  public void begin(List<String> tables) {
    add("root.ini", tables);
    add("leaf.ini", tables);
  }

  private void add(String ini, List<String> tables) {
    List<String> words = new ArrayList<>(List.of(ini, "add-table"));
    words.addAll(tables);
    does(words.toArray(String[]::new));
  }

  @Override
  public void awaitInSync() {
    Await.until(
        "all tables are in sync",
        LIMIT,
        () ->
            target.count(
                    "select count(*) from londiste.table_info"
                        + " where local and merge_state is distinct from 'ok'")
                == 0);
  }

  @Override
  public void pause() {
    Programs.end(directory.resolve("leaf.pid"));
  }

  @Override
  public void resume() {
    does("-d", "leaf.ini", "worker");
  }

  @Override
  public void awaitArrival() {
    long goal = source.count("select pgq.force_tick('" + Ours.QUEUE + "')");
    Await.until(
        "the leaf is past tick " + goal,
        LIMIT,
        () ->
            target.count(
                    "select last_tick_id from pgq_node.local_state where consumer_name = 'leaf'")
                > goal);
  }

  @Override
  public void close() {
    Programs.end(directory.resolve("leaf.pid"));
    Programs.end(directory.resolve("root.pid"));
    Programs.end(directory.resolve("pgqd.pid"));
  }
}
