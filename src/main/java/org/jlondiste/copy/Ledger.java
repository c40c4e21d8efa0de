package org.jlondiste.copy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** What a copy has done so far, on the target, written in the transactions that did it. */
final class Ledger {
  private static final Sql FIND = Sql.of(Ledger.class, "find_copy.sql");
  private static final Sql OPEN = Sql.of(Ledger.class, "open_copy.sql");
  private static final Sql FORGET = Sql.of(Ledger.class, "forget_copy.sql");
  private static final Sql FORGET_CHUNKS = Sql.of(Ledger.class, "forget_chunks.sql");
  private static final Sql NOTE_COPIES = Sql.of(Ledger.class, "note_copies.sql");
  private static final Sql NOTE_CHUNKS = Sql.of(Ledger.class, "note_chunks.sql");
  private static final Sql AMOUNT = Sql.of(Ledger.class, "copied_amount.sql");
  private static final Sql CHUNKS = Sql.of(Ledger.class, "chunks.sql");
  private static final Sql ADD_CHUNK = Sql.of(Ledger.class, "add_chunk.sql");
  private static final Sql ADD_CHUNKS = Sql.of(Ledger.class, "add_chunks.sql");
  private static final Sql CLAIM_CHUNK = Sql.of(Ledger.class, "claim_chunk.sql");
  private static final Sql CHUNK_DONE = Sql.of(Ledger.class, "chunk_done.sql");
  private static final Sql REDO_UNTIL = Sql.of(Ledger.class, "set_redo_until.sql");

  private final Session session;
  private final String queue;
  private final TableName table;

  Ledger(Session session, String queue, TableName table) {
    this.session = session;
    this.queue = queue;
    this.table = table;
  }

  /** A copy that was begun. */
  record Entry(
      TickId startTick,
      Optional<TickId> redoUntil,
      boolean inChunks,
      long expectedRows,
      long expectedBytes) {}

  /** Rows above one bound and not above another; an empty list means no bound. */
  record Chunk(int number, List<String> lower, List<String> upper, boolean copied) {}

  Optional<Entry> find() {
    return session
        .optionalRow(about(FIND))
        .map(
            row ->
                new Entry(
                    new TickId(row.bigint("start_tick")),
                    row.optionalBigint("redo_until").map(TickId::new),
                    row.bool("in_chunks"),
                    row.bigint("expected_rows"),
                    row.bigint("expected_bytes")));
  }

  void open(Entry entry) {
    session.update(
        about(OPEN)
            .with("start_tick", entry.startTick().value())
            .with("in_chunks", entry.inChunks())
            .with("rows", entry.expectedRows())
            .with("bytes", entry.expectedBytes()));
  }

  /** What was copied so far. */
  record Amount(long rows, long bytes) {}

  Amount amount() {
    Row row = session.row(about(AMOUNT));
    return new Amount(row.bigint("rows"), row.bigint("bytes"));
  }

  /** Forgets how far the copy was; what was taken off the table stays noted. */
  void forget() {
    forget(session, queue, List.of(table));
  }

  /** Forgets how far copies were; what was taken off the tables stays noted. */
  static void forget(Session session, String queue, Collection<TableName> tables) {
    session.update(about(FORGET_CHUNKS, queue, tables));
    session.update(about(FORGET, queue, tables));
  }

  /**
   * Notes copies of which all rows came at once.
   *
   * @param startTick changes behind it are replayed
   * @param redoUntil at this tick they are exact
   */
  static void note(
      Session session,
      String queue,
      TickId startTick,
      TickId redoUntil,
      Map<TableName, Amount> amounts) {
    List<String> rows = amounts.values().stream().map(it -> String.valueOf(it.rows())).toList();
    List<String> bytes = amounts.values().stream().map(it -> String.valueOf(it.bytes())).toList();
    session.update(
        about(NOTE_COPIES, queue, amounts.keySet())
            .with("start_tick", startTick.value())
            .with("redo_until", redoUntil.value())
            .with("rows", rows)
            .with("bytes", bytes));
    session.update(
        about(NOTE_CHUNKS, queue, amounts.keySet()).with("rows", rows).with("bytes", bytes));
  }

  List<Chunk> chunks() {
    return session.rows(about(CHUNKS)).stream().map(Ledger::chunk).toList();
  }

  /** True if chunks up to the end of the table are planned, and all of them are copied. */
  boolean isWhole() {
    List<Chunk> chunks = chunks();
    return !chunks.isEmpty()
        && chunks.get(chunks.size() - 1).upper().isEmpty()
        && chunks.stream().allMatch(Chunk::copied);
  }

  void add(Chunk chunk) {
    session.update(
        about(ADD_CHUNK)
            .with("number", chunk.number())
            .with("lower", chunk.lower().isEmpty() ? null : chunk.lower())
            .with("upper", chunk.upper().isEmpty() ? null : chunk.upper()));
  }

  /**
   * Notes all chunks of a table: up to the first bound, from each to the next, and behind the last.
   *
   * @param bounds as many values each; at least one
   */
  void addAll(List<List<String>> bounds) {
    session.update(
        about(ADD_CHUNKS)
            .with("bounds", bounds.stream().flatMap(List::stream).toList())
            .with("width", bounds.get(0).size()));
  }

  /** Locks a chunk's entry until the transaction ends; false if somebody copied it already. */
  boolean claim(Chunk chunk) {
    return session.optionalRow(about(CLAIM_CHUNK).with("number", chunk.number())).isPresent();
  }

  void done(Chunk chunk, long rows, long bytes) {
    session.update(
        about(CHUNK_DONE).with("number", chunk.number()).with("rows", rows).with("bytes", bytes));
  }

  void setRedoUntil(TickId tick) {
    session.update(about(REDO_UNTIL).with("tick", tick.value()));
  }

  private BoundSql about(Sql sql) {
    return sql.with("queue", queue).with("table", table.raw());
  }

  private static BoundSql about(Sql sql, String queue, Collection<TableName> tables) {
    return sql.with("queue", queue).with("tables", tables.stream().map(TableName::raw).toList());
  }

  private static Chunk chunk(Row row) {
    return new Chunk(
        row.integer("chunk_nr"),
        row.texts("lower_bound"),
        row.texts("upper_bound"),
        row.bool("copied"));
  }
}
