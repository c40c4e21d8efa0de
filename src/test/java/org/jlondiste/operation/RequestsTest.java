package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.NodeType;
import org.jlondiste.operation.Takeover.Fate;
import org.junit.jupiter.api.Test;

/** What says nothing, or contradicts itself, is refused before any database is asked. */
class RequestsTest {
  @Test
  void optionsForNodesOfAnotherType() {
    assertRefused(
        () -> create(NodeType.ROOT, Optional.of("all"), List.of()),
        "--merge can be used only for leafs");
    assertRefused(
        () -> create(NodeType.BRANCH, Optional.of("all"), List.of()),
        "--merge can be used only for leafs");
    assertRefused(
        () -> create(NodeType.LEAF, Optional.empty(), List.of("a", "b")),
        "--sync-watermark can be used only for branch nodes");
    assertThat(create(NodeType.LEAF, Optional.of("all"), List.of()).combinedQueue())
        .contains("all");
    assertThat(create(NodeType.BRANCH, Optional.empty(), List.of("a")).syncWatermark())
        .containsExactly("a");
  }

  @Test
  void nothingIsNamed() {
    assertRefused(
        () -> new AddSequences.Request(List.of(), false, false, false, RegistrationFilter.NONE),
        "no sequences are named");
    assertRefused(
        () -> new ExecuteScripts.Request(List.of(), Duration.ofSeconds(1)), "no script is named");
  }

  @Test
  void optionsThatExcludeEachOther() {
    assertRefused(
        () -> new Resync.Request(List.of("orders"), false, Optional.of("one"), true),
        "--copy-node and --find-copy-node exclude each other");
    assertRefused(
        () -> settings(Optional.empty(), Optional.of("one"), true, false, false),
        "--copy-node and --find-copy-node exclude each other");
    assertRefused(
        () -> settings(Optional.empty(), Optional.empty(), false, true, true),
        "Cannot use merge-all and no-merge together");
    assertRefused(
        () -> new Takeover.Request("one", Fate.DEAD_ROOT, false, false, true),
        "a takeover of a dead node cannot be called off");
  }

  @Test
  void lettersThatTriggersDoNotKnow() {
    assertRefused(
        () -> settings(Optional.of("AIX"), Optional.empty(), false, false, false),
        "unknown letter in --trigger-flags=AIX");
    assertThat(settings(Optional.of("AIUDL"), Optional.empty(), true, true, false).triggerFlags())
        .contains("AIUDL");
  }

  private static CreateNode.Request create(
      NodeType type, Optional<String> combined, List<String> syncWatermark) {
    return new CreateNode.Request(
        type,
        "node",
        "worker",
        "dbname=x",
        "dbname=x",
        Optional.of("dbname=y"),
        combined,
        syncWatermark,
        true,
        RegistrationFilter.NONE);
  }

  private static TableSettings settings(
      Optional<String> flags,
      Optional<String> copyNode,
      boolean findCopyNode,
      boolean mergeAll,
      boolean noMerge) {
    return new TableSettings(
        Optional.empty(),
        false,
        false,
        false,
        flags,
        List.of(),
        Optional.empty(),
        copyNode,
        findCopyNode,
        mergeAll,
        noMerge,
        Optional.empty(),
        OptionalInt.empty());
  }

  private static void assertRefused(ThrowingCallable request, String problem) {
    assertThatThrownBy(request).isInstanceOf(UsageError.class).hasMessageContaining(problem);
  }
}
