package org.jlondiste.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jlondiste.check.DatabaseFacts;
import org.jlondiste.check.Finding;
import org.jlondiste.check.Preflight;
import org.jlondiste.check.Severity;
import org.jlondiste.check.Side;
import org.jlondiste.check.Topic;

/**
 * What a check came to, for people: the gravest first, what is said of several objects said once.
 * On a terminal lines are broken at its width, elsewhere not at all.
 */
final class CheckText {
  private static final int MOST_OBJECTS = 5;
  private static final int MOST_OF_A_RULE = 20;
  private static final int WIDEST_OBJECT = 34;
  private static final int LEAST_BESIDE = 70;
  private static final String INDENT = "    ";

  private final PrintStream out;
  private final boolean colours;
  private final int width;
  private final boolean problemsOnly;

  /** What is said of one or more objects. */
  private record Statement(
      Severity severity, Topic topic, Side side, String rule, String problem, String advice) {
    static Statement of(Finding finding) {
      return new Statement(
          finding.severity(),
          finding.topic(),
          finding.side(),
          finding.rule(),
          finding.problem(),
          finding.advice());
    }
  }

  /**
   * @param problemsOnly leave out what is only good to know
   */
  CheckText(Console console, boolean problemsOnly) {
    this.out = console.out();
    this.colours = console.colours();
    this.width = console.terminal() ? console.columns() : Integer.MAX_VALUE;
    this.problemsOnly = problemsOnly;
  }

  void print(Preflight.Report report) {
    out.println(wrapped("source  ", words(report.source()), "        "));
    report
        .target()
        .ifPresent(target -> out.println(wrapped("target  ", words(target), "        ")));
    if (report.target().isEmpty()) {
      out.println(
          wrapped(
              "target  ",
              "not looked at: this database knows no provider; give --provider on the target",
              "        "));
    }
    section(report, Severity.BLOCKER, "BLOCKERS", "\033[1;31m");
    section(report, Severity.WARNING, "WARNINGS", "\033[1;33m");
    if (!problemsOnly) {
      section(report, Severity.INFO, "GOOD TO KNOW", "\033[1m");
      out.println();
      out.println(heading("IN ORDER", "\033[1;32m"));
      out.println(
          wrapped(
              "  ",
              report.inOrder().stream()
                  .sorted()
                  .map(Topic::toString)
                  .collect(Collectors.joining(", ")),
              "  "));
    }
    out.println();
    out.println(
        number(report.tables(), "table")
            + " looked at: "
            + number(report.count(Severity.BLOCKER), "blocker")
            + ", "
            + number(report.count(Severity.WARNING), "warning"));
  }

  private void section(Preflight.Report report, Severity severity, String title, String colour) {
    Map<Statement, List<Finding>> statements = new LinkedHashMap<>();
    for (Finding finding : report.findings()) {
      if (finding.severity() == severity) {
        statements.computeIfAbsent(Statement.of(finding), key -> new ArrayList<>()).add(finding);
      }
    }
    if (statements.isEmpty()) {
      return;
    }
    out.println();
    out.println(heading(title, colour));
    String last = "";
    Map<String, Integer> shown = new LinkedHashMap<>();
    Map<String, Integer> hidden = new LinkedHashMap<>();
    for (Map.Entry<Statement, List<Finding>> entry : statements.entrySet()) {
      Statement statement = entry.getKey();
      String place =
          "  " + statement.topic() + (report.target().isEmpty() ? "" : ", " + statement.side());
      if (shown.merge(statement.rule(), 1, Integer::sum) > MOST_OF_A_RULE) {
        hidden.merge(statement.topic().toString(), 1, Integer::sum);
        continue;
      }
      if (!place.equals(last)) {
        out.println(place);
        last = place;
      }
      block(statement, entry.getValue());
    }
    hidden.forEach(
        (topic, count) ->
            out.println("  " + count + " more about " + topic + "; --json shows all of them"));
  }

  private void block(Statement statement, List<Finding> findings) {
    List<String> objects =
        new ArrayList<>(findings.stream().limit(MOST_OBJECTS).map(Finding::object).toList());
    String names = String.join(", ", objects);
    if (findings.size() > MOST_OBJECTS) {
      names += " and " + (findings.size() - MOST_OBJECTS) + " more";
    }
    boolean beside = width >= LEAST_BESIDE;
    String hanging = INDENT + " ".repeat(beside ? WIDEST_OBJECT + 2 : 2);
    String first = INDENT + names + " ".repeat(Math.max(0, WIDEST_OBJECT - names.length()) + 2);
    if (!beside || names.length() > WIDEST_OBJECT) {
      out.println(wrapped(INDENT, names, INDENT));
      first = hanging;
    }
    out.println(wrapped(first, statement.problem(), hanging));
    if (!statement.advice().isEmpty()) {
      out.println(wrapped(hanging + "> ", statement.advice(), hanging + "  "));
    }
    findings.stream()
        .map(Finding::sql)
        .filter(sql -> !sql.isEmpty())
        .distinct()
        .limit(MOST_OBJECTS)
        .forEach(sql -> out.println(statement(sql, hanging)));
  }

  /** A statement is not broken, so that it can be copied; a long one begins further left. */
  private String statement(String sql, String hanging) {
    String line = "> " + sql + ";";
    return (hanging.length() + line.length() > width ? INDENT : hanging) + line;
  }

  private String heading(String title, String colour) {
    return colours ? colour + title + "\033[0m" : title;
  }

  /** Lines of words; the first begins with one text, the others with another. */
  private String wrapped(String first, String words, String others) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : words.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > width) {
        text.append(line).append(System.lineSeparator());
        line = new StringBuilder(others);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    return text.append(line).toString();
  }

  private static String words(DatabaseFacts facts) {
    return "PostgreSQL "
        + facts.server()
        + ", "
        + facts.location()
        + ", "
        + facts.encoding()
        + ", "
        + facts.size();
  }

  private static String number(long number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }
}
