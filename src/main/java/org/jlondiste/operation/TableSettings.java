package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jlondiste.error.UsageError;
import org.jlondiste.handler.HandlerSpec;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;

/**
 * How tables are to be replicated.
 *
 * @param destination their name on this node, if it is another one; for a single table only
 * @param expectSync the rows are there already, copy nothing
 * @param skipTruncate keep the rows that are there when the copy begins
 * @param noTriggers capture or forbid nothing
 * @param triggerFlags letters for a trigger of PgQ's own kind
 * @param triggerArguments for a trigger of PgQ's own kind
 * @param handler and its arguments
 * @param copyNode name of the node to copy from
 * @param findCopyNode copy from the first node upwards that has the table
 * @param mergeAll take the table from all queues that this database merges
 * @param noMerge take it from this queue only
 * @param copyCondition copy only rows for which this SQL expression is true
 * @param maxParallelCopy how many merged queues may be copied into the table at once
 */
public record TableSettings(
    Optional<TableName> destination,
    boolean expectSync,
    boolean skipTruncate,
    boolean noTriggers,
    Optional<String> triggerFlags,
    List<String> triggerArguments,
    Optional<HandlerSpec> handler,
    Optional<String> copyNode,
    boolean findCopyNode,
    boolean mergeAll,
    boolean noMerge,
    Optional<String> copyCondition,
    OptionalInt maxParallelCopy) {
  private static final String FLAGS = "BAIUDLQJS";

  /** Nothing special. */
  public static final TableSettings PLAIN =
      new TableSettings(
          Optional.empty(),
          false,
          false,
          false,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          false,
          Optional.empty(),
          OptionalInt.empty());

  public TableSettings {
    triggerArguments = List.copyOf(triggerArguments);
    if (mergeAll && noMerge) {
      throw new UsageError("Cannot use merge-all and no-merge together", "");
    }
    if (copyNode.isPresent() && findCopyNode) {
      throw new UsageError("--copy-node and --find-copy-node exclude each other", "");
    }
    triggerFlags
        .filter(flags -> flags.chars().anyMatch(flag -> FLAGS.indexOf(flag) < 0))
        .ifPresent(
            flags -> {
              throw new UsageError(
                  "unknown letter in --trigger-flags=" + flags, "its letters are " + FLAGS);
            });
  }

  /** True if the provider must have the table, because the copy comes from there. */
  boolean needsProviderTable() {
    return !expectSync && !findCopyNode && copyNode.isEmpty();
  }

  /** What {@code londiste.local_add_table} takes as trigger arguments. */
  List<String> arguments(TableHandler chosen) {
    List<String> arguments = new ArrayList<>(triggerArguments);
    arguments.addAll(
        chosen.triggerArguments(triggerFlags.isPresent() || !triggerArguments.isEmpty()));
    triggerFlags.ifPresent(flags -> arguments.add("tgflags=" + flags));
    addIf(noTriggers, "no_triggers", arguments);
    addIf(mergeAll, "merge_all", arguments);
    addIf(noMerge, "no_merge", arguments);
    addIf(expectSync, "expect_sync", arguments);
    return arguments;
  }

  /** What is stored with the table. */
  Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    handler.ifPresent(choice -> attributes.put("handler", choice.toString()));
    copyNode.ifPresent(node -> attributes.put("copy_node", node));
    if (findCopyNode) {
      attributes.put("copy_node", "?");
    }
    if (skipTruncate) {
      attributes.put("skip_truncate", "1");
    }
    copyCondition.ifPresent(condition -> attributes.put("copy_condition", condition));
    maxParallelCopy.ifPresent(
        number -> attributes.put("max_parallel_copy", Integer.toString(number)));
    return attributes;
  }

  private static void addIf(boolean wanted, String argument, List<String> arguments) {
    if (wanted) {
      arguments.add(argument);
    }
  }
}
