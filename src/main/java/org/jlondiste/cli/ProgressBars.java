package org.jlondiste.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jlondiste.model.TableName;
import org.jlondiste.operation.CopyProgress;
import org.jlondiste.operation.ProgressWatcher;

/** One line per table being copied, drawn over again and again at the bottom of a terminal. */
final class ProgressBars implements ProgressWatcher {
  private static final int WIDTH = 24;
  private static final int MOST_LINES = 12;
  private static final String UP_AND_CLEAR = "\033[1A\033[2K";

  private final PrintStream out;
  private final LongSupplier nanoClock;
  private final Map<TableName, Start> starts = new HashMap<>();
  private int lines;

  private record Start(long nanos, long rows) {}

  ProgressBars(PrintStream out, LongSupplier nanoClock) {
    this.out = out;
    this.nanoClock = nanoClock;
  }

  /** Bars for a person who watches; nothing for a file or pipe. */
  static ProgressWatcher on(Console console) {
    return console.terminal() && console.colours()
        ? new ProgressBars(console.err(), System::nanoTime)
        : ProgressWatcher.NOBODY;
  }

  @Override
  public void show(List<CopyProgress> progress) {
    hide();
    for (CopyProgress copy : progress) {
      if (lines == MOST_LINES) {
        out.println("  … and " + (progress.size() - MOST_LINES) + " more");
        lines++;
        break;
      }
      out.println(line(copy));
      lines++;
    }
    out.flush();
  }

  @Override
  public void hide() {
    out.print(UP_AND_CLEAR.repeat(lines));
    out.flush();
    lines = 0;
  }

  private String line(CopyProgress copy) {
    String name = String.format(Locale.ROOT, "  %-30s ", copy.table());
    if (copy.rows() == 0) {
      return name + copy.state();
    }
    Start start =
        starts.computeIfAbsent(
            copy.table(), table -> new Start(nanoClock.getAsLong(), copy.rows()));
    double seconds = (nanoClock.getAsLong() - start.nanos()) / 1e9;
    double rate = seconds < 0.5 ? 0 : (copy.rows() - start.rows()) / seconds;
    long expected = Math.max(copy.expectedRows(), copy.rows());
    double part = (double) copy.rows() / expected;
    int full = (int) Math.round(part * WIDTH);
    String bar = "#".repeat(full) + ".".repeat(WIDTH - full);
    String text =
        String.format(
            Locale.ROOT,
            "%s[%s] %3.0f%%  %,d of about %,d rows",
            name,
            bar,
            part * 100,
            copy.rows(),
            expected);
    if (rate < 1) {
      return text + "  " + copy.state();
    }
    long left = Math.round((expected - copy.rows()) / rate);
    return text
        + String.format(
            Locale.ROOT,
            "  %,.0f rows/s  %d:%02d left  %s",
            rate,
            left / 60,
            left % 60,
            copy.state());
  }
}
