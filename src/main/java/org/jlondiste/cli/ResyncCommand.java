package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.Resync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has tables copied afresh. */
@Command(
    description =
        "Have tables copied afresh by the worker. All that are named are marked for it, or none.")
final class ResyncCommand implements CliCommand {
  @Parameters(arity = "0..*", paramLabel = "TABLE", description = "Names or patterns.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--all", description = "All tables that the node replicates, if none is named.")
  private boolean all;

  @Mixin private final CopySourceOptions copySource = new CopySourceOptions();

  @Override
  public ExitCode run(CommandContext context) {
    new Resync(context.session(), context.remotes(), context.node().queueName())
        .run(new Resync.Request(words, all, copySource.node(), copySource.find()));
    return ExitCode.OK;
  }
}
