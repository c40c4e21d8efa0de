package org.jlondiste.cli;

import org.jlondiste.config.ConnectString;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.RelocateNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells all members where a node is now. */
@Command(
    description =
        "Tell all members that a node is reached by another connect string from now on. Their"
            + " workers take it at once. Ends with 1 if a member could not be told.")
final class RelocateNodeCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the node.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "CONNSTR",
      description = "How other nodes reach it; told to them without its password.")
  private String connectString = "";

  @Option(names = "--nocheck", description = "Do not check that CONNSTR leads to that node.")
  private boolean unchecked;

  @Override
  public ExitCode run(CommandContext context) {
    RelocateNode.Report report =
        new RelocateNode(
                context.session(), context.remotes(connectString), context.node().queueName())
            .run(name, connectString, ConnectString.withoutPassword(connectString), !unchecked);
    return report.failures().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
