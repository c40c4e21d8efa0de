package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.operation.CopyProgress;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final ProgressBars bars =
      new ProgressBars(new PrintStream(bytes, true, StandardCharsets.UTF_8), nanos::get);

  @Test
  void aBarGrowsAndTellsRateAndTimeLeft() {
    bars.show(List.of(copied(100, 1000)));
    nanos.addAndGet(2_000_000_000L);
    bars.show(List.of(copied(500, 1000)));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .endsWith(
            "\033[1A\033[2K  public.orders                  [############............]  50%"
                + "  500 of about 1,000 rows  200 rows/s  0:03 left  in-copy\n");
  }

  @Test
  void aTableThatWaitsShowsItsState() {
    bars.show(List.of(copied(0, 0)));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("  public.orders                  in-copy\n");
  }

  @Test
  void whatWasDrawnIsTakenAway() {
    bars.show(List.of(copied(0, 0), copied(0, 0)));
    bytes.reset();

    bars.hide();
    bars.hide();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\033[1A\033[2K\033[1A\033[2K");
  }

  private static CopyProgress copied(long rows, long expected) {
    return new CopyProgress(
        new TableName("public", "orders"), new TableState.InCopy(), rows, expected, 0);
  }
}
