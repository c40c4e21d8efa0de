package org.jlondiste.repair;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlondiste.compare.PairedRows;
import org.jlondiste.compare.PairedRows.Pair;
import org.jlondiste.compare.PairedRows.Telling;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.catalog.TargetColumn;
import org.jlondiste.postgres.catalog.TargetTable;
import org.jspecify.annotations.Nullable;

/**
 * Writes down, as SQL for psql, what would make a table of the target what the source's is. An
 * update or delete finds only rows that are still as they were seen.
 */
public final class FixScript {
  private static final String NO_ENCODING = "SQL_ASCII";

  private final TargetTable target;
  private final PairedRows rows;
  private final String sourceEncoding;
  private final String targetEncoding;
  private final boolean inBytes;

  /**
   * @param target a session with the target; nothing is changed there
   * @throws StateError if the target has no such table
   */
  public FixScript(Session source, Session target, TableName table, PairedRows rows) {
    this.target =
        TargetTable.read(target, table)
            .orElseThrow(
                () ->
                    new StateError(
                        "table " + table + " does not exist in " + target.target(), "create it"));
    this.rows = rows;
    this.sourceEncoding = source.encoding();
    this.targetEncoding = target.encoding();
    this.inBytes = sourceEncoding.equals(targetEncoding) && !targetEncoding.equals("UTF8");
  }

  /** The name of a table's script. */
  public static String fileName(TableName table) {
    return "fix." + table.raw().replaceAll("[/\\\\\\x00-\\x1f]", "_") + ".sql";
  }

  /**
   * Writes the script, or removes one of an earlier run if nothing differs. A script that could not
   * be finished is not left behind.
   *
   * @param heading said in its first lines
   */
  public Mending write(Path file, String heading) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      Mending mending;
      try (BufferedWriter out = Files.newBufferedWriter(unfinished, charset())) {
        mending = write(out, heading);
      }
      if (mending.isNothing()) {
        Files.deleteIfExists(file);
      } else {
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return mending;
    } catch (IOException e) {
      throw new ConfigurationError(
          "cannot write " + file + ": " + e.getMessage(),
          "run the command in a directory that you may write to, or name one by --directory");
    } catch (UncheckedIOException e) {
      throw new ConfigurationError(
          "cannot write " + file + ": " + e.getMessage(), "see to the disk's space");
    } finally {
      deleteQuietly(unfinished);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it is only what nobody needs
    }
  }

  private Mending write(BufferedWriter out, String heading) throws IOException {
    line(out, "-- " + heading.replace("\n", "\n-- "));
    line(out, "set client_encoding = " + Identifier.literal(encoding()) + ";");
    line(out, "select count(set_config) as settings from (");
    line(out, Session.settings().stripTrailing());
    line(out, ") as pinned;");
    line(out, "-- the changes fire no ordinary trigger");
    line(out, "set session_replication_role = replica;");
    line(out, "begin;");
    Telling telling = inBytes ? Telling.BYTES : Telling.CHARACTERS;
    Tally tally = new Tally();
    PairedRows.Totals totals =
        rows.differing(
            telling,
            pair -> {
              tally.add(pair);
              removals(pair).forEach(sql -> line(out, sql));
            });
    Mending mending = tally.of(totals);
    if (mending.inserts() + mending.updates() > 0) {
      rows.differing(telling, pair -> additions(pair).forEach(sql -> line(out, sql)));
    }
    line(out, "commit;");
    return mending;
  }

  private Charset charset() {
    return inBytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
  }

  private String encoding() {
    return inBytes ? targetEncoding : "UTF8";
  }

  private List<String> removals(Pair pair) {
    long surplus = pair.places().size() - pair.sourceRows();
    if (surplus <= 0) {
      return List.of();
    }
    List<@Nullable String> row = Objects.requireNonNull(pair.target());
    String table = target.changed();
    if (rows.key().isEmpty()) {
      String same =
          IntStream.range(0, row.size())
              .mapToObj(i -> isStill(i, row))
              .collect(Collectors.joining(" and "));
      return List.of(
          "delete from "
              + table
              + " where (tableoid, ctid) in (select tableoid, ctid from "
              + table
              + " where "
              + same
              + " limit "
              + surplus
              + ");");
    }
    // of several rows with the key all go, and the right one comes
    String asSeen =
        pair.places().size() > 1
            ? ""
            : IntStream.range(0, row.size())
                .mapToObj(i -> " and " + isStill(i, row))
                .collect(Collectors.joining());
    return List.of("delete from " + table + " where " + hasKey(row) + asSeen + ";");
  }

  private List<String> additions(Pair pair) {
    long lacking = pair.sourceRows() - pair.places().size();
    if (pair.sourceRows() == 0 || (pair.isAboutCopies() && lacking <= 0)) {
      return List.of();
    }
    List<@Nullable String> row = Objects.requireNonNull(pair.source());
    if (!pair.isAboutCopies() && pair.places().size() == 1) {
      return update(row, Objects.requireNonNull(pair.target()));
    }
    List<String> inserts = new ArrayList<>();
    for (long i = 0; i < (pair.isAboutCopies() ? lacking : 1); i++) {
      inserts.add(insert(row));
    }
    return inserts;
  }

  private String insert(List<@Nullable String> row) {
    List<Integer> written = written();
    boolean identity = written.stream().anyMatch(i -> column(i).alwaysIdentity());
    return "insert into "
        + target.name().quoted()
        + " ("
        + written.stream().map(this::quoted).collect(Collectors.joining(", "))
        + ")"
        + (identity ? " overriding system value" : "")
        + written.stream()
            .map(i -> literal(i, row))
            .collect(Collectors.joining(", ", " values (", ");"));
  }

  private List<String> update(List<@Nullable String> row, List<@Nullable String> former) {
    List<Integer> changed =
        written().stream().filter(i -> !Objects.equals(row.get(i), former.get(i))).toList();
    if (changed.isEmpty()) {
      return List.of();
    }
    if (changed.stream().anyMatch(i -> column(i).alwaysIdentity())) {
      return List.of(
          "delete from " + target.changed() + " where " + hasKey(row) + ";", insert(row));
    }
    return List.of(
        "update "
            + target.changed()
            + " set "
            + changed.stream()
                .map(i -> quoted(i) + " = " + literal(i, row))
                .collect(Collectors.joining(", "))
            + " where "
            + hasKey(row)
            + changed.stream().map(i -> " and " + isStill(i, former)).collect(Collectors.joining())
            + ";");
  }

  private List<Integer> written() {
    return IntStream.range(0, rows.columns().size())
        .filter(i -> !column(i).generated())
        .boxed()
        .toList();
  }

  private String hasKey(List<@Nullable String> row) {
    return rows.key().stream()
        .map(
            name -> {
              int i = rows.columns().indexOf(name);
              return row.get(i) == null
                  ? quoted(i) + " is null"
                  : quoted(i) + " " + column(i).equality() + " " + literal(i, row);
            })
        .collect(Collectors.joining(" and "));
  }

  private String isStill(int i, List<@Nullable String> row) {
    String value = row.get(i);
    return value == null
        ? quoted(i) + " is null"
        : "cast(" + quoted(i) + " as text) = " + text(i, value);
  }

  private String literal(int i, List<@Nullable String> row) {
    String value = row.get(i);
    return value == null
        ? "null"
        : "cast(" + text(i, value) + " as " + column(i).declaredType() + ")";
  }

  private String text(int i, String value) {
    boolean guesswork =
        !inBytes && (sourceEncoding.equals(NO_ENCODING) || targetEncoding.equals(NO_ENCODING));
    if (guesswork && !value.chars().allMatch(c -> c < 0x80)) {
      throw new StateError(
          "column "
              + quoted(i)
              + " of a row holds bytes of a database without encoding (SQL_ASCII), which no file can"
              + " tell",
          "let 'repair --apply' write the rows");
    }
    return Identifier.literal(value).trim();
  }

  private String quoted(int i) {
    return column(i).quoted();
  }

  private TargetColumn column(int i) {
    String name = rows.columns().get(i);
    TargetColumn column = target.column(name);
    if (column == null) {
      throw new IllegalStateException("no column " + name + " in " + target.name());
    }
    return column;
  }

  private static void line(BufferedWriter out, String line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
