package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Background;
import org.jlondiste.support.Database;
import org.jlondiste.support.RovingApplication;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Run;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that change roles and providers are killed at random moments, and given again, while an
 * application writes wherever it may. {@code -Dkills=N} for more of it, {@code -Dseed=N} for the
 * same moments.
 */
class CommandKillIT {
  private static final int ROUNDS = Integer.getInteger("kills", 2);
  private static final Duration LONGEST_JITTER = Duration.ofMillis(60);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Place one = new Place(Servers.get("9.6").createDatabase("commands"), "one");
  private final Place two = new Place(Servers.get("15").createDatabase("commands"), "two");
  private final Place three = new Place(Servers.get("17").createDatabase("commands"), "three");
  private final Place four = new Place(Servers.get("18").createDatabase("commands"), "four");
  private final List<Place> all = List.of(one, two, three, four);
  @TempDir private Path directory;

  @BeforeEach
  void twoBranchesAndALeaf() throws IOException {
    all.forEach(place -> RovingApplication.createTables(place.database()));
    RovingApplication.prepare(one.database());
    one.createRoot();
    two.createBranch(one);
    three.createBranch(one);
    four.createLeaf(two);
    for (Place place : all) {
      place.addTables();
      place.addSequences();
      Files.writeString(
          directory.resolve(place.node() + ".ini"),
          "[londiste]\ndb = %s\nqueue_name = %s\njob_name = %s_worker\n"
              .formatted(place.location(), Place.QUEUE, place.node()));
    }
  }

  @Test
  void givenAgainTheyFinishWhatWasBegun() {
    System.out.println("CommandKillIT: -Dseed=" + seed);
    try (Workers workers = Workers.of(one, two, three, four)) {
      List.of(two, three, four).forEach(workers::awaitSync);
      try (RovingApplication application =
          RovingApplication.start(one.database(), two.database())) {
        Place root = one;
        Place heir = two;
        for (int round = 0; round < ROUNDS; round++) {
          String provider = round % 2 == 0 ? "three" : "two";
          int words = 2 + random.nextInt(5);
          killed(words, four, "change-provider", "--provider=" + provider);
          does(four, "change-provider", "--provider=" + provider);
          assertThat(provider(four)).isEqualTo(provider);

          killed(2 + random.nextInt(10), heir, "takeover", root.node());
          if (random.nextBoolean() && type(heir).equals("branch")) {
            Run run = run(heir, "takeover", root.node(), "--cancel");
            assertThat(type(root)).as("%s", run).isEqualTo("root");
            application.awaitMore(5);
          }
          does(heir, "takeover", root.node());
          assertThat(type(heir)).isEqualTo("root");
          assertThat(type(root)).isEqualTo("branch");
          application.awaitMore(10);
          Place former = root;
          root = heir;
          heir = former;
        }
        application.stop();
        long goal = root.database().count("select pgq.force_tick('" + Place.QUEUE + "')");
        for (Place place : all) {
          if (!place.equals(root)) {
            Await.until(place.node() + " reaches " + goal, () -> position(place) >= goal);
            Rows.assertSameRows(root.database(), place.database(), RovingApplication.TABLES);
          }
          application.assertAllIn(place.database());
        }
        assertEachIsRegisteredOnce();
      }
    }
  }

  /** Lets a command say some lines, or end, and kills it a little later. */
  private void killed(int lines, Place place, String... words) {
    try (Background command = Tool.in(directory).start(line(place, words))) {
      Await.until(
          lines + " lines of " + words[0],
          () -> !command.isRunning() || command.output().lines().count() >= lines);
      // where exactly it ends is left to chance on purpose
      LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_JITTER.toNanos()));
      command.killHard();
    }
  }

  private void does(Place place, String... words) {
    run(place, words).exitsWith(ExitCode.OK);
  }

  private Run run(Place place, String... words) {
    return Tool.in(directory).run(line(place, words));
  }

  private static String[] line(Place place, String... words) {
    String[] line = new String[words.length + 1];
    line[0] = place.node() + ".ini";
    System.arraycopy(words, 0, line, 1, words.length);
    return line;
  }

  /** Nobody keeps a queue for a node that reads elsewhere. */
  private void assertEachIsRegisteredOnce() {
    for (Place place : all) {
      long registrations =
          all.stream()
              .map(Place::database)
              .mapToLong(database -> registrations(database, place.node()))
              .sum();
      assertThat(registrations)
          .as("registrations of %s", place.node())
          .isEqualTo(type(place).equals("root") ? 0 : 1);
    }
  }

  private static long registrations(Database database, String node) {
    return database.count(
        "select count(*) from pgq_node.subscriber_info where subscriber_node = '" + node + "'");
  }

  private static long position(Place place) {
    return place
        .database()
        .count(
            "select last_tick_id from pgq_node.local_state where consumer_name = '"
                + place.node()
                + "_worker'");
  }

  private static String provider(Place place) {
    return place
        .database()
        .value(
            "select provider_node from pgq_node.local_state where consumer_name = '"
                + place.node()
                + "_worker'");
  }

  private static String type(Place place) {
    return place.database().value("select node_type from pgq_node.node_info");
  }
}
