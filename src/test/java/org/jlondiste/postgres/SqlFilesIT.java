package org.jlondiste.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every statement that a file holds can be explained where jlondiste is installed. */
class SqlFilesIT {
  private static final Path FILES = Path.of("src", "main", "resources", "org", "jlondiste");

  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");

  /** A literal, a question mark of an operator, or a parameter. */
  private static final Pattern MARK = Pattern.compile("'[^']*'|\\?\\?|\\?");

  /** What EXPLAIN takes: one whole statement, not just a beginning that ends with {@code from}. */
  private static final Pattern PLANNED =
      Pattern.compile(
          "(?s)(\\s*--[^\\n]*\\n)*\\s*(select|with|insert|update|delete|values)\\b[^;]*(?<!\\bfrom\\s{0,9});?\\s*");

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "9.6", "15", "18"})
  void statementsCanBeExplained(String version) throws IOException {
    Database database = Servers.get(version).createDatabase("explained");
    List<String> refused = new ArrayList<>();
    int explained = 0;
    try (Session session = database.session()) {
      new Installer(session).install();
      for (Path file : files()) {
        String text = ServerLines.of(Files.readString(file), session.server());
        if (!PLANNED.matcher(text).matches()) {
          continue;
        }
        try {
          explain(
              session,
              Sql.composed(file.toString(), COMMENT.matcher(text).replaceAll(""))
                  .form(session.server()));
        } catch (DatabaseError e) {
          refused.add(file + ": " + e.problem());
        }
        explained++;
      }
    }
    assertThat(refused).isEmpty();
    assertThat(explained).isGreaterThan(100);
  }

  /** The server finds out by itself of which types the parameters are. */
  private static void explain(Session session, Sql.Form form) {
    int[] number = {0};
    String numbered =
        MARK.matcher(form.statement())
            .replaceAll(
                mark ->
                    Matcher.quoteReplacement(
                        switch (mark.group()) {
                          case "?" -> "$" + ++number[0];
                          case "??" -> "?";
                          default -> mark.group();
                        }));
    int parameters = form.parameters().size();
    assertThat(number[0]).isEqualTo(parameters);
    String values =
        parameters == 0
            ? ""
            : "(" + String.join(", ", Collections.nCopies(parameters, "null")) + ")";
    session.execute("prepare explained as " + numbered);
    session.execute("explain execute explained" + values);
    session.execute("deallocate explained");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FILES)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .filter(file -> !file.startsWith(FILES.resolve("schema")))
          .sorted()
          .toList();
    }
  }
}
