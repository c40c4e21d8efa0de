package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.QueueGate;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Marks tables for a fresh copy; the worker makes it. All that are named are marked, or none. */
public final class Resync {
  private static final Logger LOG = LoggerFactory.getLogger(Resync.class);

  private final Session local;
  private final Databases databases;
  private final String queue;

  public Resync(Session local, Databases databases, String queue) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
  }

  /**
   * Which tables, and from where.
   *
   * @param words names and patterns
   * @param all if there are no words: all tables that the node replicates
   * @param copyNode name of the node to copy from
   * @param findCopyNode copy from the first node upwards that has the table
   */
  public record Request(
      List<String> words, boolean all, Optional<String> copyNode, boolean findCopyNode) {
    public Request {
      words = List.copyOf(words);
      if (words.isEmpty() && !all) {
        throw new UsageError("no tables are named", "name tables or patterns, or give --all");
      }
      if (copyNode.isPresent() && findCopyNode) {
        throw new UsageError("--copy-node and --find-copy-node exclude each other", "");
      }
    }
  }

  /** What came of it: the tables that will be copied afresh. */
  public record Report(List<TableName> restarted) {
    public Report {
      restarted = List.copyOf(restarted);
    }
  }

  public Report run(Request request) {
    NodeInfo node = new Nodes(local).node(queue);
    if (node.isRoot()) {
      throw new StateError(
          "node " + node.name() + " is the root: there is nothing to copy its tables from",
          "run 'resync' with the INI file of a branch or leaf");
    }
    Tables tables = new Tables(local, queue);
    List<ReplicatedTable> chosen = choose(request, tables.list());
    checkSource(request, node, chosen);
    local.transactionally(() -> chosen.forEach(table -> restart(request, tables, table)));
    wakeWorker(node);
    if (chosen.isEmpty()) {
      LOG.info("what to do ?");
    }
    return new Report(chosen.stream().map(ReplicatedTable::name).toList());
  }

  private static List<ReplicatedTable> choose(Request request, List<ReplicatedTable> known) {
    Map<TableName, ReplicatedTable> local = new LinkedHashMap<>();
    known.stream().filter(ReplicatedTable::local).forEach(table -> local.put(table.name(), table));
    if (request.words().isEmpty()) {
      return List.copyOf(local.values());
    }
    NameChoice choice = NameChoice.of(request.words(), local.keySet());
    if (!choice.unknown().isEmpty()) {
      throw new StateError(
          choice.unknown().stream()
              .map(word -> "table " + word + " is not replicated on this node")
              .collect(Collectors.joining("\n       ")),
          "'tables' shows what is; 'add-table' adds");
    }
    return choice.chosen().stream().map(local::get).toList();
  }

  private void checkSource(Request request, NodeInfo node, List<ReplicatedTable> chosen) {
    if (request.findCopyNode()) {
      return;
    }
    String location =
        request
            .copyNode()
            .map(name -> new Nodes(local).member(queue, name).location())
            .orElse(node.providerLocation());
    try (NodeSession source = new Cascade(databases, queue).open(location)) {
      Set<TableName> there =
          new Tables(source.session(), queue)
              .list().stream()
                  .filter(ReplicatedTable::local)
                  .map(ReplicatedTable::name)
                  .collect(Collectors.toSet());
      List<String> missing = new ArrayList<>();
      for (ReplicatedTable table : chosen) {
        boolean elsewhere = table.attributes().containsKey("copy_node");
        if (!there.contains(table.name()) && !(elsewhere && request.copyNode().isEmpty())) {
          missing.add("Table " + table.name() + " does not exist on node " + source.node().name());
        }
      }
      if (!missing.isEmpty()) {
        throw new StateError(
            String.join("\n       ", missing),
            "--find-copy-node copies from the first node upwards that has it");
      }
    }
  }

  /** The worker here waits for news from its provider; it is to begin the copies at once. */
  private void wakeWorker(NodeInfo node) {
    try (NodeSession provider = new Cascade(databases, queue).open(node.providerLocation())) {
      new QueueGate(provider.session(), queue).wakeReaders();
    } catch (UserError e) {
      LOG.debug("the worker will see it a moment later", e);
    }
  }

  private void restart(Request request, Tables tables, ReplicatedTable table) {
    if (request.copyNode().isPresent() || request.findCopyNode()) {
      Map<String, String> attributes = new LinkedHashMap<>(table.attributes());
      attributes.put("copy_node", request.copyNode().orElse("?"));
      tables.setAttributes(table.name(), attributes);
    }
    tables.restart(table.name());
    LOG.info("Table {} state set to NULL", table.name());
  }
}
