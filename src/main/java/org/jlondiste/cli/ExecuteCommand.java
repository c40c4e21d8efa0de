package org.jlondiste.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.operation.ExecuteScripts;
import org.jlondiste.script.Script;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs SQL scripts on all nodes of the set. */
@Command(
    description = {
      "Run SQL scripts on all nodes: here, on the root, at once, and on every other node when its"
          + " worker gets there, in order with the changes of rows. All scripts are run in one"
          + " transaction, or none. A script that was run before is skipped."
    })
final class ExecuteCommand implements CliCommand {
  private static final DateTimeFormatter NOW =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files with SQL in UTF-8. Nodes know them by their names, without folders.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--sql",
      paramLabel = "STATEMENTS",
      description = "SQL to run, instead of a file.")
  private Optional<String> sql = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "With --sql: by which the nodes know it. The default is made of the time.")
  private Optional<String> name = Optional.empty();

  @Override
  public ExitCode run(CommandContext context) {
    new ExecuteScripts(context.session(), context.node().queueName())
        .run(new ExecuteScripts.Request(scripts(), context.node().comparison().lockTimeout()));
    return ExitCode.OK;
  }

  private List<Script> scripts() {
    if (name.isPresent() && sql.isEmpty()) {
      throw new UsageError("--name goes with --sql only", "a file has a name already");
    }
    List<Script> scripts = new ArrayList<>();
    for (Path file : files) {
      scripts.add(Script.parse(String.valueOf(file.getFileName()), read(file)));
    }
    sql.ifPresent(
        text ->
            scripts.add(
                Script.parse(name.orElseGet(() -> "sql-" + NOW.format(Instant.now())), text)));
    return scripts;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new UsageError(file + " is not in UTF-8", "convert it, with iconv for instance");
    } catch (IOException e) {
      throw new UsageError("cannot read " + file + ": " + e, "");
    }
  }
}
