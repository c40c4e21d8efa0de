package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.RemoveSequences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the node no longer replicate sequences. */
@Command(
    description =
        "Let the node no longer replicate sequences; on the root they leave the whole set.")
final class RemoveSeqCommand implements CliCommand {
  @Parameters(arity = "0..*", paramLabel = "SEQUENCE", description = "Names or patterns.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--all",
      description = "All sequences that the node replicates, if none is named.")
  private boolean all;

  @Override
  public ExitCode run(CommandContext context) {
    new RemoveSequences(context.session(), context.node().queueName()).run(words, all);
    return ExitCode.OK;
  }
}
