package org.jlondiste.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the benchmarks of the harness JMH. */
@Command(
    name = "jmh",
    description =
        "How fast events are decoded and reduced to their net effect, and how much memory each"
            + " turns over; our format, and PgQ's. Measured by JMH, without any server.")
final class JmhCommand implements Callable<Integer> {
  /** What the profiler calls the bytes that an operation turns over. */
  private static final String BYTES = "gc.alloc.rate.norm";

  @Mixin private final Common common = new Common();

  @Option(
      names = "--milliseconds",
      defaultValue = "1000",
      description = "How long a round takes (${DEFAULT-VALUE}).")
  private int milliseconds;

  @Option(
      names = "--forks",
      defaultValue = "1",
      description = "Processes one after the other; 0 for none of its own (${DEFAULT-VALUE}).")
  private int forks;

  @Override
  public Integer call() throws Exception {
    Map<String, List<Series>> figures = new LinkedHashMap<>();
    for (RunResult result : new Runner(options()).run()) {
      String method = result.getParams().getBenchmark();
      String what = method.endsWith("decode") ? "decoded" : "reduced to their net effect";
      String contender = result.getParams().getParam("format");
      List<Double> speeds = new ArrayList<>();
      List<Double> bytes = new ArrayList<>();
      for (IterationResult round : result.getAggregatedResult().getIterationResults()) {
        speeds.add(round.getPrimaryResult().getScore());
        Result<?> turned = round.getSecondaryResults().get(BYTES);
        if (turned != null) {
          bytes.add(turned.getScore());
        }
      }
      figures
          .computeIfAbsent("events " + what, title -> new ArrayList<>())
          .add(new Series(contender, speeds));
      if (!bytes.isEmpty()) {
        figures
            .computeIfAbsent(
                "memory turned over by each of the events " + what, title -> new ArrayList<>())
            .add(new Series(contender, bytes));
      }
    }
    Report report = new Report();
    Releases.describe(report);
    figures.forEach(
        (title, series) ->
            report.add(
                new Figure(
                    title, title.startsWith("events") ? Unit.PER_SECOND : Unit.BYTES, series)));
    return common.print(report);
  }

  private Options options() {
    TimeValue round = TimeValue.milliseconds(milliseconds);
    return new OptionsBuilder()
        .include(DecodeBenchmark.class.getName().replace(".", "\\."))
        .addProfiler(GCProfiler.class)
        .forks(forks)
        .warmupIterations(2)
        .warmupTime(round)
        .measurementIterations(common.rounds())
        .measurementTime(round)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        // as bin/jlondiste starts workers
        .jvmArgs("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m")
        .build();
  }
}
