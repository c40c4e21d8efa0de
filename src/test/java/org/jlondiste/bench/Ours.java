package org.jlondiste.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Background;
import org.jlondiste.support.Database;
import org.jlondiste.support.Tool;

/** jlondiste: a root that ticks by itself, and leaves. */
final class Ours implements Replication {
  static final String QUEUE = "bench";

  /** Where a Java process of a process id writes what its garbage collections did. */
  private static final String COLLECTIONS = "collections-%s.log";

  /** That a command adds at once, for commands are not given all the time in the world. */
  private static final int MOST_TABLES = 1000;

  private final Tool tool;
  private final Path directory;
  private final Database source;

  /** By the names of their nodes. */
  private final Map<String, Database> leaves = new LinkedHashMap<>();

  private final List<Background> leafWorkers = new ArrayList<>();
  private final Background rootWorker;

  /** Creates all nodes and starts their workers. */
  Ours(Path parent, Database source, Database... targets) throws IOException {
    this.directory = Files.createTempDirectory(parent, "ours");
    this.tool =
        Tool.in(directory)
            .with(
                "JLONDISTE_OPTS",
                "-Xlog:gc:file=" + directory.resolve(COLLECTIONS.formatted("%p")));
    this.source = source;
    write(directory, "root", source);
    does("root.ini", "create-root", "root", source.connectString());
    for (Database target : targets) {
      String name = "leaf" + (leaves.isEmpty() ? "" : leaves.size() + 1);
      write(directory, name, target);
      does(
          name + ".ini",
          "create-leaf",
          name,
          target.connectString(),
          "--provider=" + source.connectString());
      leaves.put(name, target);
    }
    rootWorker = started("root.ini");
    resume();
  }

  /** Makes a root of a database, without any worker, so that its tables can be captured. */
  static void captureOnly(Path parent, Database database, List<String> tables) throws IOException {
    Path directory = Files.createTempDirectory(parent, "ours");
    write(directory, "root", database);
    Tool tool = Tool.in(directory);
    tool.run("root.ini", "create-root", "root", database.connectString()).exitsWith(ExitCode.OK);
    tool.run(Nodes.add("root.ini", tables, true)).exitsWith(ExitCode.OK);
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

  private void does(String... words) {
    tool.run(words).exitsWith(ExitCode.OK);
  }

  @Override
  public void begin(List<String> tables, boolean copied) {
    add("root.ini", tables, copied);
    for (String leaf : leaves.keySet()) {
      add(leaf + ".ini", tables, copied);
    }
  }

  private void add(String ini, List<String> tables, boolean copied) {
    for (int from = 0; from < tables.size(); from += MOST_TABLES) {
      int until = Math.min(tables.size(), from + MOST_TABLES);
      does(Nodes.add(ini, tables.subList(from, until), copied));
    }
  }

  @Override
  public void awaitInSync() {
    leaves.values().forEach(Nodes::awaitInSync);
  }

  @Override
  public void pause() {
    leafWorkers.forEach(Ours::end);
    leafWorkers.clear();
  }

  @Override
  public void resume() {
    leaves.keySet().forEach(leaf -> leafWorkers.add(started(leaf + ".ini")));
  }

  @Override
  public void awaitConnected() {
    Nodes.awaitConnected(source, leaves.keySet().stream().map(leaf -> "worker " + leaf).toList());
  }

  @Override
  public void awaitArrival() {
    long goal = source.count("select pgq.force_tick('" + QUEUE + "')");
    leaves.forEach((leaf, target) -> Nodes.awaitTick(target, leaf, goal));
  }

  @Override
  public OptionalLong applier() {
    return leafWorkers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(leafWorkers.get(0).pid());
  }

  @Override
  public List<Long> processes() {
    List<Long> all = new ArrayList<>(List.of(rootWorker.pid()));
    leafWorkers.forEach(worker -> all.add(worker.pid()));
    return all;
  }

  /** What the garbage collections of a worker did so far; not there if nobody wrote it down. */
  Path collections(long pid) {
    return directory.resolve(COLLECTIONS.formatted(pid));
  }

  private static void end(Background worker) {
    worker.stop();
    worker.close();
  }

  @Override
  public void close() {
    pause();
    end(rootWorker);
  }
}
