package org.jlondiste.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jlondiste.error.StateError;
import org.jlondiste.postgres.Cells;
import org.jlondiste.postgres.Cursor;
import org.jlondiste.postgres.ExactText;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jspecify.annotations.Nullable;

/**
 * The rows of two tables side by side, as two sessions see them. Both sessions need a transaction
 * that sees one moment.
 */
public final class PairedRows {
  /** What of a table's rows tells buckets apart: 4096 of them. */
  private static final int DIGITS = 3;

  /** Columns of the content before the values: both digests, relation, place. */
  private static final int BEFORE_VALUES = 4;

  private final TablePair pair;
  private final Scan source;
  private final Scan target;

  private final Scope scope;

  PairedRows(TablePair pair, Hash hash, Scope scope) {
    this.pair = pair;
    this.scope = scope;
    this.source = new Scan(pair.source(), pair, hash);
    this.target = new Scan(pair.target(), pair, hash);
  }

  /** How values are told. */
  public enum Telling {
    /** By the characters that they are. */
    CHARACTERS,
    /** By their bytes in the encoding of their database, a character from U+0000 to U+00FF each. */
    BYTES
  }

  /**
   * Where a row of the target lies, for as long as nobody changes it.
   *
   * @param relation the table, which may be a partition, as SQL spells it
   * @param place its {@code ctid}
   */
  public record Place(String relation, String place) {}

  /**
   * The rows of one key, or all copies of one row of a table without key, which are not the same on
   * both sides.
   *
   * @param source values of the source's row, one for each of {@link #columns}; null if it has none
   * @param target the same of the target; of several rows, one of them
   * @param sourceRows how many the source has; with a key at most one
   * @param places where the target's rows lie
   * @param isAboutCopies the rows are the same, only how many there are differs
   */
  public record Pair(
      @Nullable List<@Nullable String> source,
      @Nullable List<@Nullable String> target,
      long sourceRows,
      List<Place> places,
      boolean isAboutCopies) {}

  /** How many rows there are in all. */
  public record Totals(long source, long target) {}

  /** The columns that both tables have, in the order of the source. */
  public List<String> columns() {
    return List.copyOf(pair.forms().keySet());
  }

  /** The columns by which rows are told apart; empty if there are none. */
  public List<String> key() {
    return pair.key();
  }

  /** The columns that only one of the tables has. */
  public List<String> ignored() {
    return pair.ignored();
  }

  /** Why these rows cannot be told from others that do not count; empty if they can. */
  public Optional<String> confusion() {
    return scope.merged() ? pair.confusion() : Optional.empty();
  }

  /** True if the target holds rows of others, too, which do not count. */
  public boolean isMerged() {
    return scope.merged();
  }

  /** True if the target knows a column that the source does not. */
  public boolean targetHasOtherColumns() {
    return !pair.forms().keySet().containsAll(pair.target().columns().keySet());
  }

  /**
   * Hands out what differs and counts, always in the same order. Keeps the rows of one key at a
   * time.
   *
   * @throws StateError if the source has several rows of one key, or the target where it holds rows
   *     of others
   */
  public Totals differing(Telling telling, Consumer<Pair> consumer) {
    Answers<Map<String, Fingerprint>> buckets =
        Answers.of(source, target, scan -> scan.buckets(DIGITS), Scan::cancel);
    Set<String> differing = new TreeSet<>();
    buckets
        .source()
        .forEach((bucket, rows) -> addUnlessIn(differing, bucket, rows, buckets.target()));
    if (scope.isAll()) {
      buckets
          .target()
          .forEach((bucket, rows) -> addUnlessIn(differing, bucket, rows, buckets.source()));
    } else {
      differing.retainAll(bucketsThatCount(differing));
    }
    if (!differing.isEmpty()) {
      merge(differing, telling, consumer);
    }
    return new Totals(rows(buckets.source()), rows(buckets.target()));
  }

  /** Rows of others are in every bucket: those are not read whole for their sake. */
  private Set<String> bucketsThatCount(Set<String> differing) {
    Set<String> buckets = new TreeSet<>();
    if (!differing.isEmpty()) {
      KeyWalk.through(
          pair,
          source,
          target,
          DIGITS,
          differing,
          (key, here, there) -> {
            if (scope.counts(here.count(), there.count(), here.alike(there), !key().isEmpty())) {
              buckets.add(key.substring(0, DIGITS));
            }
          });
    }
    return buckets;
  }

  private static void addUnlessIn(
      Set<String> differing, String bucket, Fingerprint rows, Map<String, Fingerprint> other) {
    if (!rows.equals(other.get(bucket))) {
      differing.add(bucket);
    }
  }

  private static long rows(Map<String, Fingerprint> buckets) {
    return buckets.values().stream().mapToLong(Fingerprint::rows).sum();
  }

  private void merge(Set<String> buckets, Telling telling, Consumer<Pair> consumer) {
    Answers<Cursor> cursors =
        Answers.of(
            source,
            target,
            scan ->
                scan.content(
                    DIGITS,
                    buckets,
                    texts(scan == source ? pair.source() : pair.target(), telling),
                    scan == target),
            Scan::cancel);
    try (Cursor sourceRows = cursors.source();
        Cursor targetRows = cursors.target()) {
      Side here = new Side(sourceRows, telling, columns().size());
      Side there = new Side(targetRows, telling, columns().size());
      while (here.hasGroup() || there.hasGroup()) {
        int order = order(here.key(), there.key());
        Group ours = order <= 0 ? here.take() : Group.EMPTY;
        Group theirs = order >= 0 ? there.take() : Group.EMPTY;
        if (scope.counts(
            ours.digests().size(),
            theirs.digests().size(),
            ours.digests().equals(theirs.digests()),
            !key().isEmpty())) {
          refuseSeveral(ours, pair.source());
          if (scope.merged()) {
            refuseSeveral(theirs, pair.target());
          }
          consumer.accept(
              new Pair(
                  ours.values(),
                  theirs.values(),
                  ours.digests().size(),
                  theirs.places(),
                  key().isEmpty()));
        }
      }
    }
  }

  private void refuseSeveral(Group rows, ComparedTable table) {
    if (!key().isEmpty() && rows.digests().size() > 1) {
      List<@Nullable String> values = Objects.requireNonNull(rows.values());
      throw new StateError(
          table.name()
              + " has "
              + rows.digests().size()
              + " rows with "
              + key().stream()
                  .map(column -> column + "=" + values.get(columns().indexOf(column)))
                  .toList()
              + " in "
              + table.session().target(),
          "what is a key of one table is none of the other; give both the same key");
    }
  }

  /** What is null comes last. */
  private static int order(@Nullable String here, @Nullable String there) {
    if (here == null) {
      return there == null ? 0 : 1;
    }
    return there == null ? -1 : here.compareTo(there);
  }

  private Map<String, UnaryOperator<String>> texts(ComparedTable table, Telling telling) {
    Session session = table.session();
    Server writer = session.server();
    Server reader = pair.target().session().server();
    Map<String, UnaryOperator<String>> texts = new LinkedHashMap<>();
    for (String column : columns()) {
      String type = table.type(column).baseType();
      texts.put(
          column,
          value -> {
            String text =
                type.equals("bytea") && !reader.hasHexBytea()
                    ? "encode(" + value + ", 'escape')"
                    : ExactText.of(value, type, writer, reader) + "::text";
            return telling == Telling.BYTES ? "convert_to(" + text + ", 'SQL_ASCII')" : text;
          });
    }
    return texts;
  }

  /** The rows of one key. */
  private record Group(
      List<String> digests, @Nullable List<@Nullable String> values, List<Place> places) {
    static final Group EMPTY = new Group(List.of(), null, List.of());
  }

  /** One side's rows, a key at a time. */
  private static final class Side {
    private final Cursor rows;
    private final Telling telling;
    private final int width;
    private boolean there;

    Side(Cursor rows, Telling telling, int width) {
      this.rows = rows;
      this.telling = telling;
      this.width = width;
      this.there = rows.next();
    }

    boolean hasGroup() {
      return there;
    }

    /** Digest of the key that comes next; null if none does. */
    @Nullable String key() {
      return there ? rows.cells().text(1) : null;
    }

    Group take() {
      String key = rows.cells().text(1);
      List<@Nullable String> values = values(rows.cells());
      List<String> digests = new ArrayList<>(1);
      List<Place> places = new ArrayList<>(1);
      while (there && rows.cells().text(1).equals(key)) {
        digests.add(rows.cells().text(2));
        String place = rows.cells().nullableText(BEFORE_VALUES);
        if (place != null) {
          places.add(new Place(rows.cells().text(BEFORE_VALUES - 1), place));
        }
        there = rows.next();
      }
      digests.sort(null);
      return new Group(digests, values, places);
    }

    private List<@Nullable String> values(Cells cells) {
      List<@Nullable String> values = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        int position = BEFORE_VALUES + 1 + i;
        values.add(
            telling == Telling.BYTES
                ? cells.nullableByteText(position)
                : cells.nullableText(position));
      }
      return values;
    }
  }
}
