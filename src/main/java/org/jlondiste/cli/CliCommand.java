package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;

/**
 * What one word of the command line does. The class carries picocli's annotations for its own
 * options and arguments; the common ones are added by {@link Main}.
 *
 * <p>A command introduces and does not work: it calls one operation and prints its report. What
 * goes wrong is thrown as {@link org.jlondiste.error.UserError}.
 */
interface CliCommand {
  ExitCode run(CommandContext context);
}
