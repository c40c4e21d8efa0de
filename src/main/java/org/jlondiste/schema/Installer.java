package org.jlondiste.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.error.StateError;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the schemas {@code pgq}, {@code pgq_coop}, {@code pgq_node}, {@code londiste} and {@code
 * jlondiste} into a database, or brings them up to date. Schemas that somebody else made (the
 * extensions of PgQ and Londiste) are used as they are.
 */
public final class Installer {
  private static final Logger LOG = LoggerFactory.getLogger(Installer.class);
  private static final Sql INSTALLED = Sql.of(Installer.class, "installed.sql");
  private static final Sql SCHEMAS = Sql.of(Installer.class, "schemas.sql");
  private static final Sql EXISTS = Sql.of(Installer.class, "object_exists.sql");
  private static final Sql NOTE = Sql.of(Installer.class, "note_installed.sql");
  private static final Sql FORGET = Sql.of(Installer.class, "forget_installed.sql");
  private static final Sql HAS_PLPGSQL = Sql.of(Installer.class, "has_plpgsql.sql");
  private static final Sql LOCK = Sql.of(Installer.class, "lock_installation.sql");

  private static final Set<Component> REPLICATION =
      Set.of(Component.PGQ, Component.PGQ_NODE, Component.LONDISTE);

  private final Session session;

  public Installer(Session session) {
    this.session = session;
  }

  /**
   * The schemas that were installed or renewed, and those that belong to somebody else.
   *
   * @param installed by this call
   * @param foreign found and left alone
   */
  public record Report(Set<Component> installed, Set<Component> foreign) {}

  /**
   * Installs what is missing and renews what is older, in one transaction (that of the caller, if
   * there is one). Does nothing if all is as it should be.
   */
  public Report install() {
    refuseAncient();
    return session.transaction(this::installAll);
  }

  /** The statements that {@link #install} would run on an empty database of this server. */
  public static String script(Server server) {
    StringBuilder script = new StringBuilder("begin;\nset local check_function_bodies = off;\n");
    if (!server.hasLanguageByDefault()) {
      script.append("create language plpgsql; -- unless it is there\n");
    }
    for (Component component : Component.values()) {
      for (SchemaFile file : component.files(server)) {
        script.append("\n-- ").append(file.path()).append('\n').append(file.text());
      }
    }
    for (Component component : Component.values()) {
      script
          .append("\ninsert into jlondiste.installed (component, version) values ('")
          .append(component.schemaName())
          .append("', '")
          .append(version(component.files(server)))
          .append("');");
    }
    return script.append("\ncommit;\n").toString();
  }

  private Report installAll() {
    session.update(LOCK.bound());
    List<String> schemas = new ArrayList<>();
    session.rows(SCHEMAS.bound()).forEach(row -> schemas.add(row.text("schema_name")));
    boolean ours = schemas.contains(Component.JLONDISTE.schemaName());
    Set<Component> installed = EnumSet.noneOf(Component.class);
    Set<Component> foreign = foreign(schemas, ours);
    refuseMixture(foreign);
    for (Component component : Component.values()) {
      if (component == Component.PGQ_COOP && isNotOurs(foreign, schemas, ours)) {
        continue;
      }
      if (foreign.contains(component)) {
        LOG.info("{} is installed", component.schemaName());
        continue;
      }
      boolean present = schemas.contains(component.schemaName());
      String known = ours ? installedVersion(component) : "";
      List<SchemaFile> files = component.files(session.server());
      if (known.equals(version(files))) {
        continue;
      }
      LOG.info("{} {}", present ? "Upgrading" : "Installing", component.schemaName());
      run(component, files);
      installed.add(component);
      ours = true;
    }
    return new Report(installed, foreign);
  }

  /** The schemas that are there and that we did not make. */
  private Set<Component> foreign(List<String> schemas, boolean ours) {
    Set<Component> foreign = EnumSet.noneOf(Component.class);
    for (Component component : REPLICATION) {
      if (schemas.contains(component.schemaName())
          && (!ours || installedVersion(component).isEmpty())) {
        foreign.add(component);
      }
    }
    return foreign;
  }

  /** It works with our queue only, and one that somebody else made is left alone. */
  private boolean isNotOurs(Set<Component> foreign, List<String> schemas, boolean ours) {
    return foreign.contains(Component.PGQ)
        || (schemas.contains(Component.PGQ_COOP.schemaName())
            && (!ours || installedVersion(Component.PGQ_COOP).isEmpty()));
  }

  /** Our schemas use what is ours in the others: all three are, or none. */
  private void refuseMixture(Set<Component> foreign) {
    if (foreign.isEmpty() || foreign.equals(REPLICATION)) {
      return;
    }
    Set<Component> others = EnumSet.copyOf(REPLICATION);
    others.removeAll(foreign);
    throw new StateError(
        session.target()
            + " has "
            + names(foreign)
            + " of PgQ and Londiste, but not "
            + names(others),
        "complete them ("
            + others.stream()
                .map(other -> "create extension " + other.schemaName())
                .collect(Collectors.joining("; "))
            + "), or drop them; theirs and ours cannot be mixed");
  }

  private static String names(Set<Component> components) {
    return components.stream().map(Component::schemaName).collect(Collectors.joining(" and "));
  }

  private void run(Component component, List<SchemaFile> files) {
    ensureLanguage();
    session.execute("set local check_function_bodies = off");
    for (SchemaFile file : files) {
      boolean there =
          file.creates()
              .map(object -> session.row(EXISTS.with("object", object)).bool("there"))
              .orElse(false);
      if (!there) {
        session.execute(file.text());
      }
    }
    session.update(FORGET.with("component", component.schemaName()));
    session.update(NOTE.with("component", component.schemaName()).with("version", version(files)));
  }

  private void ensureLanguage() {
    if (!session.row(HAS_PLPGSQL.bound()).bool("there")) {
      LOG.info("Installing plpgsql");
      session.execute("create language plpgsql");
    }
  }

  private String installedVersion(Component component) {
    return session
        .optionalRow(INSTALLED.with("component", component.schemaName()))
        .map(row -> row.text("version"))
        .orElse("");
  }

  private void refuseAncient() {
    if (session.server().versionNumber() < Server.OLDEST) {
      throw new StateError(
          "PostgreSQL " + session.server() + " is too old (" + session.target() + ")",
          "jlondiste works with PostgreSQL " + new Server(Server.OLDEST) + " and newer");
    }
  }

  /** A digest of the files: the same files are the same version. */
  private static String version(List<SchemaFile> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (SchemaFile file : files) {
        digest.update(file.path().getBytes(StandardCharsets.UTF_8));
        digest.update(file.text().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
