package org.jlondiste.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jlondiste.compare.StoppedTables;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Answers;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.KeptConsumer;
import org.jlondiste.topology.KeptPartitions;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.Subscriber;
import org.jlondiste.topology.TableCounts;

/** Asks all members of a set at the same time how they are. Changes nothing, waits for no one. */
public final class ShowStatus {
  private static final Sql KNOWN_NOTES = Sql.of(ShowStatus.class, "known_notes.sql");
  private static final Sql RESTRAINT = Sql.of(ShowStatus.class, "restraint.sql");
  private static final Sql CONSUMERS = Sql.of(ShowStatus.class, "status_consumers.sql");
  private static final Sql QUEUE = Sql.of(ShowStatus.class, "status_queue.sql");

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
  private static final int MOST_AT_ONCE = 32;

  private final Session local;
  private final Databases databases;
  private final String queue;

  public ShowStatus(Session local, Databases databases, String queue) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
  }

  /**
   * How a set is.
   *
   * @param localNode name of the node that was asked for the members
   * @param nodes by name
   */
  public record Report(String queue, String localNode, List<NodeStatus> nodes) {
    public Report {
      nodes = List.copyOf(nodes);
    }

    /** True if all that were asked answered, and no table of theirs has stopped. */
    public boolean allWell() {
      return nodes.stream().allMatch(NodeStatus::isWell);
    }

    public NodeStatus local() {
      return nodes.stream()
          .filter(node -> node.member().name().equals(localNode))
          .findFirst()
          .orElseThrow();
    }
  }

  /** What one member said, before the others were heard. */
  private record Statement(
      Member member,
      Optional<String> failure,
      Optional<NodeInfo> node,
      Optional<Boolean> workerRuns,
      Optional<TableCounts> tables,
      Map<TableName, String> stopped,
      Map<TableName, List<String>> keptPartitions,
      Optional<String> restraint,
      Optional<RotationBlocker> rotationBlocker,
      List<StageReport> stages,
      List<KeptConsumer> consumers,
      List<Subscriber> subscribers,
      Map<String, Position> positions,
      double serverTime,
      Optional<Double> tickerLag) {

    static Statement none(Member member, Optional<String> failure) {
      return new Statement(
          member,
          failure,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          0,
          Optional.empty());
    }
  }

  /** Where a consumer is in its provider's queue. */
  private record Position(
      Optional<Long> tick, Optional<Double> tickTime, Optional<Long> pendingEvents) {}

  /**
   * What a database says first.
   *
   * @param node what it is itself; none if it is in no such set
   * @param notes which notes of ours it has
   */
  private record Greeting(Optional<NodeInfo> node, Notes notes, List<Member> members) {}

  private record Notes(boolean stopped, boolean keptPartitions, boolean restraint, boolean stages) {
    static final Notes NONE = new Notes(false, false, false, false);
  }

  /** The clock of a server, and how old its queue's last tick is. */
  private record Clock(double serverTime, Optional<Double> tickerLag) {}

  /**
   * Asks all members.
   *
   * @param dead members that are not to be asked
   */
  public Report all(Set<String> dead) {
    Greeting here = greeting(local);
    String localNode = local(here).name();
    List<Member> members = here.members();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(MOST_AT_ONCE, members.size())), ShowStatus::daemon);
    try {
      List<Future<Statement>> answers = new ArrayList<>();
      for (Member member : members) {
        Member assumed =
            dead.contains(member.name())
                ? new Member(member.name(), member.location(), true)
                : member;
        answers.add(threads.submit(() -> ask(assumed, localNode, here)));
      }
      List<Statement> statements = new ArrayList<>();
      for (int i = 0; i < members.size(); i++) {
        statements.add(answer(members.get(i), answers.get(i)));
      }
      return new Report(queue, localNode, combine(statements));
    } finally {
      threads.shutdownNow();
    }
  }

  /** Asks only the local node; its lag is known only if it is the root. */
  public NodeStatus localOnly() {
    Greeting here = greeting(local);
    Member member = new Nodes(local).member(queue, local(here).name());
    return combine(List.of(listen(local, member, here))).get(0);
  }

  private NodeInfo local(Greeting here) {
    return here.node().orElseGet(() -> new Nodes(local).node(queue));
  }

  private Greeting greeting(Session session) {
    Question<Optional<NodeInfo>> node = new Nodes(session).infoAbout(queue);
    Question<Notes> notes = new Question<>(KNOWN_NOTES.bound(), ShowStatus::notes);
    Question<List<Member>> members = Nodes.membersOf(queue);
    try {
      Answers answers = session.answers(List.of(node, notes, members));
      return new Greeting(answers.to(node), answers.to(notes), answers.to(members));
    } catch (DatabaseError e) {
      if (Nodes.isNotInstalled(e)) {
        return new Greeting(Optional.empty(), Notes.NONE, List.of());
      }
      throw e;
    }
  }

  private static Notes notes(List<Row> rows) {
    Row row = rows.get(0);
    return new Notes(
        row.bool("stopped"),
        row.bool("kept_partitions"),
        row.bool("restraint"),
        row.bool("stages"));
  }

  private Statement ask(Member member, String localNode, Greeting here) {
    if (member.dead()) {
      return Statement.none(member, Optional.empty());
    }
    if (member.name().equals(localNode)) {
      return listen(local, member, here);
    }
    try (Session session = databases.open(member.location(), "jlondiste")) {
      return listen(session, member, greeting(session));
    } catch (UserError e) {
      return Statement.none(member, Optional.of(e.problem()));
    }
  }

  private Statement answer(Member member, Future<Statement> future) {
    try {
      return future.get(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return Statement.none(
          member, Optional.of("no answer within " + LONGEST_ANSWER.toSeconds() + " s"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptionError("interrupted while asking the nodes", "");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Statement listen(Session session, Member member, Greeting greeting) {
    if (greeting.node().isEmpty()) {
      return Statement.none(
          member, Optional.of(session.target() + " holds no node of queue " + queue));
    }
    NodeInfo node = greeting.node().get();
    Notes noted = greeting.notes();
    Question<Clock> clock = new Question<>(QUEUE.with("queue", queue), ShowStatus::clock);
    Question<Map<String, Position>> positions =
        new Question<>(CONSUMERS.with("queue", queue), ShowStatus::positions);
    Question<Optional<Boolean>> workerRuns = Nodes.workerRunsFor(queue);
    Question<List<KeptConsumer>> consumers = Nodes.consumersOf(queue);
    Question<List<Subscriber>> subscribers = Nodes.subscribersOf(queue);
    Question<TableCounts> tables = TableCounts.of(queue, Set.of());
    Question<Map<TableName, String>> stopped = StoppedTables.listOf(queue);
    Question<Optional<String>> restraint =
        new Question<>(RESTRAINT.with("queue", queue), ShowStatus::restraint);
    Question<Map<TableName, List<String>>> keptPartitions = KeptPartitions.listOf(queue);
    Question<List<StageReport>> stages = StageReport.of(queue);
    Question<Optional<String>> blocker = RotationBlocker.consumerOf(queue);
    List<Question<?>> questions =
        new ArrayList<>(
            List.of(clock, positions, workerRuns, consumers, subscribers, tables, blocker));
    add(questions, stopped, noted.stopped());
    add(questions, keptPartitions, noted.keptPartitions());
    add(questions, restraint, noted.restraint());
    add(questions, stages, noted.stages());
    Answers answers = session.answers(questions);
    Map<TableName, String> problems = noted.stopped() ? answers.to(stopped) : Map.of();
    return new Statement(
        member,
        Optional.empty(),
        greeting.node(),
        new Nodes(session).attended(queue, answers.to(workerRuns)),
        Optional.of(
            problems.isEmpty()
                ? answers.to(tables)
                : session.answer(TableCounts.of(queue, problems.keySet()))),
        problems,
        noted.keptPartitions() ? answers.to(keptPartitions) : Map.of(),
        noted.restraint() ? answers.to(restraint) : Optional.empty(),
        answers.to(blocker).map(name -> RotationBlocker.of(name, node, answers.to(subscribers))),
        noted.stages() ? answers.to(stages) : List.of(),
        answers.to(consumers),
        answers.to(subscribers),
        answers.to(positions),
        answers.to(clock).serverTime(),
        answers.to(clock).tickerLag());
  }

  private static void add(List<Question<?>> questions, Question<?> question, boolean possible) {
    if (possible) {
      questions.add(question);
    }
  }

  private static Clock clock(List<Row> rows) {
    return rows.stream()
        .findFirst()
        .map(row -> new Clock(row.real("server_time"), row.optionalReal("ticker_lag")))
        .orElse(new Clock(0, Optional.empty()));
  }

  private static Map<String, Position> positions(List<Row> rows) {
    Map<String, Position> positions = new HashMap<>();
    for (Row row : rows) {
      positions.put(
          row.text("consumer_name"),
          new Position(
              row.optionalBigint("last_tick"),
              row.optionalReal("tick_time"),
              row.optionalBigint("pending_events")));
    }
    return positions;
  }

  private static Optional<String> restraint(List<Row> rows) {
    return rows.stream()
        .findFirst()
        .map(row -> row.text("reason") + "; reading " + row.integer("percent") + " % of the time");
  }

  private static List<NodeStatus> combine(List<Statement> statements) {
    Optional<Double> rootTime =
        statements.stream()
            .filter(statement -> statement.node().map(NodeInfo::isRoot).orElse(false))
            .map(Statement::serverTime)
            .findFirst();
    return statements.stream().map(statement -> combine(statement, statements, rootTime)).toList();
  }

  private static NodeStatus combine(
      Statement statement, List<Statement> all, Optional<Double> rootTime) {
    String name = statement.member().name();
    Optional<Statement> provider =
        all.stream()
            .filter(other -> other.subscribers().stream().anyMatch(s -> s.name().equals(name)))
            .findFirst();
    Optional<Position> position =
        provider.flatMap(
            other ->
                other.subscribers().stream()
                    .filter(subscriber -> subscriber.name().equals(name))
                    .findFirst()
                    .map(subscriber -> other.positions().get(subscriber.workerName())));
    boolean root = statement.node().map(NodeInfo::isRoot).orElse(false);
    Optional<Double> seconds =
        root
            ? statement.tickerLag()
            : position
                .flatMap(Position::tickTime)
                .flatMap(tickTime -> rootTime.map(now -> now - tickTime));
    Optional<String> providerName =
        root
            ? Optional.empty()
            : statement
                .node()
                .map(NodeInfo::providerNode)
                .or(() -> provider.map(other -> other.member().name()));
    return new NodeStatus(
        statement.member(),
        statement.failure(),
        statement.node(),
        statement.workerRuns(),
        statement.tables(),
        statement.stopped(),
        statement.keptPartitions(),
        statement.restraint(),
        statement.rotationBlocker(),
        statement.stages(),
        statement.consumers(),
        statement.subscribers().stream().map(Subscriber::name).toList(),
        providerName,
        statement
            .node()
            .flatMap(NodeInfo::workerLastTick)
            .map(TickId::value)
            .or(() -> position.flatMap(Position::tick)),
        seconds.map(s -> Duration.ofMillis(Math.round(Math.max(0, s) * 1000))),
        root ? Optional.empty() : position.flatMap(Position::pendingEvents));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "status");
    thread.setDaemon(true);
    return thread;
  }
}
