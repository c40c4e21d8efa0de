package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jlondiste.compare.Meeting;
import org.jlondiste.compare.Method;
import org.jlondiste.compare.Party;
import org.jlondiste.compare.StoppedTables;
import org.jlondiste.compare.TableComparison;
import org.jlondiste.compare.Verdict;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.CompareTables.Result;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares tables of one node with those of another that it gets its rows from. */
final class NodeComparison {
  private static final Logger LOG = LoggerFactory.getLogger(NodeComparison.class);
  private static final int MOST_NAMES = 5;

  private final Party source;
  private final Party target;
  private final Meeting meeting;
  private final TableComparison comparison;
  private final HandlerShelf handlers;

  NodeComparison(
      Party source, Party target, Meeting meeting, Method method, HandlerShelf handlers) {
    this.handlers = handlers;
    this.source = source;
    this.target = target;
    this.meeting = meeting;
    this.comparison = new TableComparison(source.reader(), target.reader(), method);
    LOG.info("Provider: {} ({})", source.node().name(), source.node().type());
  }

  /** A node's tables as of the meeting. */
  private record Seen(Map<TableName, ReplicatedTable> tables, Map<TableName, String> stopped) {
    static Seen by(Party party) {
      String queue = party.node().queue();
      return new Seen(
          new Tables(party.reader(), queue)
              .list().stream().collect(Collectors.toMap(ReplicatedTable::name, table -> table)),
          StoppedTables.read(party.reader(), queue));
    }

    /** The table's name on this node. */
    TableName destination(TableName name) {
      ReplicatedTable table = tables.get(name);
      return table == null ? name : table.destination();
    }

    /** Why a table's rows need not be those of the tick; empty if they are. */
    Optional<String> obstacle(TableName name) {
      ReplicatedTable table = tables.get(name);
      if (table == null || !table.local()) {
        return Optional.of("not replicated");
      }
      if (!table.isInSync()) {
        return Optional.of("is " + table.state());
      }
      return Optional.ofNullable(stopped.get(name)).map(problem -> "stopped: " + problem);
    }
  }

  /** Compares all of them as of one tick. */
  List<Result> compare(List<ReplicatedTable> tables) {
    LOG.info("Syncing {}", names(tables));
    return meeting.hold(tick -> compare(tick, tables));
  }

  private List<Result> compare(TickId tick, List<ReplicatedTable> tables) {
    LOG.info("Both nodes are seen as of tick {}", tick);
    Seen there = Seen.by(source);
    Seen here = Seen.by(target);
    List<Result> results = new ArrayList<>();
    for (ReplicatedTable table : tables) {
      TableName name = table.name();
      Verdict verdict =
          obstacle(there, here, name)
              .map(Verdict::skipped)
              .orElseGet(
                  () ->
                      comparison.compare(
                          name,
                          there.destination(name),
                          table.destination(),
                          table.attributes().getOrDefault("copy_condition", ""),
                          handlers.of(name, table.attributes())));
      if (verdict.outcome() == Verdict.Outcome.SKIPPED) {
        LOG.warn("Table {} cannot be compared: {}", name, verdict.reason());
      }
      results.add(new Result(name.toString(), source.node().name(), Optional.of(tick), verdict));
    }
    return results;
  }

  private Optional<String> obstacle(Seen there, Seen here, TableName name) {
    return there
        .obstacle(name)
        .map(obstacle -> obstacle + " on " + source.node().name())
        .or(() -> here.obstacle(name));
  }

  private static String names(List<ReplicatedTable> tables) {
    return tables.size() > MOST_NAMES
        ? tables.size() + " tables"
        : tables.stream().map(table -> table.name().toString()).collect(Collectors.joining(", "));
  }
}
