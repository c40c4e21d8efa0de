package org.jlondiste.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that differ between two tables without moving the others: first the servers say
 * what each of thousands of buckets of rows comes to, then they hand out the rows of those buckets
 * that differ.
 */
final class DifferenceSearch {
  private static final long SMALL_TABLE = 4_000_000;
  private static final long MOST_ROWS = 200_000;
  private static final int DIGITS_OF_ALL = 3;

  private final TablePair pair;
  private final Scan source;
  private final Scan target;
  private final int limit;

  /**
   * @param limit how many differing rows to name
   */
  DifferenceSearch(TablePair pair, Scan source, Scan target, int limit) {
    this.pair = pair;
    this.source = source;
    this.target = target;
    this.limit = limit;
  }

  /** All rows of one side with the same key: mostly one. */
  private record Row(List<String> digests, List<String> shown) {}

  /** How many rows one side has of a key, and what people read of them. */
  private record Found(long rows, List<String> shown) {}

  /** The buckets to look into, and whether those are all that differ. */
  private record Choice(Set<String> buckets, boolean complete) {}

  /**
   * Searches.
   *
   * @param rows about how many there are
   */
  Differences find(long rows) {
    int digits = rows <= SMALL_TABLE ? 3 : 4;
    Choice choice = choose(ask(scan -> scan.buckets(digits)));
    if (choice.buckets().isEmpty()) {
      return Differences.NONE;
    }
    Answers<Map<String, Row>> found = ask(scan -> read(scan, digits, choice.buckets()));
    Set<String> keys = new TreeSet<>(found.source().keySet());
    keys.addAll(found.target().keySet());
    List<Difference> differences = new ArrayList<>();
    long count = 0;
    for (String key : keys) {
      Row here = found.source().get(key);
      Row there = found.target().get(key);
      boolean same = here != null && there != null && here.digests().equals(there.digests());
      if (!same) {
        count++;
        if (differences.size() < limit) {
          differences.add(difference(found(here), found(there)));
        }
      }
    }
    return new Differences(count, choice.complete(), differences);
  }

  /**
   * Searches for what counts, through all that the source has: however many rows there are, none is
   * left out. Both sessions need a transaction.
   */
  Differences findAll(Scope scope) {
    Answers<Map<String, Fingerprint>> buckets = ask(scan -> scan.buckets(DIGITS_OF_ALL));
    Set<String> doubtful = new TreeSet<>();
    buckets
        .source()
        .forEach(
            (bucket, rows) -> {
              if (!rows.equals(buckets.target().get(bucket))) {
                doubtful.add(bucket);
              }
            });
    if (doubtful.isEmpty()) {
      return Differences.NONE;
    }
    boolean byKey = !pair.key().isEmpty();
    List<Found> here = new ArrayList<>();
    List<Found> there = new ArrayList<>();
    long[] count = new long[1];
    KeyWalk.through(
        pair,
        source,
        target,
        DIGITS_OF_ALL,
        doubtful,
        (key, ours, theirs) -> {
          if (scope.counts(ours.count(), theirs.count(), ours.alike(theirs), byKey)) {
            count[0]++;
            if (here.size() < limit) {
              here.add(new Found(ours.count(), ours.shown()));
              there.add(new Found(theirs.count(), theirs.shown()));
            }
          }
        });
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < here.size(); i++) {
      differences.add(difference(here.get(i), there.get(i)));
    }
    return new Differences(count[0], true, differences);
  }

  private static Found found(@Nullable Row row) {
    return row == null ? new Found(0, List.of()) : new Found(row.digests().size(), row.shown());
  }

  /** As many differing buckets as can be kept in memory, and at least one for each row to name. */
  private Choice choose(Answers<Map<String, Fingerprint>> buckets) {
    Set<String> all = new TreeSet<>(buckets.source().keySet());
    all.addAll(buckets.target().keySet());
    Set<String> chosen = new TreeSet<>();
    long rows = 0;
    boolean complete = true;
    for (String bucket : all) {
      Fingerprint here = buckets.source().get(bucket);
      Fingerprint there = buckets.target().get(bucket);
      if (!Objects.equals(here, there)) {
        if (chosen.size() >= limit && rows > MOST_ROWS) {
          complete = false;
          break;
        }
        chosen.add(bucket);
        rows += (here == null ? 0 : here.rows()) + (there == null ? 0 : there.rows());
      }
    }
    return new Choice(chosen, complete);
  }

  private static Map<String, Row> read(Scan scan, int digits, Set<String> buckets) {
    Map<String, Row> rows = new TreeMap<>();
    scan.rows(
        digits,
        buckets,
        (key, digest, shown) ->
            rows.computeIfAbsent(key, unseen -> new Row(new ArrayList<>(1), shown))
                .digests()
                .add(digest));
    rows.values().forEach(row -> row.digests().sort(null));
    return rows;
  }

  private Difference difference(Found here, Found there) {
    Found either = here.rows() == 0 ? there : here;
    Map<String, String> key = new LinkedHashMap<>();
    for (int i = 0; i < pair.key().size(); i++) {
      key.put(pair.key().get(i), either.shown().get(i));
    }
    return new Difference(
        key,
        pair.key().isEmpty() ? either.shown().get(0) : "",
        here.rows(),
        there.rows(),
        here.rows() == 1 && there.rows() == 1 ? differingColumns(either.shown()) : List.of());
  }

  private List<String> differingColumns(List<String> key) {
    Answers<List<Map<String, String>>> rows = ask(scan -> scan.columnDigests(key));
    if (rows.source().size() != 1 || rows.target().size() != 1) {
      return List.of();
    }
    Map<String, String> here = rows.source().get(0);
    Map<String, String> there = rows.target().get(0);
    return pair.forms().keySet().stream()
        .filter(column -> !Objects.equals(here.get(column), there.get(column)))
        .toList();
  }

  private <T> Answers<T> ask(Function<Scan, T> question) {
    return Answers.of(source, target, question, Scan::cancel);
  }
}
