package org.jlondiste.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes settings of a queue. */
public final class ConfigureQueue {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigureQueue.class);
  private static final Sql SET = Sql.of(ConfigureQueue.class, "set_queue_config.sql");
  private static final String EXTERNAL_TICKER = "external_ticker";
  private static final String COLUMN_PREFIX = "queue_";

  /** The settings there are. */
  public static final List<String> SETTINGS =
      List.of(
          "ticker_max_count",
          "ticker_max_lag",
          "ticker_idle_period",
          "ticker_paused",
          "rotation_period",
          EXTERNAL_TICKER);

  private final Session session;

  public ConfigureQueue(Session session) {
    this.session = session;
  }

  /**
   * Changes all of these settings, or none.
   *
   * @param typed values by the settings' names, which may begin with {@code queue_} like the
   *     columns
   * @return how the queue is then
   */
  public QueueState run(String queue, Map<String, String> typed) {
    Map<String, String> changes = known(typed);
    QueueState state = new ShowQueues(session).queue(queue);
    if (state.node().isPresent() && changes.containsKey(EXTERNAL_TICKER)) {
      throw new StateError(
          "queue " + queue + " belongs to node " + state.node().get(),
          "where its ticks come from is settled by the node's type; 'takeover' changes that");
    }
    session.transactionally(() -> changes.forEach((setting, value) -> set(queue, setting, value)));
    changes.forEach((setting, value) -> LOG.info("Queue {}: {} = {}", queue, setting, value));
    return changes.isEmpty() ? state : new ShowQueues(session).queue(queue);
  }

  private void set(String queue, String setting, String value) {
    try {
      session.row(SET.with("queue", queue).with("setting", setting).with("value", value));
    } catch (DatabaseError e) {
      if (e.isRefusalOfData()) {
        throw new UsageError("'" + value + "' is no value for " + setting + ": " + e.problem(), "");
      }
      throw e;
    }
  }

  private static Map<String, String> known(Map<String, String> typed) {
    Map<String, String> known = new LinkedHashMap<>();
    typed.forEach(
        (name, value) -> {
          String setting =
              name.startsWith(COLUMN_PREFIX) ? name.substring(COLUMN_PREFIX.length()) : name;
          if (!SETTINGS.contains(setting)) {
            throw new UsageError(
                "a queue has no setting " + name, "those are: " + String.join(", ", SETTINGS));
          }
          known.put(setting, value);
        });
    return known;
  }
}
