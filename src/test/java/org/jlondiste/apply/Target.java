package org.jlondiste.apply;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.change.Change;
import org.jlondiste.change.Operation;
import org.jlondiste.change.Piece;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.RowShape;
import org.jlondiste.change.Truncation;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jspecify.annotations.Nullable;

/** A database that changes are applied to, with the words to say which. */
final class Target implements AutoCloseable {
  final Database database;
  final Session session;
  final Applier applier;
  private final List<Change> changes = new ArrayList<>();
  private final List<Piece> parts = new ArrayList<>();
  private long lastEvent;
  private TableName table = new TableName("public", "t");
  private RowShape shape = new RowShape(List.of("id", "note"), List.of("id"));

  Target(String version, String... statements) {
    database = Servers.get(version).createDatabase();
    database.run(statements);
    session = database.session();
    session.execute("set session_replication_role = replica");
    applier = new Applier(session);
  }

  /** The columns of the changes that follow; the first ones are the key. */
  Target columns(int keySize, String... columns) {
    List<String> names = List.of(columns);
    shape = new RowShape(names, names.subList(0, keySize));
    return this;
  }

  Target table(String raw) {
    table = TableName.ofRaw(raw);
    return this;
  }

  Target insert(@Nullable String... values) {
    return add(Operation.INSERT, values);
  }

  Target update(@Nullable String... values) {
    return add(Operation.UPDATE, values);
  }

  Target delete(@Nullable String... values) {
    return add(Operation.DELETE, values);
  }

  Target replace(@Nullable String... values) {
    return add(Operation.REPLACE, values);
  }

  Target remove(@Nullable String... values) {
    return add(Operation.REMOVE, values);
  }

  Target truncate() {
    return add(new Truncation(++lastEvent, table));
  }

  Target add(Change change) {
    changes.add(change);
    return this;
  }

  // From class files the checker does not learn that elements of an array may be null.
  @SuppressWarnings("NullAway")
  Target add(Operation operation, @Nullable String... values) {
    @Nullable String[] all = new @Nullable String[shape.size()];
    System.arraycopy(values, 0, all, 0, values.length);
    return add(new RowChange(++lastEvent, operation, table, shape, all));
  }

  /** Applies what was said since the last time, in one transaction. */
  void apply() {
    apply(ApplyMode.STRICT);
  }

  void apply(ApplyMode mode) {
    part();
    List<Piece> batch = List.copyOf(parts);
    parts.clear();
    session.transactionally(
        () -> {
          applier.begin();
          batch.forEach(piece -> applier.applyPart(piece, mode));
          applier.complete();
        });
  }

  /** Ends a piece; what follows is another piece of the same batch. */
  Target part() {
    parts.add(Piece.of(changes));
    changes.clear();
    return this;
  }

  /** All rows of the table, in order of their text. */
  List<String> rows() {
    return database.query("select * from " + table.quoted() + " as t order by t::text");
  }

  @Override
  public void close() {
    session.close();
  }
}
