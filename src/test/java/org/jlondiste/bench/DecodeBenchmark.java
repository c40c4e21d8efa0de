package org.jlondiste.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.Piece;
import org.jlondiste.change.RowRun;
import org.jlondiste.model.Event;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What the worker itself needs for an event, without any server. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class DecodeBenchmark {
  /** Events that are in memory at a time, as many as the worker applies together. */
  private static final int EVENTS = 10_000;

  @Param public SampleEvents format = SampleEvents.ROW_LITERAL;

  private final ChangeDecoder decoder = new ChangeDecoder();
  private List<Event> written = List.of();
  private List<Change> decoded = List.of();

  @Setup
  public void write() {
    written = format.write(EVENTS);
    decoded = written.stream().map(decoder::decode).toList();
  }

  /** Events to changes. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void decode(Blackhole sink) {
    for (Event event : written) {
      sink.consume(decoder.decode(event));
    }
  }

  /** Changes to the net effect on each row. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int coalesce() {
    return Piece.of(decoded).runs().stream()
        .mapToInt(run -> ((RowRun) run).netEffect().inserts().size())
        .sum();
  }
}
