package org.jlondiste.values;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** All types there are to be tried between two servers, and those made for that. */
final class OddTypes implements AutoCloseable {
  private final Session source;
  private final Session target;
  private final List<TrialSubject> subjects = new ArrayList<>();

  private OddTypes(Session source, Session target) {
    this.source = source;
    this.target = target;
  }

  /** Makes those types that both servers can have. */
  static OddTypes in(Session source, Session target) {
    OddTypes types = new OddTypes(source, target);
    for (String type : ExtremeValues.types()) {
      if (types.isThere(source, type)) {
        types.add(type);
        types.add(type + "[]");
      }
    }
    Sql.text(OddTypes.class, "odd_types.txt").lines().forEach(types::read);
    return types;
  }

  private boolean isThere(Session session, String type) {
    String typeName = type.startsWith("\"") ? type.replace("\"", "") : type;
    return true;
  }

  private void read(String line) {
    int since = 0;
    String rest = line;
    if (line.startsWith("@")) {
      int space = line.indexOf(' ');
      since = Integer.parseInt(line.substring(1, space));
      rest = line.substring(space + 1);
    }
    int version =
        Math.min(source.server().versionNumber(), target.server().versionNumber());
    if (version < since) {
      return;
    }
    if (rest.startsWith("make ")) {
      source.execute(rest.substring(5));
      target.execute(rest.substring(5));
    } else if (rest.startsWith("type ")) {
      add(rest.substring(5));
    }
  }

  private void add(String type) {
    subjects.add(new TrialSubject(type, List.of()));
  }

  List<TrialSubject> subjects() {
    return subjects;
  }

  @Override
  public void close() {
    source.execute("drop schema if exists \"Odd types\" cascade");
    target.execute("drop schema if exists \"Odd types\" cascade");
  }
}
