package org.jlondiste.chance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a story, in order, to be read when it ended badly. For any number of threads.
 */
final class Chronicle {
  private final List<String> lines = new ArrayList<>();
  private final Deque<String> prepared = new ArrayDeque<>();

  /** The harness did something. */
  synchronized void note(String text) {
    lines.add("-- " + LocalTime.now(ZoneOffset.UTC) + " " + text);
  }

  /** A client ran a statement. */
  synchronized void note(int client, String sql, @Nullable SQLException refused) {
    lines.add("-- " + LocalTime.now(ZoneOffset.UTC));
    lines.add("/* " + client + " */ " + sql + ";");
    if (refused != null) {
      String message = String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
      lines.add("-- " + client + ": " + refused.getSQLState() + " " + message);
    }
  }

  /** What every thread does, for somebody who asks why nothing goes on. */
  void noteThreads() {
    Thread.getAllStackTraces()
        .forEach((thread, frames) -> note(thread.getName() + ": " + List.of(frames)));
  }

  /** A transaction was prepared. */
  synchronized void prepared(String name) {
    prepared.add(name);
  }

  /** One of the transactions that wait to be committed. */
  synchronized @Nullable String nextPrepared() {
    return prepared.poll();
  }

  synchronized Path write(long seed) {
    try {
      Path directory = Files.createDirectories(Path.of("target", "chance"));
      return Files.write(
          directory.resolve("story-" + seed + ".sql"), lines, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
