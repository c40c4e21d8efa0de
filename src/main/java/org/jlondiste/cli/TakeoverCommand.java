package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.daemon.FastExit;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.operation.Takeover;
import org.jlondiste.operation.Takeover.Fate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the node take the place of another one. */
@Command(
    description =
        "Let the node take the place of another one: as the root, without loss and with writers"
            + " kept out for a moment, or as the branch that others read from. After an"
            + " interruption give the command again, or with --cancel. Ends with 1 if a node could"
            + " not be told.")
final class TakeoverCommand implements CliCommand {
  private static final Logger LOG = LoggerFactory.getLogger(TakeoverCommand.class);

  @Parameters(paramLabel = "OLD", description = "Name of the node whose place this one takes.")
  private String old = "";

  @Option(
      names = "--all",
      description = "Let the other nodes that read from OLD read from this one, too.")
  private boolean all;

  @Option(
      names = "--dead-root",
      description =
          "OLD was the root and is gone for good. What it committed last may be lost; 'resurrect'"
              + " saves that if it comes back.")
  private boolean deadRoot;

  @Option(names = "--dead-branch", description = "OLD was a branch or leaf and is gone for good.")
  private boolean deadBranch;

  @Option(
      names = "--dead",
      paramLabel = "NODE",
      description = "The same as --dead-branch if it names OLD; repeatable.")
  private List<String> dead = new ArrayList<>();

  @Option(
      names = "--cancel",
      description = "Undo what an interrupted takeover has done so far: OLD stays the root.")
  private boolean cancel;

  @Option(
      names = "--force",
      description =
          "Go on although tables or sequences are missing here, or although a node that is to be"
              + " given up answers.")
  private boolean force;

  @Option(
      names = "--target",
      paramLabel = "NODE",
      description = "Taken for Londiste's sake, and without effect as there.")
  void ignoreTarget(String node) {}

  @Mixin private final TimeoutOption timeout = new TimeoutOption();

  @Override
  public ExitCode run(CommandContext context) {
    if (deadRoot && (deadBranch || dead.contains(old))) {
      throw new UsageError("OLD was a root or a branch", "give --dead-root or --dead-branch");
    }
    for (String node : dead) {
      if (!node.equals(old)) {
        throw new UsageError(
            "--dead=" + node + " names another node than OLD",
            "'tag-dead " + node + "' keeps it from being asked");
      }
      LOG.info("Assuming node '{}' as dead", node);
    }
    boolean branch = deadBranch || dead.contains(old);
    Fate fate = deadRoot ? Fate.DEAD_ROOT : branch ? Fate.DEAD_BRANCH : Fate.ALIVE;
    Takeover.Report report =
        new Takeover(
                context.session(),
                context.remotes(),
                context.node().queueName(),
                timeout.patience(),
                FastExit::before)
            .run(new Takeover.Request(old, fate, all, force, cancel));
    return report.failures().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
