package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jlondiste.docs.Page;
import org.jlondiste.postgres.Sql;
import org.jlondiste.support.Database;
import org.junit.jupiter.api.Test;

/**
 * Functions, tables, rights and roles of our schemas are those of the extensions, but for what the
 * documentation lists with its reason.
 */
class OriginalCatalogIT {
  private static final String FACTS = Sql.text(OriginalCatalogIT.class, "facts.sql");
  private static final String ABSENT = "-";

  @Test
  void onlyWhatIsListedDiffers() throws SQLException {
    Originals databases = Originals.create();

    List<List<String>> differences =
        differences(facts(databases.theirs()), facts(databases.ours()));

    assertThat(differences)
        .containsExactlyInAnyOrderElementsOf(
            Page.of("docs/reference/londiste-compatibility.md").rows("Objects that differ").stream()
                .map(row -> row.subList(0, 4))
                .toList());
  }

  /** For each object its properties. */
  private static Map<String, Map<String, String>> facts(Database database) throws SQLException {
    Map<String, Map<String, String>> facts = new TreeMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(FACTS)) {
      while (rows.next()) {
        facts
            .computeIfAbsent(rows.getString(1), object -> new TreeMap<>())
            .put(rows.getString(2), rows.getString(3));
      }
    }
    assertThat(facts).containsKeys("function pgq.ticker(text)", "table pgq.queue");
    return facts;
  }

  private static List<List<String>> differences(
      Map<String, Map<String, String>> theirs, Map<String, Map<String, String>> ours) {
    List<List<String>> differences = new ArrayList<>();
    TreeSet<String> objects = new TreeSet<>(theirs.keySet());
    objects.addAll(ours.keySet());
    for (String object : objects) {
      if (!theirs.containsKey(object) || !ours.containsKey(object)) {
        differences.add(
            List.of(
                object, "", there(theirs.containsKey(object)), there(ours.containsKey(object))));
        continue;
      }
      Map<String, String> before = theirs.get(object);
      Map<String, String> after = ours.get(object);
      TreeSet<String> properties = new TreeSet<>(before.keySet());
      properties.addAll(after.keySet());
      for (String property : properties) {
        String left = before.getOrDefault(property, ABSENT);
        String right = after.getOrDefault(property, ABSENT);
        if (!left.equals(right)) {
          differences.add(List.of(object, property, left, right));
        }
      }
    }
    return differences;
  }

  private static String there(boolean present) {
    return present ? "there" : ABSENT;
  }
}
