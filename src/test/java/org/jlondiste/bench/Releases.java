package org.jlondiste.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jlondiste.support.Tool;

/** Which release of ours, and of each peer that took part, was measured. */
final class Releases {
  private Releases() {}

  /** Ours alone. */
  static void describe(Report report) {
    report.fact("jlondiste", ours());
  }

  /** Ours, and those of the peers whose names are in the figures. */
  static void describe(Report report, Ground ground) {
    describe(report);
    if (report.hasContender("Londiste")) {
      report.fact(
          "Londiste",
          said("londiste", "--version") + packaged("python3-londiste") + packaged("python3-pgq"));
      report.fact("its ticker", said("pgqd", "-V") + packaged("pgqd"));
      for (String extension : List.of("pgq", "pgq_node", "londiste")) {
        report.fact("extension " + extension, ground.extensionVersion(extension));
      }
    } else if (report.hasContender("PgQ")) {
      report.fact("extension pgq", ground.extensionVersion("pgq"));
    }
    if (report.hasContender("pglogical")) {
      report.fact("pglogical", ground.extensionVersion("pglogical"));
    }
    if (report.hasContender("pgcopydb")) {
      report.fact("pgcopydb", said("pgcopydb", "--version"));
    }
    if (report.hasContender("pg_dump")) {
      report.fact("pg_dump", said("pg_dump", "--version"));
      report.fact("pg_restore", said("pg_restore", "--version"));
    }
    if (report.hasContender("COPY")) {
      report.fact("psql", said("psql", "--version"));
    }
    if (report.hasContender("logical decoding")) {
      report.fact("pg_recvlogical", said("pg_recvlogical", "--version"));
    }
  }

  /** As its launcher says it, and the commit that the checkout is at. */
  private static String ours() {
    String[] launcher = Tool.launcher().toArray(String[]::new);
    String[] asking = Arrays.copyOf(launcher, launcher.length + 1);
    asking[launcher.length] = "--version";
    return Programs.says(asking).orElse("unknown") + commit();
  }

  private static String commit() {
    String checkout = System.getProperty("basedir", ".");
    if (!Files.exists(Path.of(checkout, ".git"))) {
      return "";
    }
    return Programs.says("git", "-C", checkout, "rev-parse", "--short", "HEAD")
        .map(
            commit ->
                ", commit "
                    + commit
                    + Programs.says("git", "-C", checkout, "status", "--porcelain", "-uno")
                        .map(change -> " and changes that are not committed")
                        .orElse(""))
        .orElse("");
  }

  private static String said(String program, String option) {
    return Programs.find(program)
        .flatMap(path -> Programs.says(path.toString(), option))
        .orElse("unknown");
  }

  /** The version of a package, where Debian and its relatives know it. */
  private static String packaged(String name) {
    Optional<String> version = Programs.says("dpkg-query", "-W", "-f", "${Version}", name);
    return version.map(number -> ", package " + name + " " + number).orElse("");
  }
}
