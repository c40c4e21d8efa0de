package org.jlondiste.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is noted of a copy. */
class LedgerIT {
  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.6", "18"})
  void chunksNotedTogetherLeaveNothingOut(String version) {
    try (Session session = Servers.get(version).createDatabase().session()) {
      new Installer(session).install();
      Ledger ledger = new Ledger(session, "set", new TableName("public", "t"));
      ledger.open(new Ledger.Entry(new TickId(1), Optional.empty(), true, 10, 1_000));
      List<String> first = List.of("a", "1");
      List<String> second = List.of("b,\"{}", "2");

      ledger.addAll(List.of(first, second));

      assertThat(ledger.chunks())
          .containsExactly(
              new Ledger.Chunk(1, List.of(), first, false),
              new Ledger.Chunk(2, first, second, false),
              new Ledger.Chunk(3, second, List.of(), false));
    }
  }
}
