package org.jlondiste.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.RepairTables.Outcome;
import org.jlondiste.operation.RepairTables.Report;
import org.jlondiste.operation.RepairTables.Result;
import org.jlondiste.repair.Mending;
import org.junit.jupiter.api.Test;

/** What programs read of a repair. */
class RepairCommandTest {
  @Test
  void theKeysAreThoseOfTheManual() {
    Report report =
        new Report(
            "slave",
            List.of(
                new Result(
                    "public.a",
                    "master",
                    Optional.of(new TickId(7)),
                    Outcome.WRITTEN,
                    Optional.of(new Mending(5, 4, 1, 0, 0)),
                    Optional.of(Path.of("fix.public.a.sql")),
                    "",
                    false),
                new Result(
                    "ghost",
                    "",
                    Optional.empty(),
                    Outcome.SKIPPED,
                    Optional.empty(),
                    Optional.empty(),
                    "not replicated",
                    false)));

    Map<String, ?> repair = RepairCommand.object(report);

    JsonReference.assertKeys("repair", repair);
    JsonReference.list(repair, "tables")
        .forEach(table -> JsonReference.assertKeys("repair: tables", table));
  }
}
