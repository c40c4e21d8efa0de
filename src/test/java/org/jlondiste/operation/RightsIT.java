package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jlondiste.config.ConnectString;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.catalog.MissingRight;
import org.jlondiste.postgres.catalog.MissingRight.Concern;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a role lacks is known before a copy begins, with the statement that grants it. */
class RightsIT {
  private static final TableName ORDERS = new TableName("public", "orders");
  private static final TableName CUSTOMERS = new TableName("public", "customers");

  @ParameterizedTest
  @ValueSource(strings = {"9.6", "18"})
  void everyRemedyRemovesItsProblem(String version) {
    Database database = Servers.get(version).createDatabase("rights");
    String role = database.name() + "_mover";
    database.run(
        "create role " + role + " login",
        "revoke create on schema public from public",
        "create table customers (id int primary key)",
        "create table orders (id int primary key, customer int references customers)");
    try (Session session =
        Session.open(ConnectString.parse(database.connectString(role)), "test")) {
      Map<TableName, List<MissingRight>> missing = missing(session);

      assertThat(missing.get(ORDERS))
          .extracting(MissingRight::concern)
          .contains(Concern.ROWS, Concern.INDEXES, Concern.FOREIGN_KEYS);
      assertThat(missing.get(ORDERS))
          .extracting(MissingRight::remedy)
          .contains(
              "grant truncate on public.orders to " + role,
              "grant create on schema public to " + role,
              "grant references on public.customers to " + role);

      missing.values().stream()
          .flatMap(List::stream)
          .map(MissingRight::remedy)
          .distinct()
          .sorted(
              (one, other) -> Boolean.compare(one.startsWith("alter"), other.startsWith("alter")))
          .forEach(database::run);

      assertThat(missing(session)).isEmpty();
    } finally {
      database.run("drop owned by " + role);
    }
  }

  private static Map<TableName, List<MissingRight>> missing(Session session) {
    return MissingRight.read(session, List.of(ORDERS, CUSTOMERS));
  }
}
