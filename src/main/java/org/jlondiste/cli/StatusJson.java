package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jlondiste.config.ConnectString;
import org.jlondiste.operation.NodeStatus;
import org.jlondiste.operation.RotationBlocker;
import org.jlondiste.operation.ShowStatus;
import org.jlondiste.operation.StageReport;
import org.jlondiste.topology.KeptConsumer;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.TableCounts;
import org.jspecify.annotations.Nullable;

/** The state of a set for programs. Names and meanings of its fields do not change. */
final class StatusJson {
  private StatusJson() {}

  static Map<String, @Nullable Object> of(ShowStatus.Report report) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("queue", report.queue());
    object.put("local_node", report.localNode());
    object.put("nodes", report.nodes().stream().map(StatusJson::of).toList());
    return object;
  }

  static Map<String, @Nullable Object> of(NodeStatus status) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("name", status.member().name());
    object.put("type", status.node().map(node -> node.type().toString()).orElse(null));
    object.put("provider", status.provider().orElse(null));
    object.put("subscribers", status.subscribers());
    object.put("location", ConnectString.withoutPassword(status.member().location()));
    object.put("dead", status.member().dead());
    object.put("reachable", status.node().isPresent());
    object.put("failure", status.failure().orElse(null));
    object.put("tick", status.lastTick().orElse(null));
    object.put("lag_seconds", status.lag().map(lag -> lag.toMillis() / 1000.0).orElse(null));
    object.put("pending_events", status.pendingEvents().orElse(null));
    object.put("paused", status.node().map(NodeInfo::paused).orElse(null));
    object.put("uptodate", status.node().map(NodeInfo::uptodate).orElse(null));
    object.put("worker_running", status.workerRuns().orElse(null));
    object.put("sparing_provider", status.restraint().orElse(null));
    object.put(
        "rotation_held_by", status.rotationBlocker().map(RotationBlocker::consumer).orElse(null));
    object.put("stages", status.stages().stream().map(StatusJson::of).toList());
    object.put("tables", status.tables().map(StatusJson::of).orElse(null));
    object.put(
        "stopped_tables",
        new TreeMap<>(status.stopped())
            .entrySet().stream()
                .map(
                    entry ->
                        Map.of("table", entry.getKey().toString(), "message", entry.getValue()))
                .toList());
    object.put(
        "kept_partitions",
        new TreeMap<>(status.keptPartitions())
            .entrySet().stream()
                .map(
                    entry ->
                        Map.of(
                            "table",
                            entry.getKey().toString(),
                            "partitions",
                            entry.getValue(),
                            "message",
                            StatusLines.keptPartitions(entry.getValue())))
                .toList());
    object.put("attributes", status.node().map(NodeInfo::attributes).orElse(Map.of()));
    List<Map<String, String>> errors = new ArrayList<>();
    for (KeptConsumer consumer : status.consumers()) {
      consumer
          .error()
          .ifPresent(error -> errors.add(Map.of("consumer", consumer.name(), "message", error)));
    }
    object.put("errors", errors);
    return object;
  }

  private static Map<String, Object> of(StageReport stages) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("work", stages.work());
    object.put("span", stages.span());
    object.put("span_seconds", rounded(stages.seconds()));
    object.put("age_seconds", rounded(stages.age()));
    object.put("parts", stages.parts());
    object.put("events", stages.events());
    object.put("rows", stages.rows());
    object.put("bytes", stages.bytes());
    object.put("wait_seconds", rounded(stages.waited()));
    object.put("read_seconds", rounded(stages.read()));
    object.put("decode_seconds", rounded(stages.decoded()));
    object.put("apply_seconds", rounded(stages.applied()));
    object.put("commit_seconds", rounded(stages.committed()));
    return object;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1e6) / 1e6;
  }

  private static Map<String, Object> of(TableCounts tables) {
    Map<String, Object> states = new LinkedHashMap<>();
    tables.local().keySet().stream()
        .sorted()
        .forEach(phase -> states.put(StatusLines.word(phase), tables.local().get(phase)));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("in_sync", tables.inSync());
    object.put("under_way", tables.underWay());
    object.put("stopped", tables.stopped());
    object.put("ignored", tables.ignored());
    object.put("states", states);
    return object;
  }
}
