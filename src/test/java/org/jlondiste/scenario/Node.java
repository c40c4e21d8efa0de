package org.jlondiste.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Background;
import org.jlondiste.support.Database;
import org.jlondiste.support.Run;
import org.jlondiste.support.Tool;

/** A node of a story: its database, its INI file and its worker. */
public final class Node implements AutoCloseable {
  public static final String QUEUE = "myappq";

  private final Path directory;
  private final String name;
  private final Database database;
  private final String connectString;
  private final String queue;
  private final Daemon worker;

  /**
   * Writes the INI file; nothing is created yet.
   *
   * @param lines of the INI file beside the usual ones
   */
  Node(Path directory, String name, Database database, String... lines) {
    this(directory, name, database, database.connectString(), List.of(lines));
  }

  /** The same with a connect string of its own. */
  Node(Path directory, String name, Database database, String connectString, List<String> lines) {
    this(directory, name, database, connectString, QUEUE, lines);
  }

  private Node(
      Path directory,
      String name,
      Database database,
      String connectString,
      String queue,
      List<String> lines) {
    this.queue = queue;
    this.directory = directory;
    this.name = name;
    this.database = database;
    this.connectString = connectString;
    this.worker = new Daemon(Tool.in(directory), directory, name, "worker");
    write(lines);
  }

  /** A node of another queue than {@link #QUEUE}. */
  static Node of(Path directory, String name, Database database, String queue) {
    return new Node(directory, name, database, database.connectString(), queue, List.of());
  }

  private void write(List<String> lines) {
    String text =
        """
        [londiste3]
        job_name = %1$s
        db = %2$s
        queue_name = %3$s
        logfile = %1$s.log
        pidfile = %1$s.pid
        exception_sleep = 0.3
        """
            .formatted(name, connectString, queue);
    try {
      Files.writeString(
          directory.resolve(name + ".ini"),
          text + String.join("\n", lines) + "\n",
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  Database database() {
    return database;
  }

  /** Creates the root of the set in the node's database. */
  Run createRoot() {
    return does("create-root", name, connectString);
  }

  /** Creates a leaf in the node's database. */
  Run createLeaf(Node provider, String... options) {
    return create("create-leaf", provider, options);
  }

  /** Creates a branch in the node's database. */
  Run createBranch(Node provider, String... options) {
    return create("create-branch", provider, options);
  }

  private Run create(String command, Node provider, String... options) {
    String[] words = {command, name, connectString, "--provider=" + provider.connectString};
    return does(Stream.concat(Stream.of(words), Stream.of(options)).toArray(String[]::new));
  }

  Daemon worker() {
    return worker;
  }

  /** Runs a command with the node's INI file. */
  Run run(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = name + ".ini";
    System.arraycopy(words, 0, line, 1, words.length);
    return Tool.in(directory).run(line);
  }

  /** Starts a command that goes on for a while. */
  Background starts(String... words) {
    return Tool.in(directory)
        .start(Stream.concat(Stream.of(name + ".ini"), Stream.of(words)).toArray(String[]::new));
  }

  /** Runs a command that has to succeed. */
  Run does(String... words) {
    return run(words).exitsWith(ExitCode.OK);
  }

  /** The tick that the node has reached. */
  long position() {
    return database.count(
        "select last_tick_id from pgq_node.local_state where consumer_name = '" + name + "'");
  }

  /** The state of a table of the set: {@code ok}, {@code in-copy}, …, {@code null}. */
  String state(String table) {
    List<String> states =
        database.query(
            "select merge_state from londiste.table_info where table_name = 'public."
                + table
                + "'");
    return states.isEmpty() ? "" : states.get(0);
  }

  /** Waits until these tables are in sync. */
  void awaitInSync(String... tables) {
    for (String table : tables) {
      Await.until(table + " is ok on " + name, () -> state(table).equals("ok"));
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
