package org.jlondiste.chance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jlondiste.error.UserError;
import org.jlondiste.support.Database;
import org.jlondiste.worker.Step;
import org.jlondiste.worker.Worker;
import org.jspecify.annotations.Nullable;

/** A branch or leaf of a story, with its worker. For one thread at a time. */
final class Follower {
  private final String name;
  private final Database database;
  private final Chronicle chronicle;
  private final Manner manner;
  private final Set<String> leftOut = new HashSet<>();
  private @Nullable Worker worker;
  private boolean hasTables;
  private @Nullable UserError lastError;

  Follower(String name, Database database, Chronicle chronicle, Manner manner) {
    this.name = name;
    this.database = database;
    this.chronicle = chronicle;
    this.manner = manner;
  }

  String name() {
    return name;
  }

  Database database() {
    return database;
  }

  double version() {
    return Double.parseDouble(database.server().version());
  }

  /** Global names of tables whose values one of the servers does not know. */
  Set<String> leftOut() {
    return leftOut;
  }

  boolean hasTables() {
    return hasTables;
  }

  void tablesAdded() {
    hasTables = true;
  }

  /** What the worker complained of last. */
  String lastComplaint() {
    return lastError == null ? "none" : lastError.problem();
  }

  /** The worker, which is started if there is none. */
  Worker worker(Random random) {
    Worker current = worker;
    if (current == null) {
      current = Nodes.worker(this, manner.options(random));
      worker = current;
    }
    return current;
  }

  /** The worker's process ends. */
  void endWorker() {
    Worker current = worker;
    worker = null;
    if (current != null) {
      chronicle.note("the worker of the " + name + " ends");
      current.close();
    }
  }

  Step step(Random random) {
    Worker current = worker(random);
    try {
      Step step = current.step();
      if (step == Step.WORKED) {
        chronicle.note("the worker of the " + name + " worked");
      }
      return step;
    } catch (UserError e) {
      chronicle.note("the worker of the " + name + " complains: " + e.problem());
      lastError = e;
      current.disconnect();
      return Step.IDLE;
    }
  }

  long position() {
    return database.count(
        "select last_tick_id from pgq_node.local_state where consumer_name = '" + name + "_w'");
  }

  /** Chunks of rows that copies have brought. */
  long chunks() {
    return database.count("select count(*) from jlondiste.copy_chunk where copied_at is not null");
  }

  boolean isInSync() {
    return notInSync().isEmpty();
  }

  /** Global names of the tables that are not copied yet. */
  List<String> notInSync() {
    return database.query(
        "select table_name from londiste.table_info where local and merge_state is distinct from"
            + " 'ok'");
  }

  /** Global names of the tables to which nothing is applied any more. */
  List<String> stopped() {
    return database.query("select table_name from jlondiste.stopped_table order by 1");
  }

  /** How things are, for the reader of a failure. */
  String describe() {
    List<String> parts = new ArrayList<>();
    parts.add(name + " at " + position());
    parts.addAll(database.query("select table_name, merge_state from londiste.table_info"));
    parts.addAll(database.query("select table_name, problem from jlondiste.stopped_table"));
    parts.addAll(database.query("select consumer_name, cur_error from pgq_node.local_state"));
    parts.add("last complaint: " + lastComplaint());
    return String.join("; ", parts);
  }
}
