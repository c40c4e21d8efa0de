package org.jlondiste.chance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever tables there are and whatever happens to them: in the end all nodes hold the same rows.
 *
 * <p>Each story follows from its plot, a seed and a length. When one fails, jqwik looks for the
 * shortest beginning of it that fails as well, and prints its plot, which can be told again.
 *
 * <p>System properties: {@code chance.seed} and {@code chance.length} tell one story again, {@code
 * chance.seconds} says how long to go on, {@code chance.from} another number leads to other
 * stories, {@code chance.pairs} between which versions, as {@code 9.6-18,18-15,9.6-15-18}, the last
 * with a branch in between; with {@code chance.goon} failures are collected, with {@code
 * chance.keep} stories are written down that end well, too. {@code chance.portion} lets workers
 * take so many events at a time, with {@code chance.foul} targets refuse all statements of more
 * than one row.
 */
class ChanceIT {
  private static final Logger LOG = LoggerFactory.getLogger(ChanceIT.class);
  private static final int LENGTH = 400;
  private static final boolean GO_ON = Boolean.getBoolean("chance.goon");
  private static final long END =
      System.nanoTime() + Duration.ofSeconds(Long.getLong("chance.seconds", 15)).toNanos();

  private static final List<String> FAILURES = new ArrayList<>();
  private static long stories;
  private static long statements;

  @Property(
      tries = Integer.MAX_VALUE,
      seed = "1",
      generation = GenerationMode.RANDOMIZED,
      edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(UntilTheEnd.class)
  void allNodesEndUpAlike(@ForAll("plots") Plot plot) {
    try {
      statements += tell(plot);
    } catch (AssertionError e) {
      if (!GO_ON) {
        throw e;
      }
      LOG.error("failure", e);
      System.err.println(e.getMessage());
      FAILURES.add(String.valueOf(e.getMessage()));
    }
    stories++;
    if (GO_ON) {
      System.err.println(
          stories + " stories, " + statements + " statements, " + FAILURES.size() + " failures");
    }
  }

  /** Any seed, which says all but how long the story is: that can be less if it fails. */
  @Provide
  Arbitrary<Plot> plots() {
    Long only = Long.getLong("chance.seed");
    if (only != null) {
      return Arbitraries.just(new Plot(only, Integer.getInteger("chance.length", LENGTH)));
    }
    long from = Long.getLong("chance.from", 1);
    return Combinators.combine(
            Arbitraries.longs()
                .between(from, from + 999_999)
                .withDistribution(RandomDistribution.uniform())
                .dontShrink(),
            Arbitraries.integers()
                .between(10, Integer.getInteger("chance.length", LENGTH))
                .withDistribution(RandomDistribution.uniform()))
        .as(Plot::new);
  }

  @AfterProperty
  void sayHowMany() {
    LOG.info("{} stories of {} statements", stories, statements);
    if (!FAILURES.isEmpty()) {
      throw new AssertionError(FAILURES.size() + " failures:\n" + String.join("\n", FAILURES));
    }
  }

  private static long tell(Plot plot) {
    List<String> pairs = pairs();
    String pair = pairs.get(Math.floorMod(plot.seed(), pairs.size()));
    List<Server> servers = List.of(pair.split("-", -1)).stream().map(Servers::get).toList();
    Story story = new Story(plot.seed(), servers, Manner.asAskedFor());
    long told = story.tell(plot.length());
    if (Boolean.getBoolean("chance.keep")) {
      story.keep();
    }
    story.dropDatabases();
    return told;
  }

  private static List<String> pairs() {
    String wanted = System.getProperty("chance.pairs", "18-18,9.6-18,18-9.6,15-17,9.6-15-18");
    return List.of(wanted.split(",", -1));
  }

  /** Goes on until the time is over; one story that is named is told once. */
  static final class UntilTheEnd implements AroundTryHook {
    @Override
    public TryExecutionResult aroundTry(
        TryLifecycleContext context, TryExecutor tried, List<Object> parameters) {
      TryExecutionResult result = tried.execute(parameters);
      boolean enough = System.nanoTime() > END || Long.getLong("chance.seed") != null;
      return result.isSatisfied() && enough ? TryExecutionResult.satisfied(true) : result;
    }
  }
}
