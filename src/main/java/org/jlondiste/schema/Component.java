package org.jlondiste.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Sql;

/** One of the schemas that we install, in the order in which they build on each other. */
public enum Component {
  JLONDISTE,
  PGQ,
  /** Consumers that share batches; only beside our own {@link #PGQ}. */
  PGQ_COOP,
  PGQ_NODE,
  LONDISTE;

  /** The schema's name in the database. */
  public String schemaName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The files to run on a server, in order. Of a file with variants ({@code name@MIN.sql}) the one
   * with the greatest minimum that the server reaches is taken; none if it reaches none.
   */
  List<SchemaFile> files(Server server) {
    List<String> names =
        Sql.text(Component.class, schemaName() + "/install.txt")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    List<SchemaFile> files = new ArrayList<>();
    for (String name : names.stream().map(Component::base).distinct().toList()) {
      variant(names, name, server)
          .ifPresent(
              file ->
                  files.add(
                      new SchemaFile(
                          schemaName() + "/" + file,
                          Sql.text(Component.class, schemaName() + "/" + file, server))));
    }
    return files;
  }

  private static Optional<String> variant(List<String> names, String base, Server server) {
    String best = null;
    int bestMinimum = -1;
    for (String name : names) {
      int minimum = minimum(name);
      if (base(name).equals(base) && minimum <= server.versionNumber() && minimum > bestMinimum) {
        best = name;
        bestMinimum = minimum;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String base(String file) {
    int at = file.indexOf('@');
    return at < 0 ? file : file.substring(0, at) + ".sql";
  }

  private static int minimum(String file) {
    int at = file.indexOf('@');
    return at < 0 ? 0 : Integer.parseInt(file.substring(at + 1, file.length() - ".sql".length()));
  }
}
