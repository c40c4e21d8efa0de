package org.jlondiste.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Run;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.jspecify.annotations.Nullable;

/** Moves a web shop from PostgreSQL 9.6 to 18 while it goes on selling. */
public final class Demo {
  private static final List<String> TABLES =
      List.of("customers", "products", "orders", "order_items", "payments", "stock", "page_views");
  private static final Duration LONGEST_MEASUREMENT = Duration.ofSeconds(10);
  private static final List<String> SEQUENCES =
      List.of("customers_id_seq", "orders_id_seq", "invoice_number");

  private final Screen screen;
  private final Path directory;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Long> rowsAtTheSwitch = new TreeMap<>();
  private List<Long> delays = List.of();
  private long events;
  private Duration silence = Duration.ZERO;

  private Demo(Screen screen, Path directory) {
    this.screen = screen;
    this.directory = directory;
  }

  /**
   * Runs the whole story.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    boolean coloured = Boolean.getBoolean("demo.colours");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path directory = Files.createTempDirectory("jlondiste-demo-");
    Demo demo = new Demo(new Screen(out, coloured), directory);
    Runtime.getRuntime().addShutdownHook(new Thread(demo::clearAway, "clear away"));
    System.exit(demo.run().value());
  }

  private ExitCode run() throws IOException, SQLException {
    try {
      return play() ? ExitCode.OK : ExitCode.DIFFERENT;
    } catch (AssertionError | IllegalStateException e) {
      screen.bad(String.valueOf(e.getMessage()));
      return ExitCode.DIFFERENT;
    }
  }

  /** Returns whether everything came over as it should. */
  private boolean play() throws IOException, SQLException {
    long start = System.nanoTime();
    screen.title("jlondiste: a web shop moves from PostgreSQL 9.6 to 18 and goes on selling");

    screen.chapter("Two servers, one application");
    Database old = Servers.get("9.6").createDatabase("shop");
    Database young = Servers.get("18").createDatabase("shop");
    old.run(resource("shop.sql"), resource("years.sql"));
    young.run(resource("shop.sql"));
    introduce("old server", old);
    introduce("new server", young);
    screen.row(
        "schema",
        "7 tables (one without a key), 3 sequences, a view, an enum, json, jsonb, arrays");
    screen.row("rows to move", number(TABLES.stream().mapToLong(t -> count(old, t)).sum()));

    try (Shop shop = Shop.on(old)) {
      awaitSales(shop, 100);
      screen.good("the shop is open: it writes to the old server from now on, without a pause");
      replicate(old, young, shop);
      proveUnderLoad(old, young, shop);
      switchOver(old, young, shop);
    }

    screen.chapter("Tidying up");
    tool("londiste3", "-s", "master.ini");
    tool("pgqd", "-s", "ticker.ini");
    return close(Duration.ofNanos(System.nanoTime() - start));
  }

  private void introduce(String name, Database database) {
    screen.row(
        name,
        "PostgreSQL "
            + database.value("show server_version")
            + ", port "
            + database.server().port());
  }

  private void replicate(Database old, Database young, Shop shop) throws IOException {
    screen.chapter("Three small files say all there is to say");
    ini(
        "ticker.ini",
        "pgqd",
        "base_connstr = host="
            + old.server().host()
            + " port="
            + old.server().port()
            + " user=postgres\ndatabase_list = "
            + old.name()
            + "\n",
        "ticker");
    ini(
        "master.ini",
        "londiste3",
        "job_name = master\ndb = " + old.connectString() + "\nqueue_name = shop\n",
        "master");
    ini(
        "slave.ini",
        "londiste3",
        "job_name = slave\ndb = " + young.connectString() + "\nqueue_name = shop\n",
        "slave");

    screen.chapter("Nothing to install in the servers: the nodes are made over a connection");
    tool("londiste3", "master.ini", "create-root", "master", old.connectString());
    tool("pgqd", "-d", "ticker.ini");
    tool("londiste3", "-d", "master.ini", "worker");
    tool(
        "londiste3",
        "slave.ini",
        "create-leaf",
        "slave",
        young.connectString(),
        "--provider=" + old.connectString());
    tool("londiste3", "-d", "slave.ini", "worker");

    screen.chapter("All tables, all sequences");
    tool("londiste3", "master.ini", "add-table", "--all");
    tool("londiste3", "master.ini", "add-seq", "--all");
    tool("londiste3", "slave.ini", "add-table", "--all");
    tool("londiste3", "slave.ini", "add-seq", "--all");
    tool("londiste3", "slave.ini", "resync", "--all");
    long before = shop.transactions();
    long start = System.nanoTime();
    tool("londiste3", "slave.ini", "wait-sync");
    screen.good(
        String.format(
            Locale.ROOT,
            "copied and caught up in %.1f s; the shop committed %s transactions meanwhile",
            seconds(start),
            number(shop.transactions() - before)));
  }

  private void proveUnderLoad(Database old, Database young, Shop shop) throws SQLException {
    screen.chapter("Is it true? Ask while the shop goes on");
    tool("londiste3", "slave.ini", "status");
    long before = shop.transactions();
    tool("londiste3", "slave.ini", "compare");
    screen.good(
        "equal under load: "
            + number(shop.transactions() - before)
            + " transactions were committed during the comparison");
    delays = measureDelays(old, young);
    screen.good(
        "a commit on the old server shows on the new one after "
            + percentile(50)
            + " ms (median), "
            + percentile(99)
            + " ms (99 of 100)");
  }

  /** Milliseconds from a commit on the one until it is seen on the other, sorted. */
  private static List<Long> measureDelays(Database old, Database young) throws SQLException {
    List<Long> millis = new ArrayList<>();
    try (Connection from = old.connect();
        Connection to = young.connect()) {
      long end = System.nanoTime() + LONGEST_MEASUREMENT.toNanos();
      while (millis.size() < 100 && System.nanoTime() < end) {
        String mark = "/mark/" + UUID.randomUUID();
        from.createStatement().execute("insert into page_views (path) values ('" + mark + "')");
        long start = System.nanoTime();
        String look = "select 1 from page_views where path = '" + mark + "'";
        Await.until("the mark arrives", Duration.ofMinutes(1), () -> seen(to, look));
        millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
      }
    }
    Collections.sort(millis);
    return millis;
  }

  private static boolean seen(Connection connection, String look) throws SQLException {
    try (var resultSet = connection.createStatement().executeQuery(look)) {
      return resultSet.next();
    }
  }

  private void switchOver(Database old, Database young, Shop shop) throws SQLException {
    screen.chapter("The switch");
    shop.shut();
    check(shop);
    screen.say(
        "The shop closes its connection to the old server after "
            + number(shop.transactions())
            + " transactions.");
    tool("londiste3", "slave.ini", "wait-root");
    tool("londiste3", "-s", "slave.ini");
    tool("londiste3", "slave.ini", "drop-node", "slave");
    try (Rows.Snapshot moved = Rows.snapshot(young);
        Shop again = Shop.on(young)) {
      awaitSales(again, 1);
      silence = Duration.ofNanos(again.firstCommit() - shop.lastCommit());
      screen.good(
          String.format(
              Locale.ROOT,
              "the shop sells again, on the new server: no order could be written for %.1f s",
              silence.toMillis() / 1000.0));
      awaitSales(again, 500);
      again.shut();
      check(again);
      compareEverything(old, moved);
      compareSequences(old, young);
    }
    events = old.count("select coalesce(max(tick_event_seq), 0) from pgq.tick");
  }

  private void compareEverything(Database old, Rows.Snapshot moved) {
    for (String table : TABLES) {
      List<String> rows = Rows.read(old, table);
      rowsAtTheSwitch.put(table, (long) rows.size());
      if (!rows.equals(moved.read(table))) {
        faults.add("table " + table + " differs");
      }
    }
  }

  private void compareSequences(Database old, Database young) {
    for (String sequence : SEQUENCES) {
      String sql = "select last_value from " + sequence;
      if (young.count(sql) < old.count(sql)) {
        faults.add("sequence " + sequence + " is behind");
      }
    }
  }

  private boolean close(Duration whole) {
    screen.title("What happened");
    screen.row(
        "rows on the new server",
        number(rowsAtTheSwitch.values().stream().mapToLong(Long::longValue).sum())
            + " in "
            + rowsAtTheSwitch.size()
            + " tables at the moment of the switch");
    screen.row("events replicated", number(events));
    screen.row("delay", percentile(50) + " ms median, " + percentile(99) + " ms 99 of 100");
    screen.row(
        "time without writes", String.format(Locale.ROOT, "%.1f s", silence.toMillis() / 1000.0));
    screen.row("the whole demo", whole.toSeconds() + " s");
    if (faults.isEmpty()) {
      screen.good("identical: every value of every row, and no sequence fell back");
      return true;
    }
    faults.forEach(screen::bad);
    return false;
  }

  private void awaitSales(Shop shop, long count) {
    long goal = shop.transactions() + count;
    Await.until(
        "the shop sells",
        () -> {
          check(shop);
          return shop.transactions() >= goal;
        });
  }

  private static void check(Shop shop) {
    @Nullable SQLException failure = shop.failure();
    if (failure != null) {
      throw new IllegalStateException("the shop had to close: " + failure.getMessage(), failure);
    }
  }

  private void ini(String name, String section, String keys, String word) throws IOException {
    String text =
        "[" + section + "]\n" + keys + "logfile = " + word + ".log\npidfile = " + word + ".pid\n";
    Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
    screen.file(name, text);
  }

  /** Runs a command before the eyes of the audience; the demo ends if it fails. */
  private void tool(String program, String... words) {
    List<String> shown = new ArrayList<>(List.of(program));
    for (String word : words) {
      shown.add(word.contains(" ") ? quoted(word) : word);
    }
    screen.command(String.join(" ", shown));
    Run run = Tool.in(directory).calledAs(program).run(words);
    screen.conversation(run.err());
    screen.answer(run.out());
    if (run.exitCode() != ExitCode.OK.value()) {
      throw new IllegalStateException("the last command ended with exit code " + run.exitCode());
    }
  }

  private static String quoted(String word) {
    int equals = word.startsWith("--") ? word.indexOf('=') + 1 : 0;
    return word.substring(0, equals) + "'" + word.substring(equals) + "'";
  }

  private long percentile(int percent) {
    return delays.isEmpty() ? 0 : delays.get((delays.size() - 1) * percent / 100);
  }

  private static long count(Database database, String table) {
    return database.count("select count(*) from " + table);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = Demo.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException("missing: " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Ends what still runs, also after a fault or Ctrl-C, and removes the files. */
  private void clearAway() {
    try {
      for (Path file : files()) {
        if (file.toString().endsWith(".pid")) {
          end(file);
        }
      }
      for (Path file : files()) {
        Files.deleteIfExists(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      System.err.println("left behind: " + directory + " (" + e + ")");
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static void end(Path pidFile) throws IOException {
    String pid;
    try {
      pid = Files.readString(pidFile, StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      return;
    }
    ProcessHandle.of(Long.parseLong(pid))
        .ifPresent(
            process -> {
              process.destroy();
              process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
              process.destroyForcibly();
            });
  }
}
