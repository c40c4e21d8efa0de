package org.jlondiste.schema;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.jlondiste.support.AcrossVersions;
import org.jlondiste.support.Servers;

/**
 * What stories of captured changes have in common: each runs on several pairs of versions, once
 * with a batch for each statement and once with one batch for all.
 */
@AcrossVersions
abstract class CaptureStory {
  final Way way;

  CaptureStory(Way way) {
    this.way = way;
  }

  /**
   * Where and how a story runs.
   *
   * @param eachAlone each statement is applied before the next one is run
   */
  record Way(String source, String target, boolean eachAlone) {
    @Override
    public String toString() {
      return source + " to " + target + (eachAlone ? ", each statement alone" : ", all together");
    }
  }

  /**
   * Row capture to set-wise apply, statement capture to old servers, and what else there is here;
   * from 15 all statements of a story together.
   */
  static Stream<Way> ways() {
    return Servers.pairs(
            new Servers.Pair("9.6", "18"),
            new Servers.Pair("18", "9.6"),
            new Servers.Pair("15", "17"),
            new Servers.Pair("9.3", "17"),
            new Servers.Pair("10", "18"),
            new Servers.Pair("8.4", "18"))
        .stream()
        .map(pair -> new Way(pair.source(), pair.target(), !pair.source().equals("15")));
  }

  Pair pair() {
    return Pair.of(way.source(), way.target());
  }

  void begin() {
    pair().begin("story");
  }

  /** Tables on both sides. */
  void tables(String... statements) {
    pair().onBoth(statements);
  }

  void capture(String... names) {
    pair().capture(names);
  }

  /** Runs statements on the source that nothing is to be captured of. */
  void prepare(String... statements) {
    pair().run(statements);
  }

  /** Runs statements on the source, applies what they changed, and compares. */
  void change(String... statements) {
    for (String statement : statements) {
      pair().run(statement);
      if (way.eachAlone()) {
        pair().replicate();
      }
    }
    follow();
  }

  /** Applies what was changed, and compares. */
  void follow() {
    pair().replicate();
    pair().assertSameRows();
  }

  /** Of events, where keys change: servers before 9.2 look at what is under a new key. */
  String[] typesOfKeyChanges() {
    return since(9.2)
        ? new String[] {"INSERT", "UPDATE", "DELETE"}
        : new String[] {"INSERT", "UPDATE", "DELETE", "REPLACE", "REMOVE"};
  }

  boolean since(double version) {
    return Double.parseDouble(way.source()) >= version;
  }

  /** Skips the story on sources that do not know what it is about. */
  void needs(double version) {
    assumeTrue(since(version), "needs PostgreSQL " + version);
  }

  /** Skips the story where a server on either side does not know what it is about. */
  void needsOnBothSides(double version) {
    needs(version);
    assumeTrue(
        Double.parseDouble(way.target()) >= version, "needs PostgreSQL " + version + " as target");
  }
}
