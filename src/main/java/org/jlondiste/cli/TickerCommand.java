package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import picocli.CommandLine.Command;

/** Ticks and keeps up queues, in the foreground or in the background. */
@Command(
    description =
        "Tick the queues of one or more databases and keep them up, until stopped. The INI file has"
            + " a section [pgqd].")
final class TickerCommand implements CliCommand {
  static final String NAME = "ticker";

  @Override
  public ExitCode run(CommandContext context) {
    return context.keepDoing(new TickerDuty(context));
  }
}
