package org.jlondiste.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.Piece;
import org.jlondiste.change.RowRun;
import org.jlondiste.model.Event;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the worker itself needs for an event, without any server: time, and garbage. */
@Command(
    name = "decode",
    description =
        "How fast events are decoded and reduced to their net effect, and how much memory that"
            + " turns over; our format, and PgQ's.")
final class DecodeCommand implements Callable<Integer> {
  private static final String DECODED = "events decoded";
  private static final String DECODED_BYTES = "memory turned over to decode an event";
  private static final String REDUCED = "events reduced to their net effect";
  private static final String REDUCED_BYTES = "memory turned over to reduce an event";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Mixin private final Common common = new Common();

  @Option(
      names = "--events",
      defaultValue = "10000",
      description = "Events that are in memory at a time (${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--turns",
      defaultValue = "100",
      description = "How often each contender takes all of them a round (${DEFAULT-VALUE}).")
  private int turns;

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    Map<String, Unit> units = new LinkedHashMap<>();
    units.put(DECODED, Unit.PER_SECOND);
    units.put(DECODED_BYTES, Unit.BYTES);
    units.put(REDUCED, Unit.PER_SECOND);
    units.put(REDUCED_BYTES, Unit.BYTES);
    report.add(
        Contest.run(
            common.rounds(),
            units,
            List.of(
                new Decoded("row literal", DecodeCommand::literal),
                new Decoded("PgQ logutriga", DecodeCommand::urlencoded),
                new Decoded("PgQ jsontriga", DecodeCommand::json))));
    return common.print(report);
  }

  /** Writes an event as some capture does. */
  private interface Writing {
    Event event(long id, boolean insert, long key);
  }

  /** One format of events. */
  private final class Decoded implements Contest.Contender {
    private final String name;
    private final Writing writing;

    Decoded(String name, Writing writing) {
      this.name = name;
      this.writing = writing;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Map<String, Double> run() {
      List<Event> written = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < events; i++) {
        // of three events one updates a row that another one inserted
        boolean insert = i == 0 || i % 3 != 0;
        written.add(writing.event(i + 1L, insert, insert ? i : key(random.nextInt(i))));
      }
      ChangeDecoder decoder = new ChangeDecoder();
      List<Change> decoded = written.stream().map(decoder::decode).toList();
      Map<String, Double> reached = new LinkedHashMap<>();
      measure(
          reached,
          DECODED,
          DECODED_BYTES,
          () -> {
            long sum = 0;
            for (Event event : written) {
              sum += decoder.decode(event).eventId();
            }
            return sum;
          });
      measure(
          reached,
          REDUCED,
          REDUCED_BYTES,
          () ->
              Piece.of(decoded).runs().stream()
                  .mapToLong(run -> ((RowRun) run).netEffect().inserts().size())
                  .sum());
      return reached;
    }

    private void measure(
        Map<String, Double> reached, String speed, String garbage, Supplier<Long> work) {
      long sum = work.get();
      long thread = Thread.currentThread().getId();
      long bytes = THREADS.getThreadAllocatedBytes(thread);
      long start = System.nanoTime();
      for (int turn = 0; turn < turns; turn++) {
        sum -= work.get() / turns;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double each = (double) turns * events;
      reached.put(speed, each / seconds);
      reached.put(garbage, (THREADS.getThreadAllocatedBytes(thread) - bytes) / each);
      if (sum == Long.MIN_VALUE) {
        throw new IllegalStateException("nothing was done");
      }
    }
  }

  /** A number that an insert has. */
  private static long key(int number) {
    return number > 0 && number % 3 == 0 ? number - 1 : number;
  }

  private static Event literal(long id, boolean insert, long key) {
    return event(
        id,
        insert ? "INSERT" : "UPDATE",
        String.format(
            Locale.ROOT,
            "(%d,%d,new,%d.25,\"some note with text & stuff %d\",\"{a,b}\",\"{\"\"k\"\": %d,"
                + " \"\"v\"\": \"\"x\"\"}\",\"2024-05-06 07:08:09.123456+00\")",
            key,
            key % 1000,
            key,
            key,
            key),
        "{id,customer,status,amount,note,tags,doc,created}",
        "{id}");
  }

  private static Event urlencoded(long id, boolean insert, long key) {
    return event(
        id,
        insert ? "I:id" : "U:id",
        String.format(
            Locale.ROOT,
            "id=%d&customer=%d&status=new&amount=%d.25&note=some+note+with+text+%%26+stuff+%d"
                + "&tags=%%7ba%%2cb%%7d&doc=%%7b%%22k%%22%%3a+%d%%2c+%%22v%%22%%3a+%%22x%%22%%7d"
                + "&created=2024-05-06+07%%3a08%%3a09.123456%%2b00",
            key,
            key % 1000,
            key,
            key,
            key),
        null,
        null);
  }

  private static Event json(long id, boolean insert, long key) {
    return event(
        id,
        "{\"op\":\""
            + (insert ? "INSERT" : "UPDATE")
            + "\",\"table\":[\"public\",\"ord\"],\"pkey\":[\"id\"]}",
        String.format(
            Locale.ROOT,
            "{\"id\":%d,\"customer\":%d,\"status\":\"new\",\"amount\":%d.25,\"note\":\"some note"
                + " with text & stuff %d\",\"tags\":\"{a,b}\",\"doc\":\"{\\\"k\\\": %d,"
                + " \\\"v\\\": \\\"x\\\"}\",\"created\":\"2024-05-06 07:08:09.123456+00\"}",
            key,
            key % 1000,
            key,
            key,
            key),
        null,
        null);
  }

  private static Event event(
      long id, String type, String data, @Nullable String columns, @Nullable String key) {
    return new Event(id, "", 1, null, type, data, "public.ord", columns, key, null);
  }
}
