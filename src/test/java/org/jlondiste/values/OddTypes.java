package org.jlondiste.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** All types there are to be tried between two servers, and those made for that. */
final class OddTypes {
  /** Types of extensions, and whose they are. */
  private static final Map<String, String> CONTRIB =
      Map.of(
          "hstore", "hstore",
          "citext", "citext",
          "ltree", "ltree",
          "lquery", "ltree",
          "ltxtquery", "ltree");

  private static final String SCHEMA = "\"Odd types\"";

  private OddTypes() {}

  /** Makes those types that both servers can have; answers these and all others of the source. */
  static List<TrialSubject> in(Session source, Session target) {
    List<TrialSubject> subjects = new ArrayList<>();
    for (String type : ExtremeValues.types()) {
      String extension = CONTRIB.get(type);
      if (extension != null) {
        addExtension(extension, type, source, target, subjects);
        continue;
      }
      subjects.add(new TrialSubject(type, List.of()));
      subjects.add(new TrialSubject(type + "[]", List.of()));
    }
    int version = Math.min(source.server().versionNumber(), target.server().versionNumber());
    for (String line : Sql.text(OddTypes.class, "odd_types.txt").lines().toList()) {
      int since = line.startsWith("@") ? Integer.parseInt(line.substring(1, line.indexOf(' '))) : 0;
      String words = line.startsWith("@") ? line.substring(line.indexOf(' ') + 1) : line;
      if (version < since) {
        continue;
      }
      if (words.startsWith("make ")) {
        source.execute(words.substring("make ".length()));
        target.execute(words.substring("make ".length()));
      } else if (words.startsWith("type ")) {
        subjects.add(new TrialSubject(words.substring("type ".length()), List.of()));
      }
    }
    return subjects;
  }

  private static void addExtension(
      String name, String type, Session source, Session target, List<TrialSubject> subjects) {
    if (isOffered(name, source) && isOffered(name, target)) {
      String create = "create extension if not exists " + name + " with schema public";
      source.execute(create);
      target.execute(create);
      subjects.add(new TrialSubject("public." + type, List.of()));
      subjects.add(new TrialSubject("public." + type + "[]", List.of()));
    }
  }

  private static boolean isOffered(String name, Session session) {
    return session.server().versionNumber() >= 90100
        && session
                .row(
                    Sql.composed(
                            "extensions",
                            "select count(*) as offered from pg_available_extensions where name = :name")
                        .with("name", name))
                .bigint("offered")
            == 1;
  }

  static void drop(Session source, Session target) {
    source.execute("drop schema " + SCHEMA + " cascade");
    target.execute("drop schema " + SCHEMA + " cascade");
  }
}
