package org.jlondiste.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Background;
import org.jlondiste.support.Database;
import org.jlondiste.support.Run;
import org.jlondiste.support.Tool;
import org.jspecify.annotations.Nullable;

/** jlondiste: a root that ticks by itself, and a leaf. */
final class Ours implements Replication {
  static final String QUEUE = "bench";

  private final Tool tool;
  private final Path directory;
  private final Database source;
  private final Database target;
  private @Nullable Background rootWorker;
  private @Nullable Background leafWorker;

  /** Creates both nodes and starts their workers. */
  Ours(Path parent, Database source, Database target) throws IOException {
    this.directory = Files.createTempDirectory(parent, "ours");
    this.tool = Tool.in(directory);
    this.source = source;
    this.target = target;
    ini("root", source);
    ini("leaf", target);
    does("root.ini", "create-root", "root", source.connectString());
    does(
        "leaf.ini",
        "create-leaf",
        "leaf",
        target.connectString(),
        "--provider=" + source.connectString());
    rootWorker = started("root.ini");
    resume();
  }

  /** Makes a root of a database, without any worker, so that its tables can be captured. */
  static void captureOnly(Path parent, Database database, String... tables) throws IOException {
    Path directory = Files.createTempDirectory(parent, "ours");
    write(directory, "root", database);
    Tool tool = Tool.in(directory);
    tool.run("root.ini", "create-root", "root", database.connectString()).exitsWith(ExitCode.OK);
    List<String> words = new ArrayList<>(List.of("root.ini", "add-table"));
    words.addAll(List.of(tables));
    tool.run(words.toArray(String[]::new)).exitsWith(ExitCode.OK);
  }

  private void ini(String name, Database database) throws IOException {
    write(directory, name, database);
  }

  private static void write(Path directory, String name, Database database) throws IOException {
    Files.writeString(
        directory.resolve(name + ".ini"),
        """
        [londiste3]
        job_name = %1$s
        db = %2$s
        queue_name = %3$s
        logfile = %1$s.log
        pidfile = %1$s.pid
        parallel_copies = 2
        """
            .formatted(name, database.connectString(), QUEUE),
        StandardCharsets.UTF_8);
  }

  Path directory() {
    return directory;
  }

  private Background started(String ini) {
    return tool.start("-q", ini, "worker");
  }

  private Run does(String... words) {
    return tool.run(words).exitsWith(ExitCode.OK);
  }

  @Override
  public void begin(List<String> tables) {
    add("root.ini", tables);
    add("leaf.ini", tables);
  }

  private void add(String ini, List<String> tables) {
    List<String> words = new ArrayList<>(List.of("-q", ini, "add-table"));
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
    Background worker = leafWorker;
    if (worker != null) {
      worker.stop();
      worker.close();
      leafWorker = null;
    }
  }

  @Override
  public void resume() {
    leafWorker = started("leaf.ini");
  }

  @Override
  public void awaitArrival() {
    long goal = source.count("select pgq.force_tick('" + QUEUE + "')");
    Await.until(
        "the leaf reaches tick " + goal,
        LIMIT,
        () ->
            target.count(
                    "select last_tick_id from pgq_node.local_state where consumer_name = 'leaf'")
                >= goal);
  }

  @Override
  public void close() {
    pause();
    Background worker = rootWorker;
    if (worker != null) {
      worker.stop();
      worker.close();
      rootWorker = null;
    }
  }
}
