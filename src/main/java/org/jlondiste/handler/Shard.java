package org.jlondiste.handler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jlondiste.change.Change;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jspecify.annotations.Nullable;

/** The rows whose key's hash falls on the part that this node holds. */
final class Shard implements TableHandler {
  private static final String MARK = "hash=";

  private final String column;
  private final String hashFunction;
  private final Supplier<Part> loader;
  private final boolean replays;
  private final boolean ignoresTruncate;
  private @Nullable Part part;

  /** Which part of how many: the hash's bits under the mask are the number. */
  private record Part(long number, long mask) {}

  private Shard(
      String column,
      String hashFunction,
      Supplier<Part> loader,
      boolean replays,
      boolean ignoresTruncate) {
    this.column = column;
    this.hashFunction = hashFunction;
    this.loader = loader;
    this.replays = replays;
    this.ignoresTruncate = ignoresTruncate;
  }

  static TableHandler of(
      TableName table, Map<String, String> arguments, Surroundings surroundings) {
    String column = arguments.getOrDefault("key", arguments.getOrDefault("hash_key", ""));
    if (column.isEmpty()) {
      throw new UsageError(
          "Specify hash key field as hash_key argument", "--handler-arg=key=COLUMN");
    }
    return new Shard(
        column,
        surroundings.settings().shardHashFunction(),
        () -> part(surroundings),
        !Switches.isOn(arguments, "disable_replay"),
        Switches.isOn(arguments, "ignore_truncate"));
  }

  private static Part part(Surroundings surroundings) {
    String sql = surroundings.settings().shardInfoQuery();
    List<List<Long>> answer =
        surroundings.query().numbers(sql, List.of("shard_nr", "shard_mask", "shard_count"));
    if (answer.size() != 1) {
      throw new StateError(
          "Error loading shard info: '" + sql + "' answers " + answer.size() + " rows, not one",
          "say in this node's database which part it holds, or set shard_info_sql");
    }
    long number = answer.get(0).get(0);
    long mask = answer.get(0).get(1);
    long count = answer.get(0).get(2);
    if (mask + 1 != count || Long.bitCount(count) != 1) {
      throw new StateError(
          "Invalid shard info: shard_mask=" + mask + ", shard_count=" + count,
          "shard_count is a power of two, shard_mask one less");
    }
    if (number < 0 || number > mask) {
      throw new StateError("Invalid shard nr: " + number + " of " + count, "they count from 0");
    }
    return new Part(number, mask);
  }

  @Override
  public String condition() {
    return "(" + hash() + " & " + part().mask() + ") = " + part().number();
  }

  /** Asked for when it is needed: the root of a set of shards is no part itself. */
  private synchronized Part part() {
    Part known = part;
    if (known == null) {
      known = loader.get();
      part = known;
    }
    return known;
  }

  private String hash() {
    return hashFunction + "(" + Identifier.quote(column) + ")";
  }

  /** The original's triggers write the hash into the event. */
  @Override
  public Optional<Boolean> verdict(Event event) {
    String extra = event.extra3();
    if (extra == null || !extra.startsWith(MARK)) {
      return Optional.empty();
    }
    long hash = Long.parseLong(extra.substring(MARK.length()));
    return Optional.of((hash & part().mask()) == part().number());
  }

  @Override
  public boolean storesRows() {
    return replays;
  }

  @Override
  public List<Deed> deeds(Event event, Change change, Occasion occasion) {
    return replays ? List.of(new Deed.Apply(change)) : List.of();
  }

  @Override
  public boolean ignoresTruncate() {
    return ignoresTruncate;
  }

  /** The hash is for the original's leafs, which read PgQ's formats only. */
  @Override
  public List<String> triggerArguments(boolean foreignTrigger) {
    if (!replays) {
      return List.of("virtual_table");
    }
    return foreignTrigger ? List.of("ev_extra3='" + MARK + "'||" + hash()) : List.of();
  }
}
