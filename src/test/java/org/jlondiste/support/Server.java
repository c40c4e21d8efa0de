package org.jlondiste.support;

import java.util.concurrent.atomic.AtomicInteger;

/** A running PostgreSQL server. */
public final class Server implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final String version;
  private final Engine engine;
  private final boolean own;

  Server(String version, Engine engine, boolean own) {
    this.version = version;
    this.engine = engine;
    this.own = own;
  }

  /** The major version: {@code 9.6}, {@code 18}. */
  public String version() {
    return version;
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return engine.port();
  }

  /** The directory of its Unix socket, or an empty text if it cannot be reached from here. */
  public String socketDirectory() {
    return engine.socketDirectory();
  }

  /** The database that is always there. */
  public Database database() {
    return new Database(this, "postgres");
  }

  /** A new empty database. */
  public Database createDatabase() {
    return createDatabase("test");
  }

  /** A new empty database whose name begins with the given word. */
  public Database createDatabase(String word) {
    return createDatabase(word, "");
  }

  /**
   * A new empty database.
   *
   * @param options as in {@code create database … with}, for example {@code encoding 'LATIN1'}
   */
  public Database createDatabase(String word, String options) {
    String name = word + "_" + DATABASES.incrementAndGet();
    String template = options.isEmpty() ? "" : " with template template0 " + options;
    database().run("create database \"" + name + "\"" + template);
    return new Database(this, name);
  }

  /** Ends all sessions and stops, in good order. */
  public void stop() {
    requireOwn();
    engine.stop();
  }

  /** Starts again, on the same port, with the same databases. */
  public void start() {
    requireOwn();
    engine.start();
  }

  /** Kills all processes of the server at once, as a power failure would. */
  public void killHard() {
    requireOwn();
    engine.killHard();
  }

  /** The end of the server's log. */
  public String log() {
    return engine.log();
  }

  /** Stops and removes the server if it is not one that tests share. */
  @Override
  public void close() {
    if (own) {
      engine.remove();
    }
  }

  private void requireOwn() {
    if (!own) {
      throw new IllegalStateException("other tests share this server: use Servers.fresh");
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL " + version + " on port " + port();
  }
}
