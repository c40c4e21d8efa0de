package org.jlondiste.worker;

import java.time.Duration;
import java.util.OptionalLong;
import org.jlondiste.copy.Restraint;
import org.jlondiste.copy.Restraint.Limits;
import org.jlondiste.copy.Restraint.Load;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.topology.LocalNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second how the provider is, if limits are set for it, and has the node read less
 * while one is exceeded. Says so in the log, and in the node's database for {@code status}.
 */
final class SourceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
  private static final Duration USUAL_PERIOD = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration CONNECTION_LIFETIME = Duration.ofMinutes(20);
  private static final TableName NOTED = new TableName("jlondiste", "restraint");
  private static final Sql LOAD = Sql.of(SourceWatch.class, "source_load.sql");
  private static final Sql NOTE = Sql.of(SourceWatch.class, "note_restraint.sql");
  private static final Sql FORGET = Sql.of(SourceWatch.class, "forget_restraint.sql");

  private final LocalNode node;
  private final Restraint restraint;
  private final Duration period;
  private @Nullable Chore chore;
  private String location = "";
  private volatile Limits limits = Limits.NONE;
  private boolean blindnessSaid;

  SourceWatch(LocalNode node, Restraint restraint) {
    this(node, restraint, USUAL_PERIOD);
  }

  /**
   * @param period from one look to the next
   */
  SourceWatch(LocalNode node, Restraint restraint, Duration period) {
    this.node = node;
    this.period = period;
    this.restraint = restraint;
  }

  /** Watches the provider at a location from now on, if there is a limit for it. */
  void follow(Session local, String provider, Limits wanted) {
    boolean elsewhere = !provider.equals(location);
    if (!elsewhere && wanted.equals(limits)) {
      return;
    }
    end();
    location = provider;
    limits = wanted;
    restraint.release();
    note(local);
    if (!wanted.isNone()) {
      Chore started =
          new Chore(
              "watch",
              "provider of queue " + node.queue(),
              () -> node.openRemote(provider, "source load"),
              () -> true,
              this::look);
      chore = started;
      started.startOrWake();
    }
  }

  /** Watches no longer. */
  void stop() {
    boolean spares = restraint.share() < 1;
    end();
    restraint.release();
    if (spares) {
      note();
    }
  }

  private void end() {
    Chore former = chore;
    chore = null;
    if (former != null && !former.end(PATIENCE)) {
      LOG.debug("the watch of {} ends later", location);
    }
  }

  private Chore.Next look(Session source) {
    Row row = source.row(LOAD.bound());
    if (row.bigint("hidden_sessions") > 0 && !blindnessSaid) {
      blindnessSaid = true;
      LOG.warn(
          "cannot see what {} sessions on the provider do; grant pg_monitor to the role there",
          row.bigint("hidden_sessions"));
    }
    Load load =
        new Load(
            row.bigint("active_sessions"),
            row.optionalBigint("standby_bytes").map(OptionalLong::of).orElse(OptionalLong.empty()));
    boolean spared = restraint.share() < 1;
    if (restraint.look(load, limits)) {
      boolean spares = restraint.share() < 1;
      if (spares && !spared) {
        LOG.warn("sparing the provider: {}", restraint.reason());
      } else if (!spares) {
        LOG.info("the provider is well again; reading at full speed");
      }
      LOG.debug("reading {} of the time", restraint.share());
      note();
    }
    return new Chore.Next(period, CONNECTION_LIFETIME);
  }

  private void note() {
    try (Session local = node.open("source load")) {
      note(local);
    } catch (UserError e) {
      LOG.debug("cannot note how far the provider is spared: {}", e.problem());
    }
  }

  private void note(Session local) {
    if (!Relations.exist(local, NOTED)) {
      return;
    }
    local.transactionally(
        () -> {
          local.update(FORGET.with("queue", node.queue()));
          if (restraint.share() < 1) {
            local.update(
                NOTE.with("queue", node.queue())
                    .with("percent", Math.round(restraint.share() * 100))
                    .with("reason", restraint.reason()));
          }
        });
  }
}
