package org.jlondiste.bench;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;

/** What nodes of Londiste and of jlondiste have in common. */
final class Nodes {
  private Nodes() {}

  /** The words of a command that adds tables. */
  static String[] add(String ini, List<String> tables, boolean copied) {
    List<String> words = new ArrayList<>(List.of("-q", ini, "add-table"));
    if (!copied) {
      words.add("--expect-sync");
    }
    words.addAll(tables);
    return words.toArray(String[]::new);
  }

  static void awaitInSync(Database target) {
    Await.until(
        "all tables are in sync",
        Replication.LIMIT,
        () ->
            target.count(
                    "select count(*) from londiste.table_info"
                        + " where local and merge_state is distinct from 'ok'")
                == 0);
  }

  /** Waits until all of these sessions, by what they call themselves, are on the source. */
  static void awaitConnected(Database source, List<String> sessions) {
    Await.until(
        sessions + " are connected to the source",
        () ->
            source.count(
                    "select count(distinct application_name) from pg_stat_activity"
                        + " where datname = current_database() and application_name in ('"
                        + String.join("', '", sessions)
                        + "')")
                == sessions.size());
  }

  /** Waits until a node has applied up to this tick, or one behind it. */
  static void awaitTick(Database target, String node, long tick) {
    Await.until(
        node + " reaches tick " + tick,
        Replication.LIMIT,
        () ->
            target.count(
                    "select last_tick_id from pgq_node.local_state where consumer_name = '"
                        + node
                        + "'")
                >= tick);
  }
}
