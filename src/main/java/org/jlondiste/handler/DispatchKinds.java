package org.jlondiste.handler;

import static org.jlondiste.handler.HandlerKind.Parameter.optional;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.handler.HandlerKind.Parameter;

/** The kinds of handlers that spread rows over partitions: one for all, and presets of it. */
final class DispatchKinds {
  private static final List<Parameter> PARAMETERS =
      List.of(
          optional("table_mode", "part (default), direct: into the table itself, ignore: nothing"),
          optional("part_func", "function that makes a partition (londiste.create_partition)"),
          optional(
              "part_mode",
              "what tells the time: batch_time (default), event_time, current_time, or date_field"),
          optional("part_field", "the column for part_mode=date_field, and for a check"),
          optional("period", "day (default), hour, month, year"),
          optional("part_name", "%(parent)s_%(year)s_%(month)s_%(day)s, or shorter"),
          optional("part_template", "SQL that makes a partition, instead of part_func"),
          optional("pre_part", "SQL run before a partition is made"),
          optional("post_part", "SQL run behind it"),
          optional(
              "row_mode",
              "plain (default), keep_all: updates become inserts and deletes nothing, keep_latest:"
                  + " a row is what came last"),
          optional("event_types", "only these: I,U,D"),
          optional("load_mode", "direct or bulk: without effect"),
          optional("method", "0, 1, 2: without effect; 3: only inserts may come"),
          BuiltIn.FIELDS,
          BuiltIn.SKIP_FIELDS,
          optional("table", "name of the table here"),
          optional(
              "retention_period", "older partitions are dropped when one is made, such as 30 days"),
          optional("ignore_old_events", "1: leave out what would go into a dropped partition"),
          BuiltIn.IGNORE_TRUNCATE,
          BuiltIn.ENCODING,
          optional("analyze", "0 or 1: without effect"));

  private DispatchKinds() {}

  static List<HandlerKind> all() {
    List<HandlerKind> all = new ArrayList<>();
    all.add(kind("dispatch", "rows go into partitions by time, made when needed", Map.of()));
    for (String load : List.of("", "bulk_")) {
      for (String period : List.of("hour", "day", "month", "year")) {
        for (String mode : List.of("event", "batch", "field", "time")) {
          String adverb = period.equals("day") ? "daily" : period + "ly";
          all.add(
              kind(
                  load + adverb + "_" + mode,
                  "dispatch with period=" + period + " and part_mode=" + partMode(mode),
                  Map.of(
                      "table_mode",
                      "part",
                      "period",
                      period,
                      "part_mode",
                      partMode(mode),
                      "row_mode",
                      "keep_latest")));
        }
      }
    }
    for (String name : List.of("direct", "bulk_direct")) {
      all.add(kind(name, "dispatch with table_mode=direct", Map.of("table_mode", "direct")));
    }
    return all;
  }

  private static String partMode(String word) {
    return switch (word) {
      case "event" -> "event_time";
      case "batch" -> "batch_time";
      case "field" -> "date_field";
      default -> "current_time";
    };
  }

  private static HandlerKind kind(String name, String summary, Map<String, String> presets) {
    return new BuiltIn(
        name,
        summary,
        PARAMETERS,
        (table, arguments, surroundings) -> {
          Map<String, String> all = new LinkedHashMap<>(presets);
          all.putAll(arguments);
          return new Dispatch(table, DispatchPlan.of(all), Selection.renamed(table, renaming(all)));
        });
  }

  private static Map<String, String> renaming(Map<String, String> arguments) {
    return arguments.containsKey("table")
        ? Map.of("table", arguments.getOrDefault("table", ""))
        : Map.of();
  }
}
