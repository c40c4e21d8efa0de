package org.jlondiste.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jlondiste.config.TickerConfiguration;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.UsageError;
import org.jlondiste.operation.ServerDatabases;
import org.jlondiste.postgres.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** In which database a queue lives: that of a node's INI file, or one of a ticker's. */
final class DatabaseOption {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseOption.class);

  @Option(
      names = "--database",
      paramLabel = "NAME",
      description =
          "With the INI file of a ticker: in which database. Default: those of its database_list;"
              + " what is shown is shown of all.")
  private @Nullable String name;

  /** A session with the one database that is meant; to be closed by the caller. */
  Session open(CommandContext context) {
    if (!context.isTicker()) {
      return openNode(context);
    }
    List<String> databases = name == null ? context.ticker().databases() : List.of(name);
    if (databases.size() != 1) {
      throw new UsageError(
          context.ini() + " is the file of a ticker for several databases",
          "--database=NAME says which one is meant");
    }
    return open(context, databases.get(0));
  }

  /**
   * Looks into every database that is meant. One that does not answer is named in the log.
   *
   * @return false if one did not answer
   */
  boolean each(CommandContext context, Consumer<Session> visitor) {
    if (!context.isTicker()) {
      try (Session session = openNode(context)) {
        visitor.accept(session);
      }
      return true;
    }
    if (name != null) {
      try (Session session = open(context, name)) {
        visitor.accept(session);
      }
      return true;
    }
    boolean all = true;
    for (String database : databases(context)) {
      try (Session session = open(context, database)) {
        visitor.accept(session);
      } catch (DatabaseError e) {
        LOG.warn("{}", e.problem());
        all = false;
      }
    }
    return all;
  }

  private Session openNode(CommandContext context) {
    if (name != null) {
      throw new UsageError(
          "--database is for the INI file of a ticker",
          context.ini() + " names its database itself");
    }
    return context.databases().open(context.node().db(), context.node().jobName());
  }

  private static List<String> databases(CommandContext context) {
    TickerConfiguration ticker = context.ticker();
    if (!ticker.databases().isEmpty()) {
      return ticker.databases();
    }
    try (Session session = open(context, ticker.initialDatabase())) {
      return ServerDatabases.of(session);
    }
  }

  private static Session open(CommandContext context, String database) {
    return context.databases().open(context.ticker().connectString(database), "pgqd");
  }

  /** The queue of the set, where the INI file is that of a node. */
  static Optional<String> ownQueue(CommandContext context) {
    return context.isTicker() ? Optional.empty() : Optional.of(context.node().queueName());
  }
}
