package org.jlondiste.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jlondiste.config.ConnectString;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.operation.NodeStatus;
import org.jlondiste.topology.TableCounts;

/** A node's state in words: its title, and a few lines below it. */
final class StatusLines {
  private static final Duration LATE = Duration.ofMinutes(1);
  private static final int MOST_PARTITIONS = 3;
  private static final String RED = "\033[31m";
  private static final String PLAIN = "\033[0m";

  private final boolean colours;

  StatusLines(boolean colours) {
    this.colours = colours;
  }

  String title(NodeStatus status) {
    String name = status.member().name();
    if (status.member().dead()) {
      return name + " (dead)";
    }
    if (status.node().isEmpty()) {
      return name + " (" + red("unreachable") + ")";
    }
    String service = service(status);
    return name
        + " ("
        + status.node().get().type()
        + (service.isEmpty() ? "" : ", " + service)
        + ")";
  }

  /** The service that the node is reached by; empty if none is named. */
  static String service(NodeStatus status) {
    return ConnectString.service(ConnectString.withoutPassword(status.member().location()));
  }

  List<String> lines(NodeStatus status) {
    List<String> lines = new ArrayList<>();
    status.tables().ifPresent(tables -> addTables(tables, lines));
    lines.add(lag(status) + tick(status) + flags(status));
    if (status.workerRuns().filter(runs -> !runs).isPresent()) {
      lines.add(red("Worker: not running"));
    }
    status
        .pendingEvents()
        .filter(events -> events > 0)
        .ifPresent(events -> lines.add("Pending: " + events + " events"));
    status
        .rotationBlocker()
        .ifPresent(blocker -> lines.add("Old events are kept for consumer " + blocker));
    status.stages().forEach(stages -> StageLine.of(stages).ifPresent(lines::add));
    status.restraint().ifPresent(reason -> lines.add("Sparing the provider: " + reason));
    status
        .node()
        .ifPresent(
            node ->
                node.attributes().forEach((key, value) -> lines.add("Attr: " + key + "=" + value)));
    new TreeMap<>(status.stopped())
        .forEach(
            (table, problem) ->
                lines.add(red("ERR: table " + table + " stopped: " + firstLine(problem))));
    new TreeMap<>(status.keptPartitions())
        .forEach((table, partitions) -> lines.add(kept(table, partitions)));
    status
        .consumers()
        .forEach(
            consumer ->
                consumer
                    .error()
                    .ifPresent(
                        error ->
                            lines.add(red("ERR: " + consumer.name() + ": " + firstLine(error)))));
    status.failure().ifPresent(failure -> lines.add(red("ERR: " + firstLine(failure))));
    return lines;
  }

  /** What is to be known of partitions that only this node still has. */
  static String keptPartitions(List<String> partitions) {
    int more = partitions.size() - MOST_PARTITIONS;
    return (partitions.size() == 1 ? "partition " : "partitions ")
        + partitions.stream().limit(MOST_PARTITIONS).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "")
        + " detached or dropped on the root, rows still here; detach or drop here, too, or delete"
        + " them, then 'compare'; or 'resync'";
  }

  private String kept(TableName table, List<String> partitions) {
    return red("WARN: table " + table + ": " + keptPartitions(partitions));
  }

  private void addTables(TableCounts tables, List<String> lines) {
    lines.add(
        "Tables: "
            + tables.inSync()
            + "/"
            + tables.underWay()
            + "/"
            + tables.ignored()
            + stopped(tables));
    if (tables.underWay() > 0) {
      lines.add(
          "States: "
              + tables.local().keySet().stream()
                  .sorted()
                  .filter(phase -> phase != Phase.OK)
                  .map(phase -> word(phase) + " " + tables.local().get(phase))
                  .collect(Collectors.joining(", ")));
    }
  }

  private String stopped(TableCounts tables) {
    return tables.stopped() == 0 ? "" : ", " + red(tables.stopped() + " stopped");
  }

  static String word(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String lag(NodeStatus status) {
    Optional<Duration> lag = status.lag();
    String text = lag.map(StatusLines::text).orElse("(n/a)");
    boolean late = lag.filter(duration -> duration.compareTo(LATE) > 0).isPresent();
    return "Lag: " + (late ? red(text) : text);
  }

  private static String tick(NodeStatus status) {
    return status.lastTick().map(tick -> ", Tick: " + tick).orElse("");
  }

  private static String flags(NodeStatus status) {
    if (status.node().isEmpty()) {
      return status.member().dead() ? ", PAUSED, NOT UPTODATE" : "";
    }
    return (status.node().get().paused() ? ", PAUSED" : "")
        + (status.node().get().uptodate() ? "" : ", NOT UPTODATE");
  }

  /** Days, hours, minutes and seconds, the leading zeros left out. */
  static String text(Duration duration) {
    StringBuilder text = new StringBuilder();
    if (duration.toDays() > 0) {
      text.append(duration.toDays()).append('d');
    }
    if (duration.toHours() > 0) {
      text.append(duration.toHoursPart()).append('h');
    }
    if (duration.toMinutes() > 0) {
      text.append(duration.toMinutesPart()).append('m');
    }
    return text.append(duration.toSecondsPart()).append('s').toString();
  }

  static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private String red(String text) {
    return colours ? RED + text + PLAIN : text;
  }
}
