package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.WaitForSync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stays with the copies of some tables until they are done. */
@Command(
    description =
        "Stay in the foreground while the worker copies tables, until they are in sync. On a"
            + " terminal it shows how far each copy is. Tables that are in sync stay as they are:"
            + " 'resync' has them copied afresh. Ends with 1 if one of them has stopped.")
final class CopyCommand implements CliCommand {
  @Parameters(arity = "1..*", paramLabel = "TABLE", description = "Names or patterns.")
  private List<String> tables = new ArrayList<>();

  @Mixin private final TimeoutOption timeout = new TimeoutOption();

  @Override
  public ExitCode run(CommandContext context) {
    WaitForSync.Report report =
        new WaitForSync(
                context.session(),
                context.node().queueName(),
                timeout.patience(),
                ProgressBars.on(context.console()))
            .run(tables);
    return report.stopped().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
