package org.jlondiste.copy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.Conditions;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.handler.SessionQuery;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.EventText;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableTransition;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.queue.Subscription;
import org.jlondiste.topology.ConsumerPositions;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copy of one table between two databases: what all its stages need. */
final class Undertaking {
  private static final Logger LOG = LoggerFactory.getLogger(Undertaking.class);
  private static final Duration POLL = Duration.ofMillis(50);

  private final LocalNode node;
  private final TableName table;
  private final CopyOptions options;
  private final Session source;
  private final Session target;
  private final CopySource from;
  private final Predicate<Shortcut> allowed;
  private final String consumer;
  private final KeptSessions sessions;
  private final Bell bell;
  private final BooleanSupplier stopping;
  private final Tables tables;
  private final Ledger ledger;
  private final ConsumerPositions positions;
  private final Subscription subscription;
  private final HandlerShelf handlers;

  /**
   * @param table its name in the set
   * @param from the node on which the source session works
   * @param allowed false for what the target is known to refuse
   * @param sessions of all copies of the node
   * @param bell rung whenever the table has moved
   * @param stopping tells when to break off
   */
  Undertaking(
      LocalNode node,
      TableName table,
      CopyOptions options,
      CopySource from,
      Session source,
      Session target,
      Predicate<Shortcut> allowed,
      KeptSessions sessions,
      Bell bell,
      BooleanSupplier stopping) {
    this.node = node;
    this.table = table;
    this.options = options;
    this.from = from;
    this.source = source;
    this.target = target;
    this.allowed = allowed;
    this.sessions = sessions;
    this.bell = bell;
    this.stopping = stopping;
    this.consumer = TableCopy.consumerName(node.worker(), table);
    this.tables = new Tables(target, node.queue());
    this.ledger = new Ledger(target, node.queue(), table);
    this.positions = new ConsumerPositions(target, node.queue(), List.of(consumer));
    this.subscription = new Subscription(source, node.queue(), consumer);
    this.handlers = new HandlerShelf(options.handlers(), new SessionQuery(target));
  }

  LocalNode node() {
    return node;
  }

  String queue() {
    return node.queue();
  }

  /** The table's name in the set. */
  TableName table() {
    return table;
  }

  CopyOptions options() {
    return options;
  }

  CopySource from() {
    return from;
  }

  Session source() {
    return source;
  }

  Session target() {
    return target;
  }

  /** False if the target is known to refuse it. */
  boolean allows(Shortcut shortcut) {
    return allowed.test(shortcut);
  }

  /** Name of the consumer that keeps the changes. */
  String consumer() {
    return consumer;
  }

  /** The states of the target's tables. */
  Tables tables() {
    return tables;
  }

  Ledger ledger() {
    return ledger;
  }

  /** How far changes are replayed on the target. */
  ConsumerPositions positions() {
    return positions;
  }

  /** Keeps the changes on the source. */
  Subscription subscription() {
    return subscription;
  }

  /** One more session to the source. */
  Session openSource() {
    return sessions.watched(node.openRemote(from.location(), "copy of " + table));
  }

  /** One more session to the target. */
  Session openTarget() {
    return sessions.watched(TableCopy.openTarget(node, "copy of " + table));
  }

  Bell bell() {
    return bell;
  }

  BooleanSupplier stopping() {
    return stopping;
  }

  /** The table on the target; none if it is not replicated any more. */
  Optional<ReplicatedTable> find() {
    return tables.find(table).filter(ReplicatedTable::local);
  }

  /** True if the table stands there now. */
  boolean isIn(TableState state) {
    return tables.find(table).filter(found -> found.state().equals(state)).isPresent();
  }

  void move(TableTransition transition, TableState from, TableState to) {
    tables.move(table, transition, from, to);
    LOG.info("Table {} status changed to '{}': {}", table, to, transition.reason());
  }

  TextPassage passage() {
    return TextPassage.between(source, target, options.sourceEncoding());
  }

  TargetTable targetTable(ReplicatedTable now) {
    return TargetTable.find(target, node.queue(), table, now.destination());
  }

  /**
   * What is special about the table here.
   *
   * @throws StateError if it is to have no rows here, or its handler cannot read the source's text
   */
  TableHandler handler(ReplicatedTable now) {
    TableHandler handler = handlers.of(table, now.attributes());
    if (!handler.storesRows()) {
      throw new StateError(
          "the handler of table " + table + " stores no rows here, there is nothing to copy",
          "'change-handler " + table + "' gives it another one, or 'remove-table' ends it");
    }
    if (handler.readsText() && !readsCharacters()) {
      throw new StateError(
          "table " + table + " cannot be copied: " + HandlerShelf.NOT_IN_UTF8,
          "use another handler, or none");
    }
    return handler;
  }

  /** The handler that wants to see the table's events; none for the usual way. */
  Optional<TableHandler> specialHandler(ReplicatedTable now) {
    return handlers.special(table, now.attributes(), readsCharacters());
  }

  private boolean readsCharacters() {
    return passage().eventText() == EventText.CHARACTERS;
  }

  /** An SQL condition on the rows that are copied; empty for all. */
  String condition(ReplicatedTable now) {
    return Conditions.both(
        now.attributes().getOrDefault("copy_condition", ""), handler(now).condition());
  }

  /**
   * The table on the source.
   *
   * @throws StateError if it is not replicated there
   */
  ReplicatedTable onSource() {
    return new Tables(source, node.queue())
        .find(table)
        .filter(ReplicatedTable::local)
        .orElseThrow(
            () ->
                new StateError(
                    "table " + table + " is not replicated on the provider",
                    "run 'add-table " + table + "' there"));
  }

  /** Ends the registrations on both sides: changes are kept for this copy no longer. */
  void leave() {
    subscription.unregister();
    positions.unregister();
  }

  boolean goingOn() {
    return !stopping.getAsBoolean();
  }

  static void pause(Duration time, String what, BooleanSupplier stopping) {
    try {
      long end = System.nanoTime() + time.toNanos();
      while (!stopping.getAsBoolean() && System.nanoTime() < end) {
        Thread.sleep(Math.min(POLL.toMillis(), time.toMillis()));
      }
    } catch (InterruptedException e) {
      throw interrupted(what);
    }
  }

  /** Waits until the worker or another copy has moved a table. */
  void awaitBell(long heard) {
    awaitBell(bell, heard, table.toString());
  }

  static void awaitBell(Bell bell, long heard, String what) {
    try {
      bell.await(heard, POLL);
    } catch (InterruptedException e) {
      throw interrupted(what);
    }
  }

  StateError lost() {
    return new StateError(
        "the notes about the copy of " + table + " are gone",
        "'resync " + table + "' copies it afresh");
  }

  private static InterruptionError interrupted(String what) {
    Thread.currentThread().interrupt();
    return new InterruptionError("the copy of " + what + " was interrupted", "");
  }
}
