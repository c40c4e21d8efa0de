package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What becomes of the tables of one {@link AddTables} call, from the words to the report. */
final class TableIntake {
  private static final Logger LOG = LoggerFactory.getLogger(TableIntake.class);

  private final AddTables.Request request;
  private final HandlerShelf handlers;
  private final Tables tables;
  private final Map<TableName, ReplicatedTable> known = new TreeMap<>();
  private final Set<TableName> chosen = new TreeSet<>();
  private final List<TableName> added = new ArrayList<>();
  private final List<TableName> already = new ArrayList<>();
  private final List<TableName> covered = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  TableIntake(Session local, String queue, AddTables.Request request, HandlerShelf handlers) {
    this.request = request;
    this.handlers = handlers;
    this.tables = new Tables(local, queue);
    tables.list().forEach(table -> known.put(table.name(), table));
  }

  /** The tables that the node has heard of. */
  Set<TableName> known() {
    return known.keySet();
  }

  /** The tables still to be added. */
  List<TableName> chosen() {
    return List.copyOf(chosen);
  }

  /** The name of a table on this node. */
  TableName destination(TableName name) {
    return request.settings().destination().or(() -> handler(name).destination()).orElse(name);
  }

  /** The handler that a table is to have. */
  TableHandler handler(TableName name) {
    return handlers.of(name, request.settings().attributes());
  }

  /** True if a table is to be on this node's list only. */
  boolean isVirtual(TableName name) {
    return request.settings().arguments(handler(name)).contains("virtual_table");
  }

  /**
   * Takes those that are meant; those replicated already are set aside.
   *
   * @param unknown what to say of a word that means nothing
   */
  void choose(Set<TableName> candidates, Function<String, String> unknown) {
    Set<TableName> meant = new TreeSet<>(candidates);
    if (!request.takesAll()) {
      NameChoice choice = NameChoice.of(request.words(), candidates);
      sortOutUnknown(choice.unknown(), unknown);
      meant.retainAll(choice.chosen());
    }
    for (TableName name : meant) {
      ReplicatedTable table = known.get(name);
      if (table != null && table.local()) {
        already.add(name);
        LOG.atLevel(request.takesAll() ? Level.DEBUG : Level.INFO)
            .log("Table {} is already added", name);
      } else {
        chosen.add(name);
      }
    }
    if (request.settings().destination().isPresent() && chosen.size() > 1) {
      throw new UsageError("--dest-table can be given only for single table", "");
    }
  }

  private void sortOutUnknown(List<String> words, Function<String, String> message) {
    if (words.isEmpty()) {
      return;
    }
    List<String> problems = words.stream().map(message).toList();
    if (!request.skipNonExisting()) {
      throw new StateError(String.join("\n       ", problems), "'missing' shows what can be added");
    }
    problems.forEach(problem -> LOG.warn("{}, skipping", problem));
    words.forEach(
        word -> leftOut.add(new LeftOut(NameChoice.parse(word), "there is no such table")));
  }

  /** Sets aside those for which there is a reason. */
  void drop(Function<TableName, Optional<String>> reason) {
    for (TableName name : chosen()) {
      reason.apply(name).ifPresent(text -> drop(name, text));
    }
  }

  private void drop(TableName name, String reason) {
    leftOut.add(new LeftOut(name, reason));
    chosen.remove(name);
  }

  /** Sets aside partitions of tables that are replicated, or are about to be. */
  void dropCovered(Relations relations) {
    for (TableName name : chosen()) {
      for (TableName ancestor : relations.ancestors(name)) {
        ReplicatedTable table = known.get(ancestor);
        boolean replicated = chosen.contains(ancestor) || (table != null && table.local());
        if (replicated && chosen.remove(name)) {
          LOG.info("Table {} is replicated as a partition of {}", name, ancestor);
          covered.add(name);
        }
      }
    }
  }

  /** Named tables must all do; of all tables those that do are enough. */
  void refuseDropped() {
    if (isStrict() && !leftOut.isEmpty()) {
      throw new StateError(
          leftOut.stream()
              .map(table -> "cannot add table " + table)
              .collect(Collectors.joining("\n       ")),
          "nothing was changed; correct this, or leave the table out");
    }
  }

  private boolean isStrict() {
    return !request.takesAll() && !request.skipNonExisting();
  }

  /**
   * Does a step for one table; where not every table must do, a refusal only sets that one aside.
   *
   * @return true if the step was done
   */
  boolean attempt(TableName name, Runnable step) {
    try {
      step.run();
      return true;
    } catch (UserError e) {
      if (isStrict() || LockPatience.isBusy(e)) {
        throw e;
      }
      LOG.debug("{} is left out", name, e);
      drop(name, e.problem());
      return false;
    }
  }

  /** Adds those that are left. */
  void addAll(LockPatience patience) {
    patience.each(
        chosen(),
        attempt -> {
          TableName name = attempt.table();
          if (attempt(name, () -> attempt.transactionally(() -> add(name)))) {
            added.add(name);
          }
        },
        busy -> drop(busy.table(), "others keep it locked: " + busy.error().problem()));
    leftOut.forEach(table -> LOG.warn("Table left out: {}", table));
    if (added.isEmpty() && already.isEmpty() && leftOut.isEmpty()) {
      LOG.info(
          known.isEmpty()
              ? "what to do ? There is no table; on other nodes than the root those are meant that"
                  + " the root has added"
              : "what to do ?");
    }
  }

  private void add(TableName name) {
    TableSettings settings = request.settings();
    tables.add(name, settings.arguments(handler(name)), settings.attributes(), destination(name));
  }

  AddTables.Report report() {
    return new AddTables.Report(added, already, covered, leftOut);
  }
}
