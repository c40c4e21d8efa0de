package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jlondiste.scenario.TwoNodes;
import org.jlondiste.support.Application;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;

/** jlondiste; a value that it cannot carry fails the test. */
final class OwnCarrier implements Carrier {
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final Database source;
  private final Database target;
  private final TwoNodes nodes;

  OwnCarrier(Path directory, Database source, Database target) {
    this.source = source;
    this.target = target;
    this.nodes = TwoNodes.in(directory, source, target);
  }

  @Override
  public Database source() {
    return source;
  }

  @Override
  public Database target() {
    return target;
  }

  @Override
  public void follow(List<String> tables) {
    Carrier.add(this, tables, "expect_sync");
  }

  @Override
  public Map<String, String> copy(List<String> tables) {
    Carrier.add(this, tables, "");
    Await.until(
        "all tables are in sync",
        PATIENCE,
        () ->
            target.count(
                    "select count(*) from londiste.table_info where local and merge_state is"
                        + " distinct from 'ok'")
                == 0);
    return Map.of();
  }

  @Override
  public Map<Integer, String> carry(Application application, List<String> statements) {
    statements.forEach(application::run);
    nodes.awaitArrival(PATIENCE);
    assertThat(target.query("select table_name, problem from jlondiste.stopped_table")).isEmpty();
    return Map.of();
  }

  @Override
  public void close() {
    nodes.close();
  }
}
