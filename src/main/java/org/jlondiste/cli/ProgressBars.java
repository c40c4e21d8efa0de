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
  private static final int LONGEST_BAR = 24;
  private static final int SHORT_BAR = 10;
  private static final int LONGEST_NAME = 30;
  private static final int MOST_LINES = 12;
  private static final String UP_AND_CLEAR = "\033[1A\033[2K";

  private final PrintStream out;
  private final int width;
  private final LongSupplier nanoClock;
  private final Map<TableName, Start> starts = new HashMap<>();
  private int lines;

  private record Start(long nanos, long rows) {}

  /**
   * @param width how many characters a line may have; a longer one would take two of the screen
   */
  ProgressBars(PrintStream out, int width, LongSupplier nanoClock) {
    this.out = out;
    this.width = width;
    this.nanoClock = nanoClock;
  }

  /** Bars for a person who watches; nothing for a file or pipe. */
  static ProgressWatcher on(Console console) {
    return console.terminal() && console.colours()
        ? new ProgressBars(console.err(), console.columns() - 1, System::nanoTime)
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
    String name = copy.table().toString();
    if (copy.rows() == 0) {
      return fitting(List.of("  " + padded(name, LONGEST_NAME) + " " + copy.state()));
    }
    Start start =
        starts.computeIfAbsent(
            copy.table(), table -> new Start(nanoClock.getAsLong(), copy.rows()));
    double seconds = (nanoClock.getAsLong() - start.nanos()) / 1e9;
    double rate = seconds < 0.5 ? 0 : (copy.rows() - start.rows()) / seconds;
    long expected = Math.max(copy.expectedRows(), copy.rows());
    double part = (double) copy.rows() / expected;
    String rows = String.format(Locale.ROOT, "%,d of about %,d rows", copy.rows(), expected);
    String percent = String.format(Locale.ROOT, "%3.0f%%", part * 100);
    String speed = "";
    String left = "";
    if (rate >= 1) {
      long secondsLeft = Math.round((expected - copy.rows()) / rate);
      speed = String.format(Locale.ROOT, "  %,.0f rows/s", rate);
      left = String.format(Locale.ROOT, "  %d:%02d left", secondsLeft / 60, secondsLeft % 60);
    }
    String state = "  " + copy.state();
    String wide = "  " + padded(name, LONGEST_NAME) + " " + bar(part, LONGEST_BAR) + " " + percent;
    String narrow = "  " + padded(shortened(name, 24), 24) + " " + bar(part, SHORT_BAR) + percent;
    return fitting(
        List.of(
            wide + "  " + rows + speed + left + state,
            narrow + "  " + rows + left + state,
            narrow + left + state,
            "  " + padded(shortened(name, 18), 18) + percent + left));
  }

  private static String bar(double part, int length) {
    int full = (int) Math.round(part * length);
    return "[" + "#".repeat(full) + ".".repeat(length - full) + "]";
  }

  /** The first text that fits, or as much of the last as does. */
  private String fitting(List<String> texts) {
    return texts.stream()
        .filter(text -> text.length() <= width)
        .findFirst()
        .orElseGet(() -> shortened(texts.get(texts.size() - 1), width));
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private static String padded(String text, int length) {
    return text + " ".repeat(Math.max(0, length - text.length()));
  }
}
