package org.jlondiste.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jlondiste.support.Database;
import org.jlondiste.support.Packaged;

/** Londiste 3 with its ticker pgqd: a root and a leaf. */
final class Londiste implements Replication {
  /** How often it looks whether there is something to do. */
  enum Rhythm {
    /** As it does by itself. */
    USUAL(1, 1),
    /** Often, as one would for copies and backlogs. */
    BRISK(0.5, 0.5),
    /** As often as makes sense. */
    QUICK(0.05, 0.05);

    private final double tickerPeriod;
    private final double loopDelay;

    Rhythm(double tickerPeriod, double loopDelay) {
      this.tickerPeriod = tickerPeriod;
      this.loopDelay = loopDelay;
    }
  }

  private final Path directory;
  private final Rhythm rhythm;
  private final Database source;
  private final Database target;

  /** Creates both nodes and starts ticker and workers. */
  Londiste(Path parent, Rhythm rhythm, Database source, Database target) throws IOException {
    this.directory = Files.createTempDirectory(parent, "londiste");
    this.rhythm = rhythm;
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
        ticker_period = %s
        check_period = 1
        logfile = %5$s/pgqd.log
        pidfile = %5$s/pgqd.pid
        """
            .formatted(
                source.server().host(),
                source.server().port(),
                source.name(),
                rhythm.tickerPeriod,
                directory),
        StandardCharsets.UTF_8);
    does("root.ini", "create-root", "root", source.connectString());
    if (rhythm == Rhythm.QUICK) {
      source.run("update pgq.queue set queue_ticker_max_lag = '50 milliseconds'");
    }
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
        loop_delay = %5$s
        parallel_copies = 2
        """
            .formatted(name, database.connectString(), Ours.QUEUE, directory, rhythm.loopDelay),
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
  public void begin(List<String> tables, boolean copied) {
    does(Nodes.add("root.ini", tables, copied));
    does(Nodes.add("leaf.ini", tables, copied));
  }

  @Override
  public void awaitInSync() {
    Nodes.awaitInSync(target);
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
  public void awaitConnected() {
    throw new UnsupportedOperationException("its sessions have no names to know them by");
  }

  @Override
  public void awaitArrival() {
    // the tick is made behind the one that it names
    Nodes.awaitTick(
        target, "leaf", source.count("select pgq.force_tick('" + Ours.QUEUE + "')") + 1);
  }

  @Override
  public OptionalLong applier() {
    return Programs.pid(directory.resolve("leaf.pid"));
  }

  @Override
  public List<Long> processes() {
    return Stream.of("root", "leaf", "pgqd")
        .flatMap(name -> Programs.pid(directory.resolve(name + ".pid")).stream().boxed())
        .toList();
  }

  @Override
  public void close() {
    for (String name : List.of("leaf", "root", "pgqd")) {
      Programs.end(directory.resolve(name + ".pid"));
    }
  }
}
