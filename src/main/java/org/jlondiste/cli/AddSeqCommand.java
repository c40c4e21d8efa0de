package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.AddSequences;
import org.jlondiste.operation.RegistrationFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the node replicate sequences. */
@Command(
    description =
        "Let the node replicate sequences: they are kept ahead of those on the root. If a named"
            + " sequence will not do, nothing changes.")
final class AddSeqCommand implements CliCommand {
  @Parameters(arity = "0..*", paramLabel = "SEQUENCE", description = "Names or patterns.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--all", description = "All sequences that can be added, if none is named.")
  private boolean all;

  @Option(
      names = {"--create", "--create-full"},
      description = "Make sequences that are not here as they are on the provider.")
  private boolean create;

  @Option(
      names = "--skip-non-existing",
      description = "Warn of sequences that cannot be added, and go on.")
  private boolean skipNonExisting;

  @Override
  public ExitCode run(CommandContext context) {
    NodeConfiguration node = context.node();
    AddSequences.Report report =
        new AddSequences(context.session(), context.remotes(), node.queueName())
            .run(
                new AddSequences.Request(
                    words,
                    all,
                    create,
                    skipNonExisting,
                    new RegistrationFilter(
                        node.scope()::includesTable, node.scope()::includesSequence)));
    return report.leftOut().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
