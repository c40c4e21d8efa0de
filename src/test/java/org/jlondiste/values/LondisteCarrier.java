package org.jlondiste.values;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.scenario.Node;
import org.jlondiste.scenario.Original;
import org.jlondiste.support.Application;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;

/**
 * Londiste itself: extensions, workers, copying processes and pgqd. Where its worker stands still
 * at a change, the change is left out as an operator would do, and the worker goes on.
 */
final class LondisteCarrier implements Carrier {
  private static final String QUEUE = Node.QUEUE;
  private static final String LEAF = "slave";

  /**
   * It copies each table in a process of its own, and waits after each change that it cannot do.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final String TICK =
      "select pgq.force_tick('" + QUEUE + "'), pgq.ticker('" + QUEUE + "')";

  private final Database source;
  private final Database target;
  private final Original root;
  private final Original leaf;

  LondisteCarrier(Path directory, Database source, Database target) {
    this.source = source;
    this.target = target;
    this.root = new Original(directory, "master", source);
    this.leaf =
        new Original(directory, LEAF, target, "exception_sleep = 0.2", "parallel_copies = 8");
    boolean complete = false;
    try {
      root.does("create-root", "master", source.connectString());
      root.startWorker();
      root.startTicker();
      leaf.does(
          "create-leaf", LEAF, target.connectString(), "--provider=" + source.connectString());
      leaf.startWorker();
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  @Override
  public Database source() {
    return source;
  }

  @Override
  public Database target() {
    return target;
  }

  @Override
  public void follow(List<String> tables) {
    Carrier.add(this, tables, "expect_sync");
  }

  @Override
  public Map<String, String> copy(List<String> tables) {
    Carrier.add(this, tables, "");
    Map<String, String> problems = new HashMap<>();
    Await.until("all copies are made", PATIENCE, () -> copied(problems));
    return problems;
  }

  /** A copy that cannot be made is called off. */
  private boolean copied(Map<String, String> problems) {
    source.query(TICK);
    for (String failed :
        target.query(
            "select consumer_name, cur_error from pgq_node.local_state where cur_error is not null"
                + " and consumer_name like '%\\_copy\\_%'")) {
      String[] words = failed.split("\\|", 2);
      String name = words[0].substring(words[0].indexOf("_copy_") + "_copy_".length());
      String table = name.startsWith("public.") ? name : "public." + name;
      if (problems.putIfAbsent(table, firstLine(words[1])) == null) {
        target.query("select * from londiste.local_remove_table('" + QUEUE + "', '" + table + "')");
      }
    }
    return target.count(
            "select count(*) from londiste.table_info where local and (merge_state is null or"
                + " merge_state = 'in-copy')")
        == 0;
  }

  @Override
  public Map<Integer, String> carry(Application application, List<String> statements) {
    List<Long> ends = new ArrayList<>();
    try (Connection ticker = source.connect()) {
      for (String statement : statements) {
        application.run(statement);
        ends.add(tick(ticker));
      }
      Map<Integer, String> problems = new HashMap<>();
      Map<Long, String> said = new HashMap<>();
      long goal = ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
      Await.until("Londiste is at tick " + goal, PATIENCE, () -> arrived(goal, said));
      said.forEach(
          (tick, problem) -> {
            int number = 0;
            while (ends.get(number) < tick) {
              number++;
            }
            problems.put(number, problem);
          });
      return problems;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static long tick(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TICK);
      try (ResultSet rows = statement.executeQuery("select max(tick_id) from pgq.tick")) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Leaves out the batch at which the worker stands still, if it does. */
  private boolean arrived(long goal, Map<Long, String> said) {
    String batch = batch();
    List<String> state =
        target.query(
            "select last_tick_id, coalesce(cur_error, '') from pgq_node.local_state where"
                + " consumer_name = '"
                + LEAF
                + "'");
    String[] words = state.get(0).split("\\|", 2);
    if (!words[1].isEmpty() && !batch.isEmpty() && batch.equals(batch())) {
      long tick = Long.parseLong(batch);
      if (said.putIfAbsent(tick, firstLine(words[1])) == null) {
        target.query(
            "select * from pgq_node.set_consumer_completed('"
                + QUEUE
                + "', '"
                + LEAF
                + "', "
                + tick
                + ")");
      }
    }
    return Long.parseLong(words[0]) >= goal;
  }

  /** The tick at the end of the batch that is open; empty if none is. */
  private String batch() {
    return String.join(
        "",
        source.query(
            "select s.sub_next_tick from pgq.subscription s join pgq.consumer c on c.co_id ="
                + " s.sub_consumer where c.co_name = '"
                + LEAF
                + "' and s.sub_batch is not null"));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    leaf.close();
    root.close();
  }
}
