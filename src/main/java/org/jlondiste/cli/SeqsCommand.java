package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedSequence;
import org.jlondiste.topology.Sequences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the sequences of the set. */
@Command(
    description =
        "Show the sequences of the set, whether the node replicates them, and the value that the"
            + " root published last.")
final class SeqsCommand implements CliCommand {
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    String queue = context.node().queueName();
    new Nodes(context.session()).node(queue);
    TextTable table = new TextTable("Sequences on node", "seq_name", "local", "last_value");
    for (ReplicatedSequence sequence : new Sequences(context.session(), queue).list()) {
      table.row(sequence.name().toString(), sequence.local(), sequence.lastValue());
    }
    context.print(table, json);
    return ExitCode.OK;
  }
}
