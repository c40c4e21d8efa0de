package org.jlondiste.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jlondiste.copy.StageTimes;
import org.jlondiste.copy.Stages;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Batch;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the time goes is noted only while there is something to do. */
class StageNotesIT {
  private static final Batch BATCH =
      new Batch(1, new TickId(1), new TickId(2), "2020-01-01 00:00:00+00", 10, 10, 0.0);

  private final StageTimes times = new StageTimes();

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "18"})
  void nothingIsWrittenWhileNothingIsDone(String version) {
    Database database = Servers.get(version).createDatabase("noted");
    try (Session session = database.session()) {
      new Installer(session).install();
      StageNotes notes = new StageNotes("q", times, Duration.ZERO);

      notes.noteIfDue(session);
      assertThat(database.query("select * from jlondiste.stages")).isEmpty();

      work(10, 7);
      notes.noteIfDue(session);
      work(5, 5);
      notes.noteIfDue(session);
      work(3, 0);
      String written = written(database);
      notes.noteIfDue(session);

      assertThat(written(database)).isEqualTo(written);
      assertThat(
              database.query(
                  "select work || ' ' || span || ' ' || parts || ' ' || events || ' ' || row_count"
                      + " from jlondiste.stages order by 1"))
          .containsExactly("batches last 1 5 5", "batches total 2 15 12");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"18"})
  void aDatabaseThatCannotNoteItHindersNothing(String version) {
    try (Session session = Servers.get(version).createDatabase("noted").session()) {
      StageNotes notes = new StageNotes("q", times, Duration.ZERO);
      work(10, 7);

      notes.noteIfDue(session);

      session.execute("create schema jlondiste; create table jlondiste.stages (queue_name text)");
      notes.noteIfDue(session);
      assertThat(session.inTransaction()).isFalse();
    }
  }

  private void work(int events, int rows) {
    Stages stages = new Stages(BATCH, times, StageTimes.Work.BATCHES);
    stages.decodedSince(System.nanoTime(), events);
    stages.applied(rows);
    stages.committed();
  }

  private static String written(Database database) {
    return database
        .query("select xmin || ' ' || work || span from jlondiste.stages order by 1")
        .toString();
  }
}
