package org.jlondiste.operation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Cells;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What a root committed and never handed out before it was given up. All of it is written to a
 * file, and only when that is safe on the disk it leaves the queue.
 */
final class LostEvents {
  private static final Sql EVENTS = Sql.of(LostEvents.class, "lost_events.sql");
  private static final Sql FORGET = Sql.of(LostEvents.class, "forget_lost_events.sql");
  private static final int FETCH_SIZE = 500;
  private static final List<String> NAMES =
      List.of(
          "ev_id",
          "ev_time",
          "ev_txid",
          "ev_retry",
          "ev_type",
          "ev_data",
          "ev_extra1",
          "ev_extra2",
          "ev_extra3",
          "ev_extra4",
          "tick_id",
          "prev_tick_id");

  private final Session session;
  private final String queue;
  private final TickId end;
  private final Map<TableName, RowCount> tables = new TreeMap<>();
  private final List<String> scripts = new ArrayList<>();
  private final List<TableName> tablesAdded = new ArrayList<>();
  private final List<TableName> tablesRemoved = new ArrayList<>();
  private long count;

  /** How many rows of a table were changed. */
  static final class RowCount {
    private long inserts;
    private long updates;
    private long deletes;
    private boolean emptied;

    @Override
    public String toString() {
      return inserts
          + " inserted, "
          + updates
          + " changed, "
          + deletes
          + " deleted"
          + (emptied ? ", emptied by truncate" : "");
    }
  }

  /**
   * @param end the last tick that others have
   */
  LostEvents(Session session, String queue, TickId end) {
    this.session = session;
    this.queue = queue;
    this.end = end;
  }

  /**
   * Writes them to a file and takes them out of the queue, in the transaction under way.
   *
   * @throws StateError if there are some, and the file is there already
   */
  void save(Path file) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
        session.scan(
            EVENTS.with("queue", queue).with("tick", end.value()),
            FETCH_SIZE,
            cells -> write(cells, out));
        out.write(count == 0 ? "[]\n" : "\n]\n");
      }
      if (count == 0) {
        Files.delete(part);
      } else {
        keep(part, file);
      }
    } catch (IOException e) {
      throw new StateError("cannot write " + file + ": " + e, "nothing has been taken away");
    }
    long forgotten =
        session.row(FORGET.with("queue", queue).with("tick", end.value())).bigint("events");
    if (forgotten != count) {
      throw new StateError(
          "of " + forgotten + " events only " + count + " were written to " + file,
          "nothing has been taken away; see that nobody writes, and give the command again");
    }
  }

  /** How many events there were. */
  long count() {
    return count;
  }

  /** The tables whose rows were changed. */
  Map<TableName, RowCount> tables() {
    return tables;
  }

  /** Scripts of 'execute'. */
  List<String> scripts() {
    return scripts;
  }

  List<TableName> tablesAdded() {
    return tablesAdded;
  }

  List<TableName> tablesRemoved() {
    return tablesRemoved;
  }

  private static void keep(Path part, Path file) throws IOException {
    if (Files.exists(file)) {
      Files.delete(part);
      throw new StateError(
          "file " + file + " is there already",
          "it holds what an earlier run found: move it away, and give the command again");
    }
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(Cells cells, Writer out) {
    try {
      out.write(count == 0 ? "[" : ",");
      count++;
      for (int i = 0; i < NAMES.size(); i++) {
        out.write(i == 0 ? "\n{" : ", ");
        String value = cells.nullableText(i + 1);
        if (value != null && value.indexOf('\uFFFD') >= 0) {
          // bytes that are no text: nothing of them may get lost
          out.write(quoted(NAMES.get(i) + "_hex") + ": ");
          out.write(quoted(hex(cells.nullableBytes(i + 1))) + ", ");
        }
        boolean number = i == 0 || i == 2 || i == 3 || i >= 10;
        out.write(quoted(NAMES.get(i)) + ": ");
        out.write(value == null ? "null" : number ? value : quoted(value));
      }
      out.write("}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    note(cells.text(5), cells.nullableText(6), cells.nullableText(7));
  }

  private static String hex(byte @Nullable [] bytes) {
    return bytes == null ? "" : HexFormat.of().formatHex(bytes);
  }

  private void note(String type, @Nullable String data, @Nullable String extra1) {
    if (type.equals("EXECUTE")) {
      scripts.add(extra1 == null ? "" : extra1);
    } else if (type.equals("londiste.add-table")) {
      tablesAdded.add(TableName.ofRaw(data == null ? "" : data));
    } else if (type.equals("londiste.remove-table")) {
      tablesRemoved.add(TableName.ofRaw(data == null ? "" : data));
    } else if (!type.startsWith("pgq.") && !type.startsWith("londiste.") && extra1 != null) {
      count(tables.computeIfAbsent(TableName.ofRaw(extra1), table -> new RowCount()), type);
    }
  }

  private static void count(RowCount rows, String type) {
    String word = type.startsWith("{\"op\":\"") ? type.substring(7) : type;
    if (word.equals("R") || word.startsWith("TRUNCATE")) {
      rows.emptied = true;
    } else if (word.startsWith("I")) {
      rows.inserts++;
    } else if (word.startsWith("D") || word.startsWith("REMOVE")) {
      rows.deletes++;
    } else {
      rows.updates++;
    }
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
