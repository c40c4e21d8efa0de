package org.jlondiste.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.StateError;
import org.junit.jupiter.api.Test;

class LoopTest {
  private final Control control = new Control();
  private final List<String> told = new ArrayList<>();
  private Duration idle = Duration.ofHours(1);

  @Test
  void stepsUntilItIsToldToStop() {
    ExitCode end = run(false, () -> true, () -> true, this::stopping);

    assertThat(end).isEqualTo(ExitCode.OK);
    assertThat(told).containsExactly("begin", "ready", "step", "step", "step", "close");
  }

  @Test
  void waitsWhenThereIsNothingToDo() {
    run(false, () -> false, this::stopping);

    assertThat(told).containsExactly("begin", "ready", "step", "wait PT1H", "step", "close");
  }

  @Test
  void endsWhenIdleIfItIsNotToWait() {
    idle = Duration.ZERO;

    run(false, () -> true, () -> false);

    assertThat(told).containsExactly("begin", "ready", "step", "step", "close");
  }

  @Test
  void stepsOnceOnlyIfTheWaitIsNegative() {
    idle = Duration.ofSeconds(-1);

    run(false, () -> true);

    assertThat(told).containsExactly("begin", "ready", "step", "close");
  }

  @Test
  void forgetsWhatMayBeBrokenAndGoesOnAfterAFailure() {
    run(
        false,
        () -> {
          throw new StateError("not yet", "");
        },
        this::stopping);

    assertThat(told).containsExactly("begin", "ready", "step", "reset", "step", "close");
  }

  @Test
  void endsWithTheFailureIfItIsNotToWait() {
    idle = Duration.ZERO;

    assertThatThrownBy(
            () ->
                run(
                    false,
                    () -> {
                      throw new StateError("never", "");
                    }))
        .isInstanceOf(StateError.class);
    assertThat(told).containsExactly("begin", "ready", "step", "reset", "close");
  }

  @Test
  void readsItsConfigurationAgainBetweenSteps() {
    run(
        false,
        () -> {
          control.reload();
          return false;
        },
        this::stopping);

    assertThat(told)
        .containsExactly("begin", "ready", "step", "wait PT1H", "reload", "step", "close");
  }

  @Test
  void whoeverMustBeginReportsThatItCannot() {
    Duty broken =
        new Script() {
          @Override
          public void begin() {
            throw new StateError("no way", "");
          }
        };

    assertThatThrownBy(() -> loop(broken).run(true)).hasMessage("no way");
    assertThat(told).containsExactly("close");
  }

  @Test
  void othersTryToBeginAgain() {
    Deque<String> failures = new ArrayDeque<>(List.of("once", "twice"));
    Duty late =
        new Script(this::stopping) {
          @Override
          public void begin() {
            if (!failures.isEmpty()) {
              throw new IllegalStateException(failures.pop());
            }
            super.begin();
          }
        };

    loop(late).run(false);

    assertThat(told).containsExactly("reset", "reset", "begin", "ready", "step", "close");
  }

  @Test
  void whatNoWaitingMendsIsNotTriedAgain() {
    Duty lost =
        new Script() {
          @Override
          public void begin() {
            throw new StateError("there is no node", "");
          }
        };

    assertThatThrownBy(() -> loop(lost).run(false)).hasMessage("there is no node");

    assertThat(told).containsExactly("close");
  }

  @Test
  void aSleepEndsWhenSomebodyCalls() throws InterruptedException {
    Thread caller = new Thread(control::stop);

    caller.start();
    control.sleep(Duration.ofHours(1));

    assertThat(control.isStopping()).isTrue();
    caller.join();
  }

  private boolean stopping() {
    control.stop();
    return true;
  }

  private ExitCode run(boolean mustBegin, BooleanSupplier... steps) {
    return loop(new Script(steps)).run(mustBegin);
  }

  private Loop loop(Duty duty) {
    return new Loop(duty, control, new FailureLog("test"), () -> told.add("ready"));
  }

  /** A duty that does the given steps and notes what it is told. */
  private class Script implements Duty {
    private final Deque<BooleanSupplier> steps;

    Script(BooleanSupplier... steps) {
      this.steps = new ArrayDeque<>(List.of(steps));
    }

    @Override
    public void begin() {
      told.add("begin");
    }

    @Override
    public boolean step() {
      told.add("step");
      return steps.pop().getAsBoolean();
    }

    @Override
    public void awaitWork(Duration limit, Control control) {
      told.add("wait " + limit);
    }

    @Override
    public Pauses pauses() {
      return new Pauses(idle, Duration.ofMillis(1));
    }

    @Override
    public void reset() {
      told.add("reset");
    }

    @Override
    public void reload() {
      told.add("reload");
    }

    @Override
    public void close() {
      told.add("close");
    }
  }
}
