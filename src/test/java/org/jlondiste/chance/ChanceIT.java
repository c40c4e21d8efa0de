package org.jlondiste.chance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever tables there are and whatever happens to them: in the end both sides hold the same rows.
 *
 * <p>Each story follows from its seed. System properties: {@code chance.seed} tells one again,
 * {@code chance.seconds} how long to go on, {@code chance.from} the first seed, {@code
 * chance.length} how much happens in a story, {@code chance.pairs} between which versions, as
 * {@code 9.6-18,18-15}; with {@code chance.goon} failures are collected, with {@code chance.keep}
 * stories are written down that end well, too.
 */
class ChanceIT {
  private static final Logger LOG = LoggerFactory.getLogger(ChanceIT.class);
  private static final int LENGTH = Integer.getInteger("chance.length", 400);

  @Test
  void bothSidesEndUpAlike() {
    List<String> pairs = pairs();
    Long only = Long.getLong("chance.seed");
    if (only != null) {
      tell(only, pairs);
      return;
    }
    long seconds = Long.getLong("chance.seconds", 15);
    boolean goOn = Boolean.getBoolean("chance.goon");
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    List<String> failures = new ArrayList<>();
    long statements = 0;
    long stories = 0;
    for (long seed = Long.getLong("chance.from", 1); System.nanoTime() < end; seed++) {
      try {
        statements += tell(seed, pairs);
      } catch (AssertionError e) {
        if (!goOn) {
          throw e;
        }
        LOG.error("failure", e);
        System.err.println(e.getMessage());
        failures.add(String.valueOf(e.getMessage()));
      }
      stories++;
      if (goOn && stories % 10 == 0) {
        System.err.println(
            stories
                + " stories, "
                + statements
                + " statements, "
                + failures.size()
                + " failures, seed "
                + seed);
      }
    }
    LOG.info("{} stories of {} statements", stories, statements);
    if (!failures.isEmpty()) {
      throw new AssertionError(failures.size() + " failures:\n" + String.join("\n", failures));
    }
  }

  private static long tell(long seed, List<String> pairs) {
    String[] pair = pairs.get(Math.floorMod(seed, pairs.size())).split("-", -1);
    Story story = new Story(seed, Servers.get(pair[0]), Servers.get(pair[1]));
    long statements = story.tell(LENGTH);
    if (Boolean.getBoolean("chance.keep")) {
      story.keep();
    }
    story.dropDatabases();
    return statements;
  }

  private static List<String> pairs() {
    String wanted = System.getProperty("chance.pairs", "18-18,9.6-18,18-9.6,15-17");
    return List.of(wanted.split(",", -1));
  }
}
