package org.jlondiste.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jlondiste.check.StructureDifferences;
import org.jlondiste.error.UsageError;
import org.jlondiste.handler.ColumnChoice;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.handler.SessionQuery;
import org.jlondiste.handler.Surroundings;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.postgres.blueprint.Extent;
import org.jlondiste.postgres.blueprint.TableBuilder;
import org.jlondiste.postgres.catalog.Column;
import org.jlondiste.postgres.catalog.MissingRight;
import org.jlondiste.postgres.catalog.Relation;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.postgres.catalog.TableStructure;
import org.jlondiste.postgres.catalog.UniqueKey;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.QueueGate;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.jlondiste.values.TypePassport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node replicate tables. What could go wrong is looked for first, in all of them, so that a
 * wrong name or a missing column is named before anything has changed; then each table is added in
 * a transaction of its own, with short waits for its lock.
 */
public final class AddTables {
  private static final Logger LOG = LoggerFactory.getLogger(AddTables.class);

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Waiter waiter;
  private final HandlerShelf handlers;

  /** With the handlers that are built in. */
  public AddTables(Session local, Databases databases, String queue, Waiter waiter) {
    this(local, databases, queue, waiter, new HandlerCatalog(Surroundings.Settings.DEFAULT));
  }

  /**
   * @param catalog the kinds of handlers that tables may have
   */
  public AddTables(
      Session local, Databases databases, String queue, Waiter waiter, HandlerCatalog catalog) {
    this.handlers = new HandlerShelf(catalog, new SessionQuery(local));
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.waiter = waiter;
  }

  /**
   * Which tables, and how.
   *
   * @param words names and patterns
   * @param all if there are no words: all tables that can be added
   * @param settings for each table
   * @param create build tables that are not there from those of the provider, this much of them
   * @param skipNonExisting warn of names that cannot be added and go on
   * @param force add tables although their structure differs
   * @param lockTimeout how long to wait for the lock on a table, in all
   * @param filter what this node takes from the provider's list
   */
  public record Request(
      List<String> words,
      boolean all,
      TableSettings settings,
      Optional<Extent> create,
      boolean skipNonExisting,
      boolean force,
      Duration lockTimeout,
      RegistrationFilter filter) {

    public Request {
      words = List.copyOf(words);
      if (words.isEmpty() && !all) {
        throw new UsageError("no tables are named", "name tables or patterns, or give --all");
      }
    }

    boolean takesAll() {
      return words.isEmpty();
    }
  }

  /**
   * What came of it.
   *
   * @param added in this call
   * @param already replicated before
   * @param covered partitions of tables that are replicated as a whole
   * @param leftOut asked for and not added
   */
  public record Report(
      List<TableName> added,
      List<TableName> already,
      List<TableName> covered,
      List<LeftOut> leftOut) {
    public Report {
      added = List.copyOf(added);
      already = List.copyOf(already);
      covered = List.copyOf(covered);
      leftOut = List.copyOf(leftOut);
    }
  }

  public Report run(Request request) {
    NodeInfo node = new Nodes(local).node(queue);
    if (node.isRoot()) {
      return addOnRoot(request);
    }
    try (NodeSession provider = new Cascade(databases, queue).openProvider(node)) {
      new ProviderNews(databases, queue, waiter).awaitTables(provider);
      local.transactionally(
          () -> new SetList(local, provider.session(), queue, request.filter()).alignTables());
      Report report = addOnSubscriber(request, provider);
      // the worker here waits for news from there; it is to begin the copies at once
      new QueueGate(provider.session(), queue).wakeReaders();
      return report;
    }
  }

  private Report addOnRoot(Request request) {
    if (request.create().isPresent()) {
      LOG.warn("--create means nothing on the root, which has no provider");
    }
    Relations relations = Relations.all(local);
    TableIntake intake = new TableIntake(local, queue, request, handlers);
    Set<TableName> candidates = new TreeSet<>(intake.known());
    relations.list().stream()
        .filter(relation -> relation.isTable() || !request.takesAll())
        .forEach(relation -> candidates.add(relation.name()));
    intake.choose(candidates, word -> "there is no table " + word + " in " + local.target());
    intake.drop(
        name ->
            relations
                .find(intake.destination(name))
                .map(relation -> unfitOnRoot(relation, request))
                .orElse(Optional.of("there is no such table")));
    intake.dropCovered(relations);
    intake.refuseDropped();
    intake.addAll(patience(request));
    return intake.report();
  }

  private Report addOnSubscriber(Request request, NodeSession provider) {
    TableIntake intake = new TableIntake(local, queue, request, handlers);
    refuseColumnsToCreate(request);
    intake.choose(
        intake.known(),
        word ->
            "table "
                + word
                + " is not in the set of queue "
                + queue
                + "; add it on the root first");
    intake.chosen().forEach(name -> HandlerShelf.check(intake.handler(name)));
    Map<TableName, ReplicatedTable> there = byName(new Tables(provider.session(), queue).list());
    TableSettings settings = request.settings();
    if (settings.needsProviderTable()) {
      intake.drop(
          name ->
              there.containsKey(name) && there.get(name).local()
                  ? Optional.empty()
                  : Optional.of(
                      "it does not exist on provider "
                          + provider.node().name()
                          + ", need to switch to different provider"));
    }
    try (NodeSession source = openSource(settings, intake.chosen())) {
      Map<TableName, ReplicatedTable> sources = byName(new Tables(source.session(), queue).list());
      Function<TableName, TableName> nameAtSource =
          name -> sources.containsKey(name) ? sources.get(name).destination() : name;
      Relations relations = Relations.all(local);
      intake.drop(
          name ->
              relations
                  .find(intake.destination(name))
                  .map(relation -> unfitOnSubscriber(relation, request))
                  .orElse(
                      request.create().isPresent() || intake.isVirtual(name)
                          ? Optional.empty()
                          : Optional.of("there is no such table here; --create makes it")));
      intake.drop(differences(intake, source, nameAtSource, relations, request.force()));
      lookForRights(intake, relations);
      if (!intake.chosen().isEmpty()) {
        warnOfText(source.session());
      }
      intake.refuseDropped();
      request
          .create()
          .filter(extent -> intake.chosen().stream().noneMatch(intake::isVirtual))
          .ifPresent(extent -> create(intake, source, nameAtSource, relations, extent));
    }
    intake.addAll(patience(request));
    return intake.report();
  }

  /** What a copy may meet is said before it begins. */
  private void warnOfText(Session source) {
    TextPassage passage = TextPassage.between(source, local, "");
    if (passage.mayRefuse() && !passage.isBetweenAlike()) {
      LOG.warn(
          "Text goes from {}: a table with text that this database cannot hold is not copied;"
              + " 'check' finds such text beforehand",
          passage);
    }
  }

  /** The node whose tables show how ours must look: where the copy will come from. */
  private NodeSession openSource(TableSettings settings, List<TableName> tables) {
    Cascade cascade = new Cascade(databases, queue);
    Nodes nodes = new Nodes(local);
    String providerLocation = nodes.node(queue).providerLocation();
    if (settings.copyNode().isPresent()) {
      return cascade.open(nodes.member(queue, settings.copyNode().get()).location());
    }
    if (settings.findCopyNode()) {
      return cascade.openFirst(
          providerLocation,
          candidate -> {
            Map<TableName, ReplicatedTable> there =
                byName(new Tables(candidate.session(), queue).list());
            return tables.stream()
                .allMatch(name -> there.containsKey(name) && there.get(name).local());
          });
    }
    return cascade.open(providerLocation);
  }

  private LockPatience patience(Request request) {
    return new LockPatience(local, waiter, request.lockTimeout());
  }

  private static Optional<String> unfitOnRoot(Relation relation, Request request) {
    if (!relation.isTable()) {
      return Optional.of("it is a " + relation.kind());
    }
    if (relation.persistence() != Relation.Persistence.PERMANENT) {
      return Optional.of(
          "it is "
              + (relation.persistence() == Relation.Persistence.UNLOGGED
                  ? "unlogged"
                  : "temporary"));
    }
    if (!relation.hasColumns()) {
      return Optional.of("it has no columns");
    }
    if (request.takesAll() && relation.extension().isPresent()) {
      return Optional.of("it belongs to extension " + relation.extension().get());
    }
    return Optional.empty();
  }

  private static Optional<String> unfitOnSubscriber(Relation relation, Request request) {
    if (!relation.isTable()) {
      return Optional.of("it is a " + relation.kind() + " here");
    }
    if (relation.persistence() == Relation.Persistence.UNLOGGED && !request.force()) {
      return Optional.of("it is unlogged here, a crash would empty it; --force adds it");
    }
    return Optional.empty();
  }

  private Function<TableName, Optional<String>> differences(
      TableIntake intake,
      NodeSession source,
      Function<TableName, TableName> nameAtSource,
      Relations relations,
      boolean force) {
    Set<TableName> names = intake.chosen().stream().map(nameAtSource).collect(Collectors.toSet());
    Map<TableName, TableStructure> there = TableStructure.read(source.session(), names);
    Map<TableName, TableStructure> here =
        TableStructure.read(local, intake.chosen().stream().map(intake::destination).toList());
    TypePassport passport = new TypePassport(source.session(), local);
    return name -> {
      TableStructure ours = here.get(intake.destination(name));
      TableStructure theirs = there.get(nameAtSource.apply(name));
      if (theirs == null || intake.isVirtual(name)) {
        return Optional.empty();
      }
      ColumnChoice choice = intake.handler(name).columns();
      if (!choice.isAll()) {
        Optional<String> refusal = refusal(choice, theirs);
        if (refusal.isPresent()) {
          return refusal;
        }
        theirs = chosen(choice, theirs);
      }
      if (ours != null && intake.handler(name).altersValues()) {
        theirs = ofTypes(ours, theirs);
      }
      List<String> differences =
          new ArrayList<>(
              ours == null || relations.find(ours.name()).isEmpty()
                  ? List.of()
                  : StructureDifferences.between(theirs, ours));
      if (differences.isEmpty()) {
        for (Column column : theirs.columns()) {
          passport
              .refusal(column.type())
              .ifPresent(reason -> differences.add("column " + column.name() + ": " + reason));
        }
      }
      if (differences.isEmpty()) {
        return Optional.empty();
      }
      String text = String.join("; ", differences);
      if (force) {
        LOG.warn("{}: {}", name, text);
        return Optional.empty();
      }
      return Optional.of(text);
    };
  }

  /** Only whole tables are made: what a handler leaves out of them the operator must say in SQL. */
  private void refuseColumnsToCreate(Request request) {
    if (request.create().isEmpty() || request.settings().handler().isEmpty()) {
      return;
    }
    TableHandler handler =
        handlers.of(new TableName("public", "any"), request.settings().attributes());
    if (!handler.columns().isAll()) {
      throw new UsageError(
          "--create makes all columns of the provider's table, and the handler takes others",
          "create the table here as it is to be, and add it without --create");
    }
  }

  private static Optional<String> refusal(ColumnChoice choice, TableStructure theirs) {
    List<String> columns = theirs.columns().stream().map(Column::name).toList();
    List<String> unknown = choice.missingIn(columns);
    if (!unknown.isEmpty()) {
      return Optional.of(
          "the provider's table has no columns " + String.join(", ", unknown) + " for its handler");
    }
    List<String> lostKey =
        theirs
            .key()
            .map(
                key ->
                    key.columns().stream()
                        .filter(column -> choice.nameHere(column).isEmpty())
                        .toList())
            .orElse(List.of());
    return lostKey.isEmpty()
        ? Optional.empty()
        : Optional.of("its handler leaves out columns of the key: " + String.join(", ", lostKey));
  }

  /** The provider's table as the handler hands it on; other keys than the chosen columns' go. */
  private static TableStructure chosen(ColumnChoice choice, TableStructure theirs) {
    List<Column> columns = new ArrayList<>();
    for (Column column : theirs.columns()) {
      choice
          .nameHere(column.name())
          .ifPresent(
              name ->
                  columns.add(
                      new Column(
                          name,
                          column.type(),
                          column.notNull(),
                          column.expression(),
                          column.generated(),
                          column.identity())));
    }
    List<UniqueKey> keys =
        theirs.uniqueKeys().stream()
            .filter(
                key -> key.columns().stream().allMatch(name -> choice.nameHere(name).isPresent()))
            .map(
                key ->
                    new UniqueKey(
                        key.name(),
                        key.primary(),
                        key.columns().stream()
                            .flatMap(name -> choice.nameHere(name).stream())
                            .toList(),
                        key.notNull()))
            .toList();
    return new TableStructure(theirs.name(), columns, keys);
  }

  /** A handler that alters values makes them fit; that it does the server will tell. */
  private static TableStructure ofTypes(TableStructure ours, TableStructure theirs) {
    return new TableStructure(
        theirs.name(),
        theirs.columns().stream().map(column -> ours.column(column.name()).orElse(column)).toList(),
        theirs.uniqueKeys());
  }

  /** What the role lacks: without some rights nothing goes, others only keep copies from ending. */
  private void lookForRights(TableIntake intake, Relations relations) {
    List<TableName> here =
        intake.chosen().stream()
            .map(intake::destination)
            .filter(name -> relations.find(name).isPresent())
            .toList();
    Map<TableName, List<MissingRight>> missing = MissingRight.read(local, here);
    Map<MissingRight, List<TableName>> obstacles = new LinkedHashMap<>();
    missing.forEach(
        (table, rights) ->
            rights.stream()
                .filter(right -> right.concern() != MissingRight.Concern.ROWS)
                .forEach(
                    right -> obstacles.computeIfAbsent(right, r -> new ArrayList<>()).add(table)));
    intake.drop(
        name ->
            missing.getOrDefault(intake.destination(name), List.of()).stream()
                .filter(right -> right.concern() == MissingRight.Concern.ROWS)
                .findFirst()
                .map(right -> right.problem() + "; to grant it: " + right.remedy()));
    obstacles.forEach(
        (right, tables) ->
            LOG.warn(
                "{}{}: {}; to grant it: {}",
                tables.get(0),
                tables.size() == 1 ? "" : " and " + (tables.size() - 1) + " more",
                right.problem(),
                right.remedy()));
  }

  private void create(
      TableIntake intake,
      NodeSession source,
      Function<TableName, TableName> nameAtSource,
      Relations relations,
      Extent extent) {
    TableBuilder builder = new TableBuilder(source.session(), local);
    Map<TableName, TableName> built = new LinkedHashMap<>();
    for (TableName name : intake.chosen()) {
      TableName destination = intake.destination(name);
      if (relations.find(destination).isPresent()) {
        LOG.info("Table {} already exist, not touching", destination);
      } else {
        intake.attempt(
            name,
            () -> {
              TableName there = nameAtSource.apply(name);
              builder
                  .build(there, destination, extent)
                  .forEach(note -> LOG.warn("{}: left out: {}", destination, note));
              built.put(there, destination);
            });
      }
    }
    if (extent == Extent.FULL) {
      built.forEach(
          (there, destination) ->
              builder
                  .buildForeignKeys(there, destination)
                  .forEach(note -> LOG.warn("{}: left out: {}", destination, note)));
    }
  }

  private static Map<TableName, ReplicatedTable> byName(List<ReplicatedTable> tables) {
    return tables.stream().collect(Collectors.toMap(ReplicatedTable::name, Function.identity()));
  }
}
