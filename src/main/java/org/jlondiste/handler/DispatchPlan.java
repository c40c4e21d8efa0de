package org.jlondiste.handler;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlondiste.change.Operation;
import org.jlondiste.error.UsageError;

/**
 * What the arguments of {@code dispatch} say.
 *
 * @param tableMode part, direct or ignore
 * @param partMode batch_time, event_time, current_time or date_field
 * @param period hour, day, month or year
 * @param rowMode plain, keep_all or keep_latest
 * @param retention how long partitions are kept; empty for ever
 */
record DispatchPlan(
    String tableMode,
    String partFunction,
    String partMode,
    String partField,
    String period,
    String partName,
    String partTemplate,
    String prePart,
    String postPart,
    String rowMode,
    Set<Operation> operations,
    boolean onlyInserts,
    ColumnChoice columns,
    String retention,
    boolean ignoresOldEvents,
    boolean ignoresTruncate) {

  static DispatchPlan of(Map<String, String> arguments) {
    String period = word(arguments, "period", "day", "hour", "month", "year");
    String partMode =
        word(arguments, "part_mode", "batch_time", "event_time", "date_field", "current_time");
    String partField = arguments.getOrDefault("part_field", "");
    if (partMode.equals("date_field") && partField.isEmpty()) {
      throw new UsageError("part_mode=date_field needs part_field", "--handler-arg=part_field=COL");
    }
    word(arguments, "load_mode", "direct", "bulk");
    String method = word(arguments, "method", "0", "1", "2", "3");
    String retention = arguments.getOrDefault("retention_period", "");
    boolean ignoresOld = Switches.isOn(arguments, "ignore_old_events");
    if (ignoresOld && retention.isEmpty()) {
      throw new UsageError("ignore_old_events needs retention_period", "");
    }
    Switches.isOn(arguments, "analyze");
    return new DispatchPlan(
        word(arguments, "table_mode", "part", "direct", "ignore"),
        function(arguments.getOrDefault("part_func", "londiste.create_partition")),
        partMode,
        partField,
        period,
        arguments.getOrDefault("part_name", defaultName(period)),
        arguments.getOrDefault("part_template", ""),
        arguments.getOrDefault("pre_part", ""),
        arguments.getOrDefault("post_part", ""),
        word(arguments, "row_mode", "plain", "keep_all", "keep_latest"),
        operations(arguments.getOrDefault("event_types", "")),
        method.equals("3"),
        ColumnChoice.parse(
            arguments.getOrDefault("fields", "*"), arguments.getOrDefault("skip_fields", "")),
        retention,
        ignoresOld,
        Switches.isOn(arguments, "ignore_truncate"));
  }

  /** An argument that is one of some words, the first one if it is not there. */
  private static String word(Map<String, String> arguments, String name, String... words) {
    String word = arguments.getOrDefault(name, words[0]);
    if (!List.of(words).contains(word)) {
      throw new UsageError(
          "handler argument " + name + " cannot be '" + word + "'",
          "one of " + String.join(", ", words));
    }
    return word;
  }

  private static String function(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_$]*\\.[A-Za-z_][A-Za-z0-9_$]*")) {
      throw new UsageError("part_func is schema.function, not '" + name + "'", "");
    }
    return name;
  }

  private static String defaultName(String period) {
    return "%(parent)s_%(year)s"
        + (period.equals("year") ? "" : "_%(month)s")
        + (period.equals("day") || period.equals("hour") ? "_%(day)s" : "")
        + (period.equals("hour") ? "_%(hour)s" : "");
  }

  private static Set<Operation> operations(String types) {
    if (types.isBlank()) {
      return Set.of(Operation.values());
    }
    Set<Operation> operations = new HashSet<>();
    for (String type : types.split("[,\\s]+", -1)) {
      switch (type) {
        case "I" -> operations.add(Operation.INSERT);
        case "U" -> operations.addAll(Arrays.asList(Operation.UPDATE, Operation.REPLACE));
        case "D" -> operations.addAll(Arrays.asList(Operation.DELETE, Operation.REMOVE));
        default -> throw new UsageError("event_types are I, U and D, not '" + type + "'", "");
      }
    }
    return operations;
  }

  boolean isPartitioned() {
    return tableMode.equals("part");
  }

  boolean isIgnored() {
    return tableMode.equals("ignore");
  }

  boolean keepsAll() {
    return rowMode.equals("keep_all");
  }

  boolean keepsLatest() {
    return rowMode.equals("keep_latest");
  }

  boolean goesByField() {
    return partMode.equals("date_field");
  }
}
