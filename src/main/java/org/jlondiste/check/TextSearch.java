package org.jlondiste.check;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.HexLine;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.postgres.UnfitBytes;
import org.jlondiste.postgres.UnfitRow;
import org.jlondiste.postgres.catalog.Column;
import org.jlondiste.postgres.catalog.TableStructure;
import org.jlondiste.postgres.catalog.UniqueKey;

/**
 * Looks for text that the target cannot hold. Reads rows as a copy reads them, and lets the target
 * convert what is not plain ASCII, without storing it.
 */
final class TextSearch {
  private static final Sql LIMIT_TIME = Sql.of(TextSearch.class, "limit_time.sql");
  private static final Sql READ_CONSISTENTLY = Sql.of(TextSearch.class, "read_consistently.sql");
  private static final int TRIAL_BYTES = 64 * 1024;
  private static final int MOST_ROWS = 20;
  private static final Duration MOST = Duration.ofDays(20);

  /** Types whose values are written in ASCII, without modifiers and brackets. */
  private static final Set<String> ASCII =
      Set.of(
          "smallint",
          "integer",
          "bigint",
          "numeric",
          "real",
          "double precision",
          "boolean",
          "date",
          "time",
          "timestamp",
          "interval",
          "uuid",
          "bytea",
          "inet",
          "cidr",
          "oid",
          "bit");

  private final Session source;
  private final Session target;
  private final TextBudget budget;
  private final TextPassage passage;
  private final List<Finding> findings = new ArrayList<>();
  private final long begin = System.nanoTime();
  private int cut;
  private int unread;
  private int read;

  private TextSearch(Session source, Session target, TextBudget budget) {
    this.source = source;
    this.target = target;
    this.budget = budget;
    this.passage = TextPassage.between(source, target, budget.sourceEncoding());
  }

  /** Looks through some tables, the smallest first. */
  static List<Finding> of(
      Session source,
      Session target,
      Collection<TableName> tables,
      Map<TableName, TableFacts> facts,
      TextBudget budget) {
    TextSearch search = new TextSearch(source, target, budget);
    if (search.passage.mayRefuse()) {
      Map<TableName, TableStructure> structures = TableStructure.read(source, tables);
      facts.entrySet().stream()
          .filter(table -> !table.getValue().partitioned())
          .sorted(Comparator.comparingLong(table -> table.getValue().heapBytes()))
          .flatMap(table -> Optional.ofNullable(structures.get(table.getKey())).stream())
          .forEach(search::look);
      search.tellWhatIsUnread();
    }
    return search.findings;
  }

  /** The rows of one table that are no good. */
  private final class Subject {
    private final TableStructure table;
    private final List<String> columns;
    private final Map<String, List<String>> keysOfColumn = new LinkedHashMap<>();
    private final Map<String, String> complaintOfColumn = new LinkedHashMap<>();
    private final List<byte[]> lines = new ArrayList<>();
    private int bytes;
    private int unfit;

    Subject(TableStructure table, List<String> columns) {
      this.table = table;
      this.columns = columns;
    }

    void take(byte[] line) {
      if (unfit < MOST_ROWS && !isAscii(line)) {
        lines.add(line);
        bytes += line.length;
        if (bytes >= TRIAL_BYTES) {
          tryOut();
        }
      }
    }

    void tryOut() {
      tryOut(List.copyOf(lines));
      lines.clear();
      bytes = 0;
    }

    private void tryOut(List<byte[]> some) {
      if (some.isEmpty() || unfit >= MOST_ROWS) {
        return;
      }
      Optional<String> complaint = complaint(joined(some));
      if (complaint.isPresent() && some.size() == 1) {
        note(new UnfitRow(some.get(0), columns), complaint.get());
      } else if (complaint.isPresent()) {
        tryOut(some.subList(0, some.size() / 2));
        tryOut(some.subList(some.size() / 2, some.size()));
      }
    }

    private void note(UnfitRow row, String complaint) {
      unfit++;
      String column = row.column(value -> complaint(value).isPresent()).orElse("");
      keysOfColumn
          .computeIfAbsent(column, name -> new ArrayList<>())
          .add(row.key(table.key().map(UniqueKey::columns).orElse(List.of())));
      complaintOfColumn.putIfAbsent(column, complaint);
    }

    void report(boolean whole) {
      keysOfColumn.forEach(
          (column, keys) ->
              findings.add(
                  new Finding(
                      Severity.BLOCKER,
                      Topic.TEXT,
                      "unfit-text",
                      Side.SOURCE,
                      table.name() + " " + column,
                      "in the row with "
                          + keys.get(0)
                          + ": "
                          + complaintOfColumn.get(column)
                          + more(keys, whole),
                      passage.pipesAnything()
                          ? "correct the row on the source, or take a target whose encoding has"
                              + " the character"
                          : "say by source_encoding in the INI file what the text is written in",
                      "")));
    }

    private String more(List<String> keys, boolean whole) {
      if (keys.size() == 1) {
        return "";
      }
      boolean enough = whole && unfit < MOST_ROWS;
      return String.format(
          Locale.ROOT,
          "; %s%d rows, also those with %s%s",
          enough ? "" : "at least ",
          keys.size(),
          String.join("; ", keys.subList(1, Math.min(3, keys.size()))),
          keys.size() > 3 ? "; …" : "");
    }
  }

  private void look(TableStructure table) {
    List<String> columns = columns(table);
    if (columns.isEmpty()) {
      return;
    }
    long millis = remaining().toMillis();
    if (millis <= 0) {
      unread++;
      return;
    }
    Subject subject = new Subject(table, columns);
    boolean whole = false;
    try {
      whole = source.transaction(() -> read(table.name(), columns, millis, subject));
      cut += whole ? 0 : 1;
      read++;
    } catch (DatabaseError e) {
      if (e.sqlState().equals("57014") || e.sqlState().equals("42501")) {
        unread++;
      } else {
        throw e;
      }
    }
    subject.tryOut();
    subject.report(whole);
  }

  /** True if that was the whole table. */
  private boolean read(TableName name, List<String> columns, long millis, Subject subject) {
    source.update(READ_CONSISTENTLY.bound());
    source.rows(LIMIT_TIME.with("millis", Long.toString(millis)));
    boolean inHex = passage.isConvertedBySource();
    long given =
        source.copyOut(
            "copy (select "
                + (inHex ? inHex(columns) : Identifier.list(columns))
                + " from only "
                + name.quoted()
                + budget.rows().map(rows -> " limit " + rows).orElse("")
                + ") to stdout"
                + passage.sourceBytesOption(),
            inHex ? line -> subject.take(HexLine.decoded(line)) : subject::take);
    return budget.rows().filter(rows -> given >= rows).isEmpty();
  }

  private static String inHex(List<String> columns) {
    return columns.stream()
        .map(column -> HexLine.expression(Identifier.quote(column)))
        .collect(Collectors.joining(", "));
  }

  /** What is wrong with a text; empty if the target takes it. */
  private Optional<String> complaint(byte[] text) {
    if (!passage.pipesAnything()) {
      return firstByteBeyondAscii(text)
          .map(
              b ->
                  "it holds the byte "
                      + b
                      + ", and from "
                      + passage
                      + " it is not known which"
                      + " character that is");
    }
    try {
      String[] parameter = {TextPassage.trialParameter(text)};
      target.number(passage.trial(), parameter);
      return Optional.empty();
    } catch (DatabaseError e) {
      if (UnfitBytes.of(e).isEmpty()) {
        throw e;
      }
      return Optional.of(e.problem());
    }
  }

  private void tellWhatIsUnread() {
    if (cut + unread == 0) {
      return;
    }
    List<String> words = new ArrayList<>();
    if (cut > 0) {
      words.add("of " + cut + " tables only the first " + budget.rows().orElse(0L) + " rows");
    }
    if (unread > 0) {
      words.add(unread + " tables not at all or not to their end, for lack of time or rights");
    }
    findings.add(
        new Finding(
            Severity.INFO,
            Topic.TEXT,
            "text-unread",
            Side.SOURCE,
            read + unread + " tables",
            "were searched for text that the target cannot hold: " + String.join(", ", words),
            "--text-rows=all searches everything",
            ""));
  }

  private Duration remaining() {
    return budget.limit().map(limit -> limit.minusNanos(System.nanoTime() - begin)).orElse(MOST);
  }

  /** Columns that may hold more than ASCII, and the key to name their rows; none if none may. */
  private static List<String> columns(TableStructure table) {
    Set<String> columns = new LinkedHashSet<>();
    table.columns().stream()
        .filter(column -> !column.generated() && !isAscii(column))
        .forEach(column -> columns.add(column.name()));
    if (!columns.isEmpty()) {
      table.key().ifPresent(key -> columns.addAll(key.columns()));
    }
    return List.copyOf(columns);
  }

  private static boolean isAscii(Column column) {
    String type = column.type().replaceAll("\\[]|\\(.*?\\)| with(out)? time zone| varying", "");
    return ASCII.contains(type.strip());
  }

  private static boolean isAscii(byte[] text) {
    for (byte b : text) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<UnfitBytes> firstByteBeyondAscii(byte[] text) {
    for (byte b : text) {
      if (b < 0) {
        return Optional.of(UnfitBytes.single(b));
      }
    }
    return Optional.empty();
  }

  private static byte[] joined(List<byte[]> lines) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    lines.forEach(line -> text.write(line, 0, line.length));
    return text.toByteArray();
  }
}
