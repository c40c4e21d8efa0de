package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequencesIT {
  private static final TableName NUMBERS = new TableName("public", "numbers");

  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @BeforeEach
  void twoNodes() {
    root.createRoot();
    leaf.createLeaf(root);
    root.database().run("create sequence numbers", "select setval('numbers', 500)");
  }

  @Test
  void aSequenceIsKeptAheadOfTheRoot() {
    leaf.database().run("create sequence numbers");
    root.addSequences("numbers");

    assertThat(leaf.addSequences("numbers").added()).containsExactly(NUMBERS);

    assertThat(leaf.database().count("select last_value from numbers")).isGreaterThan(500);
  }

  @Test
  void addingTwiceChangesNothingMore() {
    leaf.database().run("create sequence numbers");
    root.addSequences();
    leaf.addSequences();

    assertThat(root.addSequences("numbers").already()).containsExactly(NUMBERS);
    assertThat(leaf.addSequences("numbers").already()).containsExactly(NUMBERS);
    assertThat(root.addSequences().added()).isEmpty();
  }

  @Test
  void aSequenceThatIsNotHereIsNamed() {
    root.addSequences("numbers");

    assertThatThrownBy(() -> leaf.addSequences("numbers"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("cannot add sequence public.numbers: missing on local node");
    assertThat(leaf.addSequences().leftOut())
        .containsExactly(new LeftOut(NUMBERS, "missing on local node"));
  }

  @Test
  void aMissingSequenceIsMadeAsItIsOnTheProvider() {
    root.database().run("create sequence downwards increment by -5 maxvalue 1000 start 900 cycle");
    root.addSequences();

    try (Session session = leaf.session()) {
      new AddSequences(session, Place.DATABASES, Place.QUEUE)
          .run(new AddSequences.Request(List.of(), true, true, false, RegistrationFilter.NONE));
    }

    assertThat(
            leaf.database()
                .query(
                    "select seqincrement, seqmax, seqstart, seqcycle from pg_sequence"
                        + " where seqrelid = 'downwards'::regclass"))
        .containsExactly("-5|1000|900|t");
  }

  @Test
  void aSequenceRemovedOnTheRootLeavesTheSet() {
    root.addSequences("numbers");

    assertThat(remove(root, "numbers").removed()).containsExactly(NUMBERS);
    assertThat(remove(root, "numbers").removed()).isEmpty();

    assertThat(root.database().query("select * from londiste.seq_info")).isEmpty();
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> root.addSequences("ghost"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("cannot add sequence public.ghost: there is no such sequence");
    assertThatThrownBy(() -> remove(root, "ghost"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("there is no sequence ghost");
  }

  @Test
  void whatIsRegisteredIsNoLongerMissing() {
    root.database().run("create table orders (id int primary key)");
    assertThat(missing(root).sequences()).containsExactly(NUMBERS);

    root.addSequences();
    root.addTables();

    assertThat(missing(root).sequences()).isEmpty();
    assertThat(missing(root).tables()).isEmpty();
  }

  private static FindMissing.Report missing(Place place) {
    try (Session session = place.session()) {
      return new FindMissing(session, Place.QUEUE).run();
    }
  }

  private static RemoveSequences.Report remove(Place place, String... words) {
    try (Session session = place.session()) {
      return new RemoveSequences(session, Place.QUEUE).run(List.of(words), true);
    }
  }
}
