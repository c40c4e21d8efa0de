package org.jlondiste.bench;

import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;

/** PostgreSQL's own logical replication. */
final class Native implements Replication {
  private final Database source;
  private final Database target;
  private final String name;

  Native(Database source, Database target) {
    this.source = source;
    this.target = target;
    this.name = source.name();
  }

  @Override
  public void begin(List<String> tables, boolean copied) {
    source.run("create publication \"" + name + "\" for table " + String.join(", ", tables));
    target.run(
        "create subscription \""
            + name
            + "\" connection '"
            + source.connectString()
            + "' publication \""
            + name
            + "\" with (copy_data = "
            + copied
            + ")");
  }

  @Override
  public void awaitInSync() {
    Await.until(
        "all tables are in sync",
        LIMIT,
        () ->
            target.count("select count(*) from pg_subscription_rel") > 0
                && target.count("select count(*) from pg_subscription_rel where srsubstate <> 'r'")
                    == 0);
  }

  @Override
  public void pause() {
    target.run("alter subscription \"" + name + "\" disable");
    Slots.awaitIdle(source);
  }

  @Override
  public void resume() {
    target.run("alter subscription \"" + name + "\" enable");
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
    target.run("drop subscription if exists \"" + name + "\"");
    source.run("drop publication if exists \"" + name + "\"");
  }
}
