package org.jlondiste.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jlondiste.model.Event;
import org.jspecify.annotations.Nullable;

/** Events of one table as some capture writes them. */
public enum SampleEvents {
  /** What our triggers write. */
  ROW_LITERAL {
    @Override
    Event event(long id, boolean insert, long key) {
      return SampleEvents.event(
          id,
          insert ? "INSERT" : "UPDATE",
          text(
              "(%1$d,%2$d,new,%1$d.25,\"some note with text & stuff %1$d\",\"{a,b}\","
                  + "\"{\"\"k\"\": %1$d, \"\"v\"\": \"\"x\"\"}\","
                  + "\"2024-05-06 07:08:09.123456+00\")",
              key),
          "{id,customer,status,amount,note,tags,doc,created}",
          "{id}");
    }
  },
  /** What PgQ's {@code logutriga} writes. */
  LOGUTRIGA {
    @Override
    Event event(long id, boolean insert, long key) {
      return SampleEvents.event(
          id,
          insert ? "I:id" : "U:id",
          text(
              "id=%1$d&customer=%2$d&status=new&amount=%1$d.25"
                  + "&note=some+note+with+text+%%26+stuff+%1$d&tags=%%7ba%%2cb%%7d"
                  + "&doc=%%7b%%22k%%22%%3a+%1$d%%2c+%%22v%%22%%3a+%%22x%%22%%7d"
                  + "&created=2024-05-06+07%%3a08%%3a09.123456%%2b00",
              key),
          null,
          null);
    }
  },
  /** What PgQ's {@code jsontriga} writes. */
  JSONTRIGA {
    @Override
    Event event(long id, boolean insert, long key) {
      return SampleEvents.event(
          id,
          "{\"op\":\""
              + (insert ? "INSERT" : "UPDATE")
              + "\",\"table\":[\"public\",\"ord\"],\"pkey\":[\"id\"]}",
          text(
              "{\"id\":%1$d,\"customer\":%2$d,\"status\":\"new\",\"amount\":%1$d.25,"
                  + "\"note\":\"some note with text & stuff %1$d\",\"tags\":\"{a,b}\","
                  + "\"doc\":\"{\\\"k\\\": %1$d, \\\"v\\\": \\\"x\\\"}\","
                  + "\"created\":\"2024-05-06 07:08:09.123456+00\"}",
              key),
          null,
          null);
    }
  };

  abstract Event event(long id, boolean insert, long key);

  /** As many events; of three one updates a row that another one inserted. */
  List<Event> write(int number) {
    List<Event> written = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < number; i++) {
      boolean insert = i == 0 || i % 3 != 0;
      written.add(event(i + 1L, insert, insert ? i : inserted(random.nextInt(i))));
    }
    return written;
  }

  /** A number at or just before this one whose row was inserted. */
  private static long inserted(int number) {
    return number > 0 && number % 3 == 0 ? number - 1 : number;
  }

  private static String text(String format, long key) {
    return String.format(Locale.ROOT, format, key, key % 1000);
  }

  private static Event event(
      long id, String type, String data, @Nullable String columns, @Nullable String key) {
    return new Event(id, "", 1, null, type, data, "public.ord", columns, key, null);
  }
}
