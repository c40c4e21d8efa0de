package org.jlondiste.operation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jlondiste.check.Preflight;
import org.jlondiste.check.Scope;
import org.jlondiste.check.TextBudget;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.catalog.Relation;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.jlondiste.values.TypePassport;

/**
 * Tells what would hinder replication between this database and its provider, before there are
 * nodes or afterwards. A root, and a database that knows no provider, is looked at by itself.
 */
public final class CheckDatabases {
  private static final String PURPOSE = "jlondiste";

  private final Session local;
  private final Databases databases;
  private final String queue;

  public CheckDatabases(Session local, Databases databases, String queue) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
  }

  /**
   * What to look at.
   *
   * @param words names and patterns of tables; none for all of the source
   * @param provider typed by the operator
   * @param configuredProvider if neither the operator nor the node says another
   * @param filter what this node takes part in
   * @param text how much text is looked at
   */
  public record Request(
      List<String> words,
      Optional<String> provider,
      Optional<String> configuredProvider,
      RegistrationFilter filter,
      TextBudget text) {
    public Request {
      words = List.copyOf(words);
    }
  }

  public Preflight.Report run(Request request) {
    Optional<NodeInfo> node = new Nodes(local).info(queue);
    Optional<String> provider =
        request
            .provider()
            .or(() -> node.isEmpty() ? request.configuredProvider() : Optional.empty())
            .or(() -> node.filter(known -> !known.isRoot()).map(NodeInfo::providerLocation));
    if (provider.isEmpty()) {
      return new Preflight(local, Optional.empty(), request.text(), type -> Optional.empty())
          .run(scope(local, List.of(), request));
    }
    List<ReplicatedTable> replicated =
        node.isEmpty()
            ? List.of()
            : new Tables(local, queue).list().stream().filter(ReplicatedTable::local).toList();
    try (Session source = databases.open(provider.get(), PURPOSE)) {
      TypePassport passport = new TypePassport(source, local);
      return new Preflight(source, Optional.of(local), request.text(), passport::refusal)
          .run(scope(source, replicated, request));
    }
  }

  /** The tables of the source that the words mean, with their partitions. */
  private Scope scope(Session source, List<ReplicatedTable> replicated, Request request) {
    Map<TableName, TableName> nameAtSource = new LinkedHashMap<>();
    if (!replicated.isEmpty()) {
      new Tables(source, queue)
          .list()
          .forEach(table -> nameAtSource.put(table.name(), table.destination()));
    }
    Map<TableName, TableName> destinations = new LinkedHashMap<>();
    Set<TableName> replicatedAtSource = new LinkedHashSet<>();
    for (ReplicatedTable table : replicated) {
      TableName there = nameAtSource.getOrDefault(table.name(), table.name());
      destinations.put(there, table.destination());
      replicatedAtSource.add(there);
    }
    Map<TableName, TableName> targetNames = new LinkedHashMap<>();
    for (TableName name : tables(Relations.all(source), source, request)) {
      targetNames.put(name, destinations.getOrDefault(name, name));
    }
    return new Scope(targetNames, replicatedAtSource);
  }

  private static Set<TableName> tables(Relations relations, Session source, Request request) {
    Set<TableName> tables = new LinkedHashSet<>();
    for (Relation relation : relations.tables()) {
      if (relation.persistence() != Relation.Persistence.TEMPORARY) {
        tables.add(relation.name());
      }
    }
    if (!request.words().isEmpty()) {
      NameChoice choice = NameChoice.of(request.words(), tables);
      if (!choice.unknown().isEmpty()) {
        throw new UsageError(
            "there is no table " + String.join(", ", choice.unknown()) + " in " + source.target(),
            "name tables as schema.name, or by patterns");
      }
      tables.removeIf(name -> !isMeant(relations, name, choice.chosen()::contains));
    }
    tables.removeIf(name -> !isMeant(relations, name, request.filter().tables()));
    return tables;
  }

  /** A partition is meant with its table. */
  private static boolean isMeant(Relations relations, TableName name, Predicate<TableName> meant) {
    return meant.test(name) || relations.ancestors(name).stream().anyMatch(meant);
  }
}
