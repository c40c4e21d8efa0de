package org.jlondiste.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is not alike in two databases as a whole. */
final class DatabaseCheck {
  private static final double CLOCKS_APART = 10;

  private final DatabaseFacts source;
  private final DatabaseFacts target;
  private final List<Finding> findings = new ArrayList<>();

  private DatabaseCheck(DatabaseFacts source, DatabaseFacts target) {
    this.source = source;
    this.target = target;
  }

  static List<Finding> of(DatabaseFacts source, DatabaseFacts target) {
    DatabaseCheck check = new DatabaseCheck(source, target);
    check.look();
    return check.findings;
  }

  private void look() {
    if (source.identity().equals(target.identity())) {
      add(
          Severity.BLOCKER,
          "same-database",
          "source and target are one and the same database",
          "correct db or --provider");
    }
    if (!source.encoding().equals(target.encoding())) {
      compareEncodings();
    }
    if (!plain(source.collate()).equals(plain(target.collate()))
        || !plain(source.ctype()).equals(plain(target.ctype()))) {
      add(
          Severity.INFO,
          "collation",
          "text is ordered by "
              + locale(source)
              + " on the source, and by "
              + locale(target)
              + " here: ORDER BY may answer in another order",
          "");
    }
    double apart = Math.abs(source.clock() - target.clock());
    if (apart > CLOCKS_APART) {
      add(
          Severity.INFO,
          "clocks",
          String.format(Locale.ROOT, "the clocks of the two servers are %.0f seconds apart", apart),
          "");
    }
    if (source.server().isOfLaterMajorThan(target.server())) {
      add(
          Severity.INFO,
          "older-target",
          "the target is an older version: types and syntax that only the source knows cannot go"
              + " there",
          "");
    }
  }

  private void compareEncodings() {
    String both = "encoding is " + source.encoding() + " on the source, and " + target.encoding();
    if (source.encoding().equals("SQL_ASCII") || target.encoding().equals("SQL_ASCII")) {
      add(
          Severity.WARNING,
          "encoding",
          both + " here: the server does not know what the bytes of its text mean",
          target.encoding().equals("SQL_ASCII")
              ? "make the target's encoding that of the source, unless the application knows what"
                  + " its bytes mean"
              : "say by source_encoding in the INI file what the text is written in, or make sure"
                  + " that it is only ASCII");
    } else if (target.encoding().equals("UTF8")) {
      add(Severity.INFO, "encoding", both + " here: text is converted", "");
    } else {
      add(
          Severity.WARNING,
          "encoding",
          both + " here: a character that this does not have stops its table",
          "make the target's encoding UTF8");
    }
  }

  private static String locale(DatabaseFacts facts) {
    return facts.collate().equals(facts.ctype())
        ? facts.collate()
        : facts.collate() + " (letters: " + facts.ctype() + ")";
  }

  /** {@code en_US.UTF-8} and {@code en_US.utf8} are the same. */
  private static String plain(String locale) {
    return locale.toLowerCase(Locale.ROOT).replace("-", "");
  }

  private void add(Severity severity, String rule, String problem, String advice) {
    findings.add(
        new Finding(
            severity, Topic.SERVERS, rule, Side.TARGET, target.location(), problem, advice, ""));
  }
}
