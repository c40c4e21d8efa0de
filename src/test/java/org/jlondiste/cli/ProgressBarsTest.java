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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressBarsTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final ProgressBars bars = bars(140);

  private ProgressBars bars(int width) {
    return new ProgressBars(
        new PrintStream(bytes, true, StandardCharsets.UTF_8), width, nanos::get);
  }

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

  @ParameterizedTest
  @ValueSource(ints = {140, 100, 80, 60, 40, 20})
  void noLineIsWiderThanTheScreen(int width) {
    ProgressBars bars = bars(width);
    TableName name = new TableName("public", "a_table_whose_name_is_as_long_as_names_may_be");
    CopyProgress begun = new CopyProgress(name, new TableState.InCopy(), 1_000_000, 9_000_000, 0);
    CopyProgress on = new CopyProgress(name, new TableState.InCopy(), 2_000_000, 9_000_000, 0);
    CopyProgress waiting = new CopyProgress(name, new TableState.InCopy(), 0, 0, 0);

    bars.show(List.of(begun, waiting));
    nanos.addAndGet(2_000_000_000L);
    bars.show(List.of(on, waiting));

    String text = bytes.toString(StandardCharsets.UTF_8).replace("\033[1A\033[2K", "");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    assertThat(text).contains("a_table");
    if (width >= 40) {
      assertThat(text).contains("22%", "0:14 left");
    }
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
