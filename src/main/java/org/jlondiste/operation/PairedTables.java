package org.jlondiste.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.compare.Meeting;
import org.jlondiste.compare.Party;
import org.jlondiste.compare.RewrittenTable;
import org.jlondiste.compare.StoppedTables;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.handler.SessionQuery;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something with tables of this node and those that their rows come from, both seen as of one
 * tick. Nobody is kept from writing on the root.
 *
 * @param <R> what comes of one table
 */
final class PairedTables<R> {
  private static final Logger LOG = LoggerFactory.getLogger(PairedTables.class);
  private static final Sql MERGED = Sql.of(PairedTables.class, "merged_tables.sql");
  private static final Sql LOCK_ROOM = Sql.of(PairedTables.class, "lock_room.sql");
  private static final int MOST_NAMES = 5;

  /** So often a table is looked at that is written anew each time. */
  private static final int ATTEMPTS = 3;

  private final LocalNode local;
  private final Waiter waiter;
  private final Cascade cascade;
  private final PairTask<R> task;
  private final HandlerCatalog catalog;

  PairedTables(LocalNode local, Waiter waiter, PairTask<R> task, HandlerCatalog catalog) {
    this.catalog = catalog;
    this.local = local;
    this.waiter = waiter;
    this.cascade = new Cascade(local.remote(), local.queue());
    this.task = task;
  }

  /**
   * Which tables, and how patiently.
   *
   * @param words names and patterns; empty for all tables of this node
   * @param oneByOne each table as of a tick of its own, not all as of one
   * @param limit how long to wait for workers in all; none for as long as it takes
   * @param tickPatience how long to wait for others who make ticks
   * @param upTo how far up their rows are looked for
   */
  record Choice(
      List<String> words,
      boolean oneByOne,
      Optional<Duration> limit,
      Duration tickPatience,
      SourceChoice.UpTo upTo) {}

  /**
   * What came of all of them.
   *
   * @param node name of this node
   * @param unknown words that mean no table here
   */
  record Outcome<R>(String node, List<String> unknown, List<R> results) {
    /** All that is to be said, of those words too. */
    List<R> resultsAndComplaints(PairTask<R> task) {
      List<R> all = new ArrayList<>();
      for (String word : unknown) {
        LOG.warn("Table not subscribed: {}", word);
        all.add(task.leftOut(word, "", Optional.empty(), "not replicated on this node"));
      }
      all.addAll(results);
      return all;
    }
  }

  Outcome<R> run(Choice choice) {
    try (Session clerk = local.open(purpose())) {
      NodeInfo here = new Nodes(clerk).node(local.queue());
      if (here.isRoot()) {
        throw new StateError(
            "node "
                + here.name()
                + " is the root, there is no provider to "
                + task.verb()
                + " with",
            "run '" + task.command() + "' with the INI file of another node");
      }
      ComparableTables chosen = ComparableTables.choose(clerk, local.queue(), choice.words());
      List<R> results = new ArrayList<>();
      for (ComparableTables.Unfit unfit : chosen.leftOut()) {
        results.add(task.leftOut(unfit.name(), "", Optional.empty(), unfit.reason()));
      }
      Optional<String> waiting = waitingBeside(here);
      if (waiting.isPresent()) {
        for (ReplicatedTable table : chosen.tables()) {
          results.add(task.leftOut(table.name().toString(), "", Optional.empty(), waiting.get()));
        }
      } else if (!chosen.tables().isEmpty()) {
        results.addAll(run(choice, clerk, here, chosen.tables()));
      }
      return new Outcome<>(here.name(), chosen.unknown(), results);
    }
  }

  private String purpose() {
    return "jlondiste " + task.command();
  }

  private List<R> run(Choice choice, Session clerk, NodeInfo here, List<ReplicatedTable> tables) {
    List<R> results = new ArrayList<>();
    try (NodeSession root = cascade.openRoot(here.providerLocation())) {
      SourceChoice sources = SourceChoice.of(tables, cascade, here, root, choice.upTo());
      for (ReplicatedTable table : sources.orphans()) {
        results.add(
            task.leftOut(
                table.name().toString(), "", Optional.empty(), "no node above this one has it"));
      }
      HandlerShelf handlers = new HandlerShelf(catalog, new SessionQuery(clerk));
      WorkerWait waiting = new WorkerWait(waiter, System::nanoTime, choice.limit());
      for (Map.Entry<String, List<ReplicatedTable>> group : sources.bySource().entrySet()) {
        try (Party source = source(clerk, group.getKey());
            Session reader = local.open(purpose())) {
          Party target = new Party(here, reader, clerk);
          Meeting meeting =
              new Meeting(root.session(), source, target, waiting, choice.tickPatience());
          LOG.info("Provider: {} ({})", source.node().name(), source.node().type());
          try (PairTask.Round<R> round = task.begin(source, target)) {
            for (List<ReplicatedTable> together :
                portions(group.getValue(), choice.oneByOne(), source, target)) {
              results.addAll(meetings(round, meeting, source, target, together, handlers));
            }
          }
        }
      }
    }
    return results;
  }

  /**
   * As many as it takes: a table that is written anew just then is looked at once more, and is kept
   * from it then.
   */
  private List<R> meetings(
      PairTask.Round<R> round,
      Meeting meeting,
      Party source,
      Party target,
      List<ReplicatedTable> tables,
      HandlerShelf handlers) {
    List<R> results = new ArrayList<>();
    List<ReplicatedTable> open = tables;
    Map<ReplicatedTable, PairTask.Subject> again = new LinkedHashMap<>();
    for (int attempt = 1; !open.isEmpty(); attempt++) {
      meeting.keep(source, again.values().stream().map(PairTask.Subject::sourceTable).toList());
      meeting.keep(target, again.values().stream().map(PairTask.Subject::targetTable).toList());
      LOG.info("Syncing {}", names(open));
      List<ReplicatedTable> now = open;
      boolean last = attempt == ATTEMPTS;
      try {
        results.addAll(
            round.meet(
                meeting,
                tick -> {
                  again.clear();
                  return work(round, source, target, tick, now, handlers, last, again);
                }));
        open = List.copyOf(again.keySet());
      } catch (DatabaseError e) {
        if (attempt == 1 || e.isConnectionLoss()) {
          throw e;
        }
        // such a table may be gone by now, or somebody does not let go of it
        now.forEach(
            table -> results.add(leftOut(source, Optional.empty(), table.name(), e.problem())));
        open = List.of();
      }
    }
    return results;
  }

  private Party source(Session clerk, String provider) {
    String location = new Nodes(clerk).member(local.queue(), provider).location();
    NodeSession opened = cascade.open(location);
    try {
      return new Party(opened.node(), local.openRemote(location, purpose()), opened.session());
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private List<R> work(
      PairTask.Round<R> round,
      Party source,
      Party target,
      TickId tick,
      List<ReplicatedTable> tables,
      HandlerShelf handlers,
      boolean last,
      Map<ReplicatedTable, PairTask.Subject> again) {
    LOG.info("Both nodes are seen as of tick {}", tick);
    Seen there = Seen.by(source);
    Seen here = Seen.by(target);
    HandlerShelf above = new HandlerShelf(catalog, new SessionQuery(source.clerk()));
    List<R> results = new ArrayList<>();
    for (ReplicatedTable table : tables) {
      TableName name = table.name();
      boolean merged = here.merged().contains(table.destination());
      Optional<String> obstacle =
          there
              .obstacle(name)
              .map(problem -> problem + " on " + source.node().name())
              .or(() -> here.obstacle(name))
              .or(() -> spread(source, there.tables().get(name), above));
      if (obstacle.isPresent()) {
        results.add(leftOut(source, Optional.of(tick), name, obstacle.get()));
        continue;
      }
      PairTask.Subject subject =
          new PairTask.Subject(
              name,
              there.destination(name),
              table.destination(),
              table.attributes().getOrDefault("copy_condition", ""),
              handlers.of(name, table.attributes()),
              merged);
      try {
        results.add(round.work(tick, subject));
      } catch (RewrittenTable e) {
        if (last) {
          results.add(leftOut(source, Optional.of(tick), name, e.problem() + "; " + e.hint()));
        } else {
          LOG.info("{}: once more", e.problem());
          again.put(table, subject);
        }
      }
    }
    return results;
  }

  /** Why a provider's table does not hold the rows that came to it; empty if it does. */
  private static Optional<String> spread(
      Party source, @Nullable ReplicatedTable table, HandlerShelf handlers) {
    if (source.node().isRoot() || table == null) {
      return Optional.empty();
    }
    try {
      return handlers.of(table.name(), table.attributes()).storesInChildren()
          ? Optional.of("its rows are spread over other tables on " + source.node().name())
          : Optional.empty();
    } catch (DatabaseError e) {
      throw e;
    } catch (UserError e) {
      return Optional.of(e.problem() + " on " + source.node().name());
    }
  }

  private R leftOut(Party source, Optional<TickId> tick, TableName table, String obstacle) {
    LOG.warn("Table {} cannot be {}: {}", table, task.participle(), obstacle);
    return task.leftOut(table.toString(), source.node().name(), tick, obstacle);
  }

  /**
   * The tables that are seen together. More than a server can lock at a time would be refused, and
   * what is locked for long is missing to the application.
   */
  private static List<List<ReplicatedTable>> portions(
      List<ReplicatedTable> tables, boolean oneByOne, Party source, Party target) {
    int most =
        oneByOne
            ? 1
            : Math.min(
                mostTogether(tables, source.reader()), mostTogether(tables, target.reader()));
    if (most < tables.size() && !oneByOne) {
      LOG.info(
          "Taking {} tables at a time, each group as of a tick of its own: the servers have no"
              + " room for more locks",
          most);
    }
    List<List<ReplicatedTable>> portions = new ArrayList<>();
    for (int from = 0; from < tables.size(); from += most) {
      portions.add(tables.subList(from, Math.min(tables.size(), from + most)));
    }
    return portions;
  }

  /** So many that, with their indexes, they take half of the locks there are. */
  private static int mostTogether(List<ReplicatedTable> tables, Session session) {
    Row room = session.row(LOCK_ROOM.bound());
    long free = room.bigint("locks") / 2;
    long relations = room.bigint("relations");
    return relations <= free
        ? tables.size()
        : (int) Math.max(1, Math.min(tables.size(), tables.size() * free / relations));
  }

  private static String names(List<ReplicatedTable> tables) {
    return tables.size() > MOST_NAMES
        ? tables.size() + " tables"
        : tables.stream().map(table -> table.name().toString()).collect(Collectors.joining(", "));
  }

  /** A leaf beside a branch of the queue that it is to feed gets its rows from there. */
  private Optional<String> waitingBeside(NodeInfo node) {
    return node.combinedType()
        .filter(type -> type == NodeType.BRANCH)
        .map(
            branch ->
                "its rows come by queue "
                    + node.combinedQueue().orElse("")
                    + "; run '"
                    + task.command()
                    + "' with the INI file of that queue's node here");
  }

  /**
   * A node's tables as of the meeting.
   *
   * @param merged names of local tables into which other queues are replicated, too
   */
  private record Seen(
      Map<TableName, ReplicatedTable> tables,
      Map<TableName, String> stopped,
      Set<TableName> merged) {
    static Seen by(Party party) {
      String queue = party.node().queue();
      return new Seen(
          new Tables(party.reader(), queue)
              .list().stream().collect(Collectors.toMap(ReplicatedTable::name, table -> table)),
          StoppedTables.read(party.reader(), queue),
          party.reader().rows(MERGED.with("queue", queue)).stream()
              .map(row -> TableName.ofRaw(row.text("table_name")))
              .collect(Collectors.toSet()));
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
}
