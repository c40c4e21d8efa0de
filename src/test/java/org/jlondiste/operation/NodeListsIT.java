package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.TableTriggers.Firing;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node lists of itself: who reads from it, and what fires on its tables. */
class NodeListsIT {
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @Test
  void consumersAreShownWithWhatTheyAreFor() {
    Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
    Database database = root.database();
    root.createRoot();
    leaf.createLeaf(root);
    database.run(
        "select pgq.register_consumer('replika', 'mailer')",
        "select pgq.register_consumer('replika', 'slave_worker.copy.public.orders')",
        "select pgq.insert_event('replika', 'x', 'y')",
        "select pgq.force_tick('replika')");
    leaf.database().run("select pgq_node.set_consumer_error('replika', 'slave_worker', 'no luck')");

    assertThat(consumers(root))
        .extracting(c -> c.name() + " of " + c.readsFrom() + ": " + c.purpose().orElse("?"))
        .containsExactly(
            "master_worker of master: worker of node master",
            ".global_watermark of master: watermark of the set",
            ".slave.watermark of master: watermark of node slave",
            "mailer of master: ?",
            "slave_worker of master: worker of node slave",
            "slave_worker.copy.public.orders of master: copy of public.orders to node slave");
    assertThat(consumers(root).get(3).pendingEvents().orElseThrow()).isPositive();
    assertThat(consumers(root)).noneMatch(SetConsumer::holdsEvents);
    assertThat(consumers(leaf))
        .singleElement()
        .satisfies(
            worker -> {
              assertThat(worker.readsFrom()).isEqualTo("master");
              assertThat(worker.purpose()).hasValue("worker of node slave");
              assertThat(worker.error()).hasValue("no luck");
              assertThat(worker.lastTick()).map(TickId::value).isPresent();
            });
  }

  @Test
  void whoHoldsOldEventsIsNamed() {
    Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
    Database database = root.database();
    root.createRoot();
    leaf.createLeaf(root);
    database.run(
        "select pgq.register_consumer('replika', 'mailer')",
        "update pgq.queue set queue_rotation_period = '0 s'",
        "select pgq.maint_rotate_tables_step1('replika')",
        "select pgq.maint_rotate_tables_step2()");
    assertThat(blocker(root)).as("as long as no tick is newer").isEmpty();

    database.run("select pgq.force_tick('replika')", "select pgq.force_tick('replika')");
    assertThat(blocker(root)).containsExactly("mailer");
    assertThat(consumers(root)).filteredOn(SetConsumer::holdsEvents).hasSize(1);
    database.run("select pgq.unregister_consumer('replika', 'mailer')");
    assertThat(blocker(root)).containsExactly("slave_worker (worker of node slave)");
    database.run("update pgq.queue set queue_rotation_period = '1 hour'");
    assertThat(blocker(root)).as("before it is time").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.6", "17"})
  void triggersAreShownWithWhoseTheyAre(String version) {
    Place root = new Place(Servers.get(version).createDatabase("root"), "master");
    for (Place place : List.of(root, leaf)) {
      place
          .database()
          .run(
              "create table parents (id int primary key)",
              "create table orders (id int primary key references parents, note text)");
    }
    root.createRoot();
    leaf.createLeaf(root);
    root.database()
        .run(
            "create function own() returns trigger language plpgsql as 'begin return new; end'",
            "create trigger own before insert or update on orders for each row execute procedure"
                + " own()",
            "alter table orders enable always trigger own",
            "create trigger muted after delete on orders for each statement execute procedure own()",
            "alter table orders disable trigger muted");
    root.addTables();
    leaf.addTables("orders");
    leaf.database().run("drop trigger _londiste_replika on orders");
    leaf.database().run("drop trigger _londiste_replika_truncate on orders");

    List<TableTriggers> tables = triggers(root);
    assertThat(tables)
        .extracting(table -> table.table().toString())
        .containsExactly("public.orders", "public.parents");
    assertThat(tables.get(0).triggers())
        .filteredOn(trigger -> !trigger.ofReplication())
        .containsExactly(
            new TableTriggers.Trigger(
                "muted", "public.own", false, "delete", "after", "statement", Firing.NEVER),
            new TableTriggers.Trigger(
                "own", "public.own", false, "insert, update", "before", "row", Firing.ALWAYS));
    assertThat(tables.get(1).triggers())
        .isNotEmpty()
        .allMatch(TableTriggers.Trigger::ofReplication)
        .allMatch(trigger -> trigger.name().startsWith("_londiste_replika"))
        .allMatch(trigger -> trigger.firing() == Firing.APPLICATIONS);
    assertThat(triggers(leaf)).singleElement().matches(table -> table.triggers().isEmpty());
  }

  private static List<SetConsumer> consumers(Place place) {
    try (Session session = place.session()) {
      return new ShowConsumers(session, Place.QUEUE).run().consumers();
    }
  }

  private static List<TableTriggers> triggers(Place place) {
    try (Session session = place.session()) {
      return new ShowTriggers(session, Place.QUEUE).run();
    }
  }

  private static List<String> blocker(Place place) {
    try (Session session = place.session()) {
      return new ShowStatus(session, Place.DATABASES, Place.QUEUE)
          .all(Set.of()).nodes().stream()
              .flatMap(node -> node.rotationBlocker().stream())
              .map(RotationBlocker::toString)
              .toList();
    }
  }
}
