package org.jlondiste.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jlondiste.compare.Method;
import org.jlondiste.compare.TableComparison;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.ConnectTarget;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies in chunks that are broken off: they must never be taken for whole. */
class RowCopyIT {
  private static final TableName TABLE = new TableName("public", "goods");

  private final Database source = Servers.get("18").createDatabase();
  private final Database target = Servers.get("18").createDatabase();

  @BeforeEach
  void aTableOnBothSides() {
    source.run(
        "create table goods (id int primary key)",
        "insert into goods select generate_series(1, 100)");
    target.run("create table goods (id int primary key)");
    try (Session session = target.session()) {
      new Installer(session).install();
      target.run(
          "select pgq_node.register_location('q', 'root', 'dbname=here', false)",
          "select pgq_node.create_node('q', 'root', 'root', 'root_w', null, null, null)",
          "insert into londiste.table_info (queue_name, table_name, local, merge_state)"
              + " values ('q', 'public.goods', true, 'in-copy')");
      new Ledger(session, "q", TABLE)
          .open(new Ledger.Entry(new TickId(1), Optional.empty(), true, 100, 1000));
    }
  }

  @Test
  void aCopyThatIsStoppedWhenAllIsPlannedIsNotWhole() {
    assertThatThrownBy(
            () -> copy(source::session, () -> Thread.currentThread().getName().startsWith("copy ")))
        .isInstanceOf(InterruptionError.class);

    assertThat(target.count("select count(*) from goods")).isZero();
    copy(source::session, () -> false);
    Rows.assertSameRows(source, target, "goods");
  }

  @Test
  void whateverEndsOneThreadEndsTheCopy() {
    Supplier<Session> withoutMemory =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };

    assertThatThrownBy(() -> copy(withoutMemory, () -> false)).isInstanceOf(OutOfMemoryError.class);

    copy(source::session, () -> false);
    Rows.assertSameRows(source, target, "goods");
  }

  @Test
  void aValueThatTheTargetDoesNotTakeIsNamedWithItsRow() {
    source.run(
        "create schema own",
        "create table own.things (id int)",
        "alter table goods add thing regclass",
        "update goods set thing = 'own.things' where id = 42");
    target.run("alter table goods add thing regclass");

    assertThatThrownBy(() -> copy(source::session, () -> false))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("table public.goods cannot be copied")
        .hasMessageContaining("column thing of the row with id=42 holds own.things: ");

    target.run("create schema own", "create table own.things (id int)");
    copy(source::session, () -> false);
    Rows.assertSameRows(source, target, "goods");
  }

  @Test
  void aValueThatIsRefusedInBinaryIsNamedWhenItGoesAsText() {
    source.run(
        "alter table goods add note varchar(9)", "update goods set note = '12345' where id = 7");
    target.run("alter table goods add note varchar(4)");

    assertThatThrownBy(() -> copy(source::session, () -> false))
        .isInstanceOf(ShortcutRefusal.class);
    assertThatThrownBy(() -> copy(source::session, () -> false, false))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("column note of the row with id=7 holds 12345: ");

    target.run("alter table goods alter note type varchar(9)");
    copy(source::session, () -> false);
    Rows.assertSameRows(source, target, "goods");
  }

  /** A role from which row security hides rows must not copy or compare what it sees. */
  @Test
  void rowsThatTheRoleMayNotSeeAreNoRowsThatAreNotThere() {
    String role = "hidden_from_" + source.name();
    source.run(
        "create role " + role + " login",
        "grant select on goods to " + role,
        "alter table goods enable row level security",
        "create policy small on goods to " + role + " using (id < 50)");
    target.run("insert into goods select generate_series(1, 49)");
    Supplier<Session> hidden =
        () -> {
          ConnectTarget own = source.target();
          return Session.open(
              new ConnectTarget(
                  own.addresses(), own.database(), role, own.password(), own.parameters()),
              "test");
        };

    assertThatThrownBy(() -> copy(hidden, () -> false))
        .isInstanceOf(DatabaseError.class)
        .hasMessageContaining("row-level security");

    try (Session from = hidden.get();
        Session into = target.session()) {
      Method rows = new Method(false, Optional.empty(), Optional.empty(), 10);
      assertThatThrownBy(
              () -> new TableComparison(from, into, rows).compare(TABLE, TABLE, TABLE, ""))
          .isInstanceOf(DatabaseError.class)
          .hasMessageContaining("row-level security");
    }
    source.run("drop owned by " + role, "drop role " + role);
  }

  private void copy(Supplier<Session> openSource, BooleanSupplier stopping) {
    copy(openSource, stopping, true);
  }

  private void copy(Supplier<Session> openSource, BooleanSupplier stopping, boolean mayBeBinary) {
    try (Session from = source.session();
        Session into = target.session()) {
      new RowCopy(
              new RowCopy.Subject(
                  "q",
                  TABLE,
                  TABLE,
                  TABLE,
                  "",
                  Pace.free(),
                  new StageTimes(),
                  TextPassage.ofCharacters(into),
                  mayBeBinary,
                  false,
                  openSource,
                  target::session,
                  new TableHandler() {}),
              stopping)
          .copyInChunks(from, into, 30, 2);
    }
  }
}
