package org.jlondiste.operation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.postgres.Session;
import org.jlondiste.script.Script;
import org.jlondiste.script.ScriptRun;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;

/**
 * Runs scripts on the root, all in one transaction, and hands them to the queue: every other node
 * runs them at the same point of the root's history.
 */
public final class ExecuteScripts {
  private final Session local;
  private final String queue;

  public ExecuteScripts(Session local, String queue) {
    this.local = local;
    this.queue = queue;
  }

  /**
   * What to run.
   *
   * @param scripts in their order
   * @param lockTimeout how long a statement may wait for a lock, while the application waits behind
   */
  public record Request(List<Script> scripts, Duration lockTimeout) {
    public Request {
      scripts = List.copyOf(scripts);
      if (scripts.isEmpty()) {
        throw new UsageError("no script is named", "name files, or give --sql");
      }
      if (scripts.stream().map(Script::name).distinct().count() < scripts.size()) {
        throw new UsageError(
            "two scripts have the same name", "nodes know scripts by their names; rename one");
      }
    }
  }

  /** What came of it, by the scripts' names. */
  public record Report(Map<String, ScriptRun.Outcome> outcomes) {}

  public Report run(Request request) {
    NodeInfo node = new Nodes(local).node(queue);
    if (!node.isRoot()) {
      throw new StateError(
          "Node is not root node: " + queue, "run scripts with the INI file of the set's root");
    }
    Map<String, ScriptRun.Outcome> outcomes = new LinkedHashMap<>();
    local.transactionally(
        () -> {
          for (Script script : request.scripts()) {
            outcomes.put(
                script.name(), new ScriptRun(local, queue).onRoot(script, request.lockTimeout()));
          }
        });
    return new Report(outcomes);
  }
}
