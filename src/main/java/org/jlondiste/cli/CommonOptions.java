package org.jlondiste.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class CommonOptions {
  @ArgGroup(validate = false, heading = "%nCommon options:%n")
  private final Group group = new Group();

  private static final class Group {
    @Option(
        names = {"-q", "--quiet"},
        description = "Log warnings and errors only.")
    private boolean quiet;

    @Option(
        names = {"-v", "--verbose"},
        description = "Log more; twice logs everything.")
    private boolean[] verbose = {};

    @Option(
        names = {"-d", "--daemon"},
        description = "Go to the background.")
    private boolean daemon;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description = "Override a key of the INI file; repeatable.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--ini", description = "Print a sample INI file.")
    private boolean sampleIni;

    @Option(
        names = {"-r", "--reload"},
        description = "Make the running process read its INI file again.")
    private boolean reload;

    @Option(
        names = {"-s", "--stop"},
        description = "Let the running process finish its batch and stop.")
    private boolean stop;

    @Option(
        names = {"-k", "--kill"},
        description = "Stop the running process at once.")
    private boolean kill;

    @Option(
        names = "--wait",
        description = "With --stop or --kill: come back when the process has ended.")
    private boolean await;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help.")
    private boolean help;

    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Show the version.")
    private boolean version;
  }

  boolean quiet() {
    return group.quiet;
  }

  /** How often {@code -v} was given. */
  int verbosity() {
    return group.verbose.length;
  }

  boolean daemon() {
    return group.daemon;
  }

  Map<String, String> overrides() {
    return group.overrides;
  }

  boolean sampleIni() {
    return group.sampleIni;
  }

  boolean reload() {
    return group.reload;
  }

  boolean stop() {
    return group.stop;
  }

  boolean kill() {
    return group.kill;
  }

  boolean await() {
    return group.await;
  }

  /** True when a running process is to be told something. */
  boolean speaksToProcess() {
    return reload() || stop() || kill();
  }

  boolean help() {
    return group.help;
  }

  boolean version() {
    return group.version;
  }
}
