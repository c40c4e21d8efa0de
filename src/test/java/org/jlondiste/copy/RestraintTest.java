package org.jlondiste.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.jlondiste.copy.Restraint.Limits;
import org.jlondiste.copy.Restraint.Load;
import org.junit.jupiter.api.Test;

class RestraintTest {
  private static final Limits LIMITS = new Limits(10, 1000, Duration.ofMillis(50));

  private final Restraint restraint = new Restraint();

  @Test
  void itGivesWayAtOnceAndSaysWhy() {
    assertThat(look(11, 0)).isTrue();

    assertThat(restraint.share()).isEqualTo(0.5);
    assertThat(restraint.reason()).isEqualTo("11 active sessions, more than 10");
    assertThat(restraint.restAfter(Duration.ofMillis(100))).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void itNeverStopsForEver() {
    for (int i = 0; i < 1000; i++) {
      look(1000, 1_000_000);
    }

    assertThat(restraint.share()).isEqualTo(1.0 / 16);
    assertThat(restraint.restAfter(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void itComesBackOnlyAfterSeveralCalmLooks() {
    look(0, 1001);
    assertThat(restraint.reason()).isEqualTo("a standby is 1001 bytes behind, more than 1000");

    look(0, 100);
    look(0, 100);
    assertThat(restraint.share()).isEqualTo(0.5);
    look(0, 100);
    assertThat(restraint.share()).isEqualTo(0.625);
    for (int i = 0; i < 9; i++) {
      look(0, 100);
    }

    assertThat(restraint.share()).isEqualTo(1);
    assertThat(restraint.reason()).isEmpty();
  }

  @Test
  void whatIsNearTheLimitChangesNothing() {
    look(11, 0);

    for (int i = 0; i < 100; i++) {
      assertThat(look(i % 2 == 0 ? 10 : 8, 0)).isFalse();
      assertThat(look(0, 0)).isFalse();
    }

    assertThat(restraint.share()).isEqualTo(0.5);
  }

  @Test
  void commitsThatTakeLongCount() {
    restraint.noteCommit(Duration.ofMillis(80));

    assertThat(look(0, 0)).isTrue();
    assertThat(restraint.reason()).isEqualTo("a commit takes 80 ms, more than 50");
  }

  @Test
  void workIsInterruptedByAsLongPauses() {
    look(11, 0);
    Restraint.Pauses pauses = restraint.pauses();
    long begun = System.nanoTime();
    long busy = 0;
    for (int i = 0; i < 5; i++) {
      long moment = System.nanoTime();
      while (System.nanoTime() - moment < 5_000_000) {
        Thread.onSpinWait();
      }
      busy += System.nanoTime() - moment;
      pauses.pause();
    }

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(busy * 19 / 10);
  }

  @Test
  void oneSlowCommitAmongMany() {
    restraint.noteCommit(Duration.ofMillis(1));
    restraint.noteCommit(Duration.ofMillis(80));

    assertThat(look(0, 0)).isFalse();
  }

  private boolean look(long sessions, long standbyBytes) {
    return restraint.look(new Load(sessions, OptionalLong.of(standbyBytes)), LIMITS);
  }
}
