package org.jlondiste.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlondiste.apply.Applier;
import org.jlondiste.apply.ApplyConflict;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.DecodingError;
import org.jlondiste.change.Piece;
import org.jlondiste.compare.Method;
import org.jlondiste.compare.TableComparison;
import org.jlondiste.compare.Verdict;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.queue.Batch;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.AcrossVersions;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Text goes from databases of each encoding into databases of each: copied and as events, it
 * arrives as the server's own conversion has it, or its row is refused by name.
 */
@AcrossVersions
class EncodingsIT {
  private static final String QUEUE = "texts";
  private static final String NONE = "SQL_ASCII";

  /** What each encoding has to bring over, in hexadecimal digits; one row each. */
  private static final Map<String, List<String>> TEXTS =
      Map.of(
          "UTF8",
          List.of(utf8("é"), utf8("€"), utf8("あ亜"), utf8("😀 \\ \t \"'"), utf8("\uFFFD")),
          "LATIN1",
          List.of(all(0x80, 0xff), "e9", "80", "a4"),
          "WIN1252",
          List.of("e9", "80", "81", all(0xa0, 0xff), "9f5c22"),
          "EUC_JP",
          List.of("a4a2b0a1", "8eb1", "8fb0a1", "61a1c1", "8ff4fe"),
          NONE,
          List.of("e9", "c3a9", "80ff", all(0x80, 0xff), "a4a25c"));

  private static final Map<String, Database> SOURCES = new ConcurrentHashMap<>();
  private static final Map<String, Database> TARGETS = new ConcurrentHashMap<>();
  private static int tables;

  static Stream<Pairing> pairings() {
    List<String> all = List.of("UTF8", "LATIN1", "WIN1252", "EUC_JP", NONE);
    List<Pairing> pairings = new ArrayList<>();
    for (String source : all) {
      for (String target : all) {
        pairings.add(new Pairing("15", source, "18", target, ""));
      }
    }
    for (String declared : List.of("LATIN1", "UTF8", "EUC_JP")) {
      pairings.add(new Pairing("15", NONE, "18", "UTF8", declared));
    }
    pairings.add(new Pairing("15", NONE, "18", "LATIN1", "UTF8"));
    for (String old : List.of("9.6", "9.3", "8.4")) {
      if (Servers.versions().contains(old)) {
        for (String encoding : all) {
          pairings.add(new Pairing(old, encoding, "17", encoding, ""));
        }
        pairings.add(new Pairing(old, "LATIN1", "17", "UTF8", ""));
        pairings.add(new Pairing(old, "EUC_JP", "17", "UTF8", ""));
        pairings.add(new Pairing(old, NONE, "17", "UTF8", "LATIN1"));
        pairings.add(new Pairing(old, NONE, "17", "UTF8", ""));
        pairings.add(new Pairing("15", "LATIN1", old, "UTF8", ""));
        pairings.add(new Pairing("15", "UTF8", old, "LATIN1", ""));
      }
    }
    return pairings.stream();
  }

  /** Two databases, and what the operator says of the first. */
  record Pairing(String from, String source, String to, String target, String declared) {
    Database database() {
      return SOURCES.computeIfAbsent(from + source, key -> created(from, source));
    }

    Database into() {
      return TARGETS.computeIfAbsent(to + target, key -> created(to, target));
    }

    private static Database created(String version, String encoding) {
      Database database =
          Servers.get(version)
              .createDatabase("texts", "encoding '" + encoding + "' lc_collate 'C' lc_ctype 'C'");
      try (Session session = database.session()) {
        new Installer(session).install();
      }
      database.run(
          "select pgq_node.register_location('texts', 'root', 'dbname=here', false)",
          "select pgq_node.create_node('texts', 'root', 'root', 'root_w', null, null, null)");
      return database;
    }

    /** The bytes that a text has to have in the target; none if it cannot be there. */
    Optional<String> expected(String hex) {
      if (target.equals(NONE) || source.equals(target)) {
        return Optional.of(hex);
      }
      String written = source.equals(NONE) ? declared : source;
      if (written.isEmpty()) {
        return Optional.empty();
      }
      String text = "convert(decode('" + hex + "', 'hex'), '" + written + "', 'UTF8')";
      String sql = "select encode(convert(" + text + ", 'UTF8', '" + target + "'), 'hex')";
      try (Session session = database().session()) {
        return Optional.of(
            session.row(Sql.composed("expected", sql + " as hex").bound()).text("hex"));
      } catch (DatabaseError e) {
        return Optional.empty();
      }
    }

    /** Before 9.1 a copy goes by way of Unicode, whatever the target's encoding is. */
    boolean isCopied(String hex) {
      return !from.equals("8.4")
          || List.of("UTF8", NONE).contains(source)
          || new Pairing(from, source, to, "UTF8", declared).expected(hex).isPresent();
    }

    @Override
    public String toString() {
      return from
          + " "
          + source
          + " → "
          + to
          + " "
          + target
          + (declared.isEmpty() ? "" : " as " + declared);
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void textArrivesOrItsRowIsRefused(Pairing pairing) {
    Map<String, String> arriving = new LinkedHashMap<>();
    List<String> refused = new ArrayList<>();
    List<String> notCopied = new ArrayList<>();
    for (String hex : TEXTS.getOrDefault(pairing.source(), List.of())) {
      pairing
          .expected(hex)
          .ifPresentOrElse(
              bytes -> {
                if (pairing.isCopied(hex)) {
                  arriving.put(hex, bytes);
                } else {
                  notCopied.add(hex);
                }
              },
              () -> refused.add(hex));
    }
    arriving.put(
        utf8("plain \\ \t \n \"quoted\" 'text'"), utf8("plain \\ \t \n \"quoted\" 'text'"));

    try (Trip trip = new Trip(pairing)) {
      List<String> texts = List.copyOf(arriving.keySet());
      trip.store(texts);
      trip.copy();
      trip.assertArrived(arriving);
      trip.change(texts);
      trip.assertArrived(arriving);
      trip.changeAgain(texts);
      trip.assertArrived(arriving);
      trip.assertCompared();
      for (String hex : notCopied) {
        trip.begin();
        trip.assertNotCopied(hex);
        trip.begin();
        trip.change(List.of(hex));
        trip.changeAgain(List.of(hex));
        trip.assertArrived(Map.of(hex, hex));
      }
      for (String hex : refused) {
        trip.begin();
        trip.assertNotCopied(hex);
        trip.begin();
        assertThatThrownBy(() -> trip.change(List.of(hex)))
            .isInstanceOfAny(ApplyConflict.class, DecodingError.class)
            .hasMessageContaining(trip.table.toString())
            .hasMessageContaining("column note")
            .hasMessageContaining("id=1");
      }
    }
  }

  @Test
  void encodingsWhoseCharactersMayEndInABackslashAreRefused() {
    Pairing pairing = new Pairing("15", NONE, "18", "UTF8", "Shift_JIS");
    try (Session source = pairing.database().session();
        Session target = pairing.into().session()) {
      assertThatThrownBy(() -> TextPassage.between(source, target, pairing.declared()))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("source_encoding = Shift_JIS");
    }
  }

  @Test
  void whatOldServersTookForUtf8IsRefused() {
    Pairing pairing = new Pairing("15", "UTF8", "18", "UTF8", "");
    String catalog = "update pg_database set encoding = %s where datname = current_database()";
    try (Trip trip = new Trip(pairing)) {
      Database old = pairing.database();
      old.run(catalog.formatted("pg_char_to_encoding('SQL_ASCII')"));
      old.run(
          "insert into "
              + trip.table.quoted()
              + " values (7, convert_from('Caf\\351 \\303\\251', 'SQL_ASCII'))",
          "insert into "
              + trip.urlencoded.quoted()
              + " values (8, convert_from('Caf\\351', 'SQL_ASCII'))");
      old.run(catalog.formatted("pg_char_to_encoding('UTF8')"));

      assertThatThrownBy(trip::replicate)
          .isInstanceOf(DecodingError.class)
          .hasMessageContaining(
              "column note of the row with id=7 holds a byte that is no UTF-8: 0xe9");
      assertThatThrownBy(trip::copy)
          .isInstanceOf(StateError.class)
          .hasMessageContaining("column note of the row with id=7: invalid byte sequence");
      old.run("delete from " + trip.table.quoted());
    }
  }

  /** A table of a source on its way to a target. */
  private static final class Trip implements AutoCloseable {
    private final Pairing pairing;
    private final Session source;
    private final Session target;
    private final TextPassage passage;
    private final TableName table;
    private final TableName urlencoded;
    private final Subscription subscription;

    Trip(Pairing pairing) {
      this.pairing = pairing;
      tables++;
      String name = "texts_" + tables;
      table = TableName.ofRaw("public." + name);
      urlencoded = TableName.ofRaw("public." + name + "_url");
      source = pairing.database().session();
      target = pairing.into().session();
      passage = TextPassage.between(source, target, pairing.declared());
      for (TableName each : List.of(table, urlencoded)) {
        String create =
            "create table "
                + each.quoted()
                + " (id int primary key, note text, list text[], twin text unique)";
        source.execute(create);
        target.execute(create);
        target.execute(
            "insert into londiste.table_info (queue_name, table_name, local, merge_state)"
                + " values ('texts', '"
                + each.raw()
                + "', true, 'in-copy')");
      }
      subscription = new Subscription(source, QUEUE, "reader of " + name);
      subscription.register();
      source.execute(
          "select londiste.local_add_table('texts', '"
              + table.raw()
              + "'); create trigger log after insert or update or delete on "
              + urlencoded.quoted()
              + " for each row execute procedure pgq.logutriga('texts')");
      target.execute("set session_replication_role = replica");
    }

    /** Empties both tables on both sides; that is no news. */
    void begin() {
      for (TableName each : List.of(table, urlencoded)) {
        source.execute("delete from " + each.quoted());
        target.execute("delete from " + each.quoted());
      }
      read(events -> {});
    }

    void store(List<String> texts) {
      for (TableName each : List.of(table, urlencoded)) {
        source.execute(insert(each, 1, texts));
      }
    }

    private static String insert(TableName into, int first, List<String> texts) {
      List<String> rows = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        String text = "convert_from(decode('" + texts.get(i) + "', 'hex'), getdatabaseencoding())";
        int id = first + i;
        rows.add(
            "(" + id + ", " + text + ", array[" + text + ", null], " + id + " || " + text + ")");
      }
      return "insert into " + into.quoted() + " values " + String.join(", ", rows);
    }

    void copy() {
      for (TableName each : List.of(table, urlencoded)) {
        RowCopy copy =
            new RowCopy(
                new RowCopy.Subject(
                    QUEUE,
                    each,
                    each,
                    each,
                    "",
                    Pace.free(),
                    new StageTimes(),
                    passage,
                    true,
                    false,
                    () -> pairing.database().session(),
                    () -> pairing.into().session(),
                    new TableHandler() {}),
                () -> false);
        Ledger ledger = new Ledger(target, QUEUE, each);
        ledger.forget();
        ledger.open(new Ledger.Entry(new TickId(1), Optional.empty(), false, 0, 0));
        try (Session reader = pairing.database().session()) {
          target.transactionally(() -> copy.copyAtOnce(reader, target, ledger));
        }
      }
      // what was copied is no news
      read(events -> {});
    }

    void assertNotCopied(String hex) {
      store(List.of(hex));
      assertThatThrownBy(this::copy)
          .isInstanceOf(StateError.class)
          .hasMessageContaining(table + " cannot be copied: column note of the row with id=1");
    }

    /** Changes every row, and adds as many as make it worth while to send sets. */
    void change(List<String> texts) {
      for (TableName each : List.of(table, urlencoded)) {
        source.execute("delete from " + each.quoted() + "; " + insert(each, 1, texts));
      }
      replicate();
      List<String> many = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        many.addAll(texts);
      }
      for (TableName each : List.of(table, urlencoded)) {
        String change = "update " + each.quoted() + " set note = 'x' || note";
        source.execute("delete from " + each.quoted() + " where id > 1");
        source.execute(change + "; " + insert(each, 1000, many));
      }
      replicate();
      for (TableName each : List.of(table, urlencoded)) {
        source.execute("update " + each.quoted() + " set list = list || note, twin = twin || note");
      }
      replicate();
    }

    /** Goes back to the rows as they were. */
    void changeAgain(List<String> texts) {
      for (TableName each : List.of(table, urlencoded)) {
        source.execute("delete from " + each.quoted() + "; " + insert(each, 1, texts));
      }
      replicate();
    }

    private void replicate() {
      ChangeDecoder decoder = new ChangeDecoder(passage.eventText());
      Applier applier = new Applier(target, passage);
      read(
          events -> {
            List<Change> changes = new ArrayList<>();
            for (Event event : events) {
              if (ChangeDecoder.isChange(event.type())
                  && List.of(table.raw(), urlencoded.raw()).contains(event.extra1())) {
                changes.add(decoder.decode(event));
              }
            }
            target.transactionally(() -> applier.apply(Piece.of(changes), ApplyMode.STRICT));
          });
    }

    private void read(Consumer<List<Event>> reader) {
      new Ticks(source, QUEUE).tickNow();
      for (Optional<Batch> next = subscription.nextBatch();
          next.isPresent();
          next = subscription.nextBatch()) {
        Batch batch = next.get();
        List<Event> events = new ArrayList<>();
        source.transactionally(
            () -> subscription.events(batch, 100, "", Long.MAX_VALUE, events::add));
        try {
          reader.accept(events);
        } finally {
          subscription.finish(batch);
        }
      }
    }

    /** Every text is on the target byte by byte as expected. */
    void assertArrived(Map<String, String> expected) {
      String bytes = "encode(convert_to(%s, 'SQL_ASCII'), 'hex')";
      for (TableName each : List.of(table, urlencoded)) {
        String query =
            "select id || '|' || "
                + bytes.formatted("note")
                + " || '|' || "
                + bytes.formatted("list[1]")
                + " || '|' || "
                + bytes.formatted("twin")
                + " as bytes from "
                + each.quoted()
                + " order by id";
        List<String> here = rows(source, query);
        List<String> there = rows(target, query);
        assertThat(there).hasSameSizeAs(here);
        for (int i = 0; i < here.size(); i++) {
          String row = here.get(i);
          String text = row.split("\\|", -1)[2];
          assertThat(there.get(i)).isEqualTo(row.replace(text, expected.getOrDefault(text, "?")));
        }
      }
    }

    private static List<String> rows(Session session, String query) {
      return session.rows(Sql.composed("rows", query).bound()).stream()
          .map(row -> row.text("bytes"))
          .toList();
    }

    void assertCompared() {
      Verdict verdict =
          new TableComparison(
                  source,
                  target,
                  new Method(
                      false, Optional.empty(), Optional.empty(), 10, pairing.declared(), false))
              .compare(table, table, table, "");
      assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.SAME);
    }

    @Override
    public void close() {
      try (source;
          target) {
        subscription.unregister();
        for (TableName each : List.of(table, urlencoded)) {
          source.execute("drop table " + each.quoted());
          target.execute("drop table " + each.quoted());
        }
      }
    }
  }

  private static String utf8(String text) {
    StringBuilder hex = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hex.append(String.format("%02x", b));
    }
    return hex.toString();
  }

  private static String all(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(b -> String.format("%02x", b))
        .reduce("", String::concat);
  }
}
