package org.jlondiste.compare;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.ConsumerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets two nodes be seen as of one and the same tick, without keeping anybody from writing.
 *
 * <p>A root is seen first, and a tick is made that holds exactly what is seen. Other nodes' workers
 * are asked to wait at that tick; what is seen of such a node counts only if the position seen with
 * it is that tick.
 */
public final class Meeting {
  private static final Logger LOG = LoggerFactory.getLogger(Meeting.class);
  private static final int ATTEMPTS = 5;
  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  private final Session root;
  private final RootTicks ticks;
  private final Party source;
  private final Party target;
  private final Waiting waiting;
  private final Duration patience;
  private final Map<Party, TickId> asked = new LinkedHashMap<>();
  private final Map<Party, List<TableName>> kept = new HashMap<>();
  private long askedAt;

  /**
   * @param root session with the root that makes the tick
   * @param source the root itself or another node
   * @param target not the root
   * @param waiting what to do until a worker has come
   * @param patience how long to wait for others who make ticks
   */
  public Meeting(Session root, Party source, Party target, Waiting waiting, Duration patience) {
    this.root = root;
    this.ticks = new RootTicks(root, target.node().queue());
    this.source = source;
    this.target = target;
    this.waiting = waiting;
    this.patience = patience;
  }

  /**
   * Keeps tables from being written anew, by truncate or alter table, from before the moment at
   * which a node is seen; instead of those that were kept before.
   */
  public void keep(Party party, Collection<TableName> tables) {
    kept.put(party, List.copyOf(tables));
  }

  private List<TableName> kept(Party party) {
    return kept.getOrDefault(party, List.of());
  }

  /**
   * Runs work while the readers of both nodes see them as of one tick.
   *
   * @throws StateError if a worker never stops at the tick
   */
  public <T> T hold(Function<TickId, T> work) {
    return hold(tick -> true, work);
  }

  /**
   * The same where something has to be done before the target's worker may go on.
   *
   * @param arrival does it, as soon as the target stands at the tick; false if its worker passes
   */
  public <T> T hold(Predicate<TickId> arrival, Function<TickId, T> work) {
    Party passing = source;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      awaitCatchUp();
      Result<T> result =
          source.node().isRoot() ? seenFromRoot(arrival, work) : seenFromBranch(arrival, work);
      if (result.answer().isPresent()) {
        return result.answer().get();
      }
      passing = result.passing();
      LOG.info("The worker of node {} did not wait, trying again", passing.node().name());
    }
    throw new StateError(
        "the worker of node " + passing.node().name() + " never waits where it is asked to",
        "it must be one of jlondiste, and of a version that knows 'compare'");
  }

  /** What came of an attempt: an answer, or the party whose worker passed the tick. */
  private record Result<T>(Optional<T> answer, Party passing) {}

  /** What is behind is waited for without holding a snapshot of the source. */
  private void awaitCatchUp() {
    TickId last = ticks.last();
    for (ConsumerState state = target.position();
        state.completedTick().isBefore(last);
        state = target.position()) {
      waiting.pause(target.node(), last, state);
    }
  }

  private <T> Result<T> seenFromRoot(Predicate<TickId> arrival, Function<TickId, T> work) {
    return Snapshots.hold(
        source.reader(),
        kept(source),
        () -> {
          try {
            TickId tick = appoint(source.reader(), List.of(target));
            return seenByTarget(tick, arrival, work);
          } finally {
            releaseAll();
          }
        });
  }

  private <T> Result<T> seenFromBranch(Predicate<TickId> arrival, Function<TickId, T> work) {
    try {
      TickId tick = appoint(root, List.of(source, target));
      return seen(source, tick, unasked -> true, () -> seenByTarget(tick, arrival, work));
    } finally {
      releaseAll();
    }
  }

  /**
   * Makes a tick, and asks workers to wait there before any of them can see it.
   *
   * @param witness session whose snapshot the tick stands for
   */
  private TickId appoint(Session witness, List<Party> parties) {
    TickId tick =
        root.transaction(
            () -> {
              ticks.hold(patience);
              TickId appointed = ticks.at(Snapshots.current(witness));
              for (Party party : parties) {
                if (party.canBeAsked()) {
                  party.ask(appointed);
                  asked.put(party, appointed);
                }
              }
              return appointed;
            });
    askedAt = System.nanoTime();
    return tick;
  }

  private <T> Result<T> seenByTarget(
      TickId tick, Predicate<TickId> arrival, Function<TickId, T> work) {
    return seen(target, tick, arrival, () -> new Result<>(Optional.of(work.apply(tick)), target));
  }

  private <T> Result<T> seen(
      Party party, TickId tick, Predicate<TickId> arrival, Supplier<Result<T>> work) {
    while (true) {
      Look<T> look =
          Snapshots.hold(
              party.reader(),
              kept(party),
              () -> {
                ConsumerState state = party.positionSeen();
                if (!state.completedTick().equals(tick)) {
                  return new Look<>(state, Optional.empty());
                }
                boolean stands = arrival.test(tick);
                release(party);
                return new Look<>(
                    state,
                    Optional.of(stands ? work.get() : new Result<>(Optional.empty(), party)));
              });
      if (look.result().isPresent()) {
        return look.result().get();
      }
      if (tick.isBefore(look.state().completedTick())) {
        return new Result<>(Optional.empty(), party);
      }
      askAgain();
      waiting.pause(party.node(), tick, look.state());
    }
  }

  /** What was seen: the position, and the result if it was the right one. */
  private record Look<T>(ConsumerState state, Optional<Result<T>> result) {}

  private void askAgain() {
    if (System.nanoTime() - askedAt > ASK_AGAIN.toNanos()) {
      asked.forEach(Party::askAgain);
      askedAt = System.nanoTime();
    }
  }

  private void releaseAll() {
    List.copyOf(asked.keySet()).forEach(this::release);
  }

  private void release(Party party) {
    TickId tick = asked.remove(party);
    if (tick != null) {
      party.release(tick);
    }
  }
}
