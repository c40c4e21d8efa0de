package org.jlondiste.bench;

import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;

/** The extension pglogical on both sides. */
final class Pglogical implements Replication {
  private final Database source;
  private final Database target;

  Pglogical(Database source, Database target) {
    this.source = source;
    this.target = target;
    node(source, "provider");
    node(target, "subscriber");
  }

  /** Newer servers decode their log only for those they are told to trust. */
  static void trust(Database any) {
    if (any.count("select count(*) from pg_settings where name = 'output_plugin_libraries'") > 0) {
      any.run(
          "alter system set output_plugin_libraries = pgoutput, test_decoding, pglogical_output",
          "select pg_reload_conf()");
    }
  }

  private static void node(Database database, String name) {
    database.run(
        "create extension pglogical",
        "select pglogical.create_node('" + name + "', '" + database.connectString() + "')");
  }

  @Override
  public void begin(List<String> tables, boolean copied) {
    source.runTogether(
        tables.stream()
            .map(table -> "select pglogical.replication_set_add_table('default', '" + table + "')")
            .toArray(String[]::new));
    target.run(
        "select pglogical.create_subscription('bench', '"
            + source.connectString()
            + "', synchronize_structure := false, synchronize_data := "
            + copied
            + ")");
  }

  @Override
  public void awaitInSync() {
    Await.until(
        "all tables are in sync",
        LIMIT,
        () ->
            target.count(
                        "select count(*) from pglogical.show_subscription_status()"
                            + " where status = 'replicating'")
                    == 1
                && target.count(
                        "select count(*) from pglogical.local_sync_status where sync_status <> 'r'")
                    == 0);
  }

  @Override
  public void pause() {
    target.run("select pglogical.alter_subscription_disable('bench', immediate := true)");
    Slots.awaitIdle(source);
  }

  @Override
  public void resume() {
    target.run("select pglogical.alter_subscription_enable('bench', immediate := true)");
  }

  @Override
  public void awaitConnected() {
    Slots.awaitActive(source);
  }

  @Override
  public void awaitArrival() {
    Slots.awaitArrival(source);
  }

  @Override
  public void close() {
    target.run(
        "select pglogical.drop_subscription('bench', ifexists := true)",
        "select pglogical.drop_node('subscriber', ifexists := true)",
        "drop extension pglogical");
    source.run(
        "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
            + " where database = current_database() and not active",
        "select pglogical.drop_node('provider', ifexists := true)",
        "drop extension pglogical");
  }
}
