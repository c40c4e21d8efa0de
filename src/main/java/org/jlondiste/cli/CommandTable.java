package org.jlondiste.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Every command there is, in the order of the help. */
final class CommandTable {
  /** Under which heading of the help a command stands. */
  enum Group {
    NODES("Nodes"),
    TABLES("Tables and sequences"),
    WATCHING("Watching"),
    QUEUES("Queues"),
    RUNNING("Background processes"),
    HELP("Help");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  /**
   * Which pid file a command holds while it runs, so that no second one of its kind does: its
   * ending after the {@code pidfile} of the INI file.
   */
  enum PidFileUse {
    /** None: the command changes nothing. */
    NONE(""),
    /** The background process itself. */
    PROCESS(""),
    /** One administration command at a time. */
    ADMIN(".admin"),
    /** One comparison or repair at a time. */
    REPAIR(".repair");

    private final String suffix;

    PidFileUse(String suffix) {
      this.suffix = suffix;
    }

    String suffix() {
      return suffix;
    }
  }

  /** Whether a command works on an INI file, and of which kind. */
  enum Ini {
    NONE,
    NODE,
    TICKER,
    /** The file of a node or of a ticker: both lead to queues. */
    EITHER
  }

  /**
   * One command.
   *
   * @param name the word typed, or two words with a space between them
   * @param command makes the picocli object
   */
  record Entry(
      Group group, String name, Ini ini, PidFileUse pidFile, Supplier<CliCommand> command) {}

  // spotless:off
  static final List<Entry> ALL = List.of(
      new Entry(Group.NODES,    "create-root",   Ini.NODE, PidFileUse.ADMIN, CreateRootCommand::new),
      new Entry(Group.NODES,    "create-branch", Ini.NODE, PidFileUse.ADMIN, CreateBranchCommand::new),
      new Entry(Group.NODES,    "create-leaf",   Ini.NODE, PidFileUse.ADMIN, CreateLeafCommand::new),
      new Entry(Group.NODES,    "change-provider", Ini.NODE, PidFileUse.ADMIN, ChangeProviderCommand::new),
      new Entry(Group.NODES,    "takeover",      Ini.NODE, PidFileUse.ADMIN, TakeoverCommand::new),
      new Entry(Group.NODES,    "resurrect",     Ini.NODE, PidFileUse.ADMIN, ResurrectCommand::new),
      new Entry(Group.NODES,    "tag-dead",      Ini.NODE, PidFileUse.ADMIN, TagDeadCommand::new),
      new Entry(Group.NODES,    "tag-alive",     Ini.NODE, PidFileUse.ADMIN, TagAliveCommand::new),
      new Entry(Group.NODES,    "drop-node",     Ini.NODE, PidFileUse.ADMIN, DropNodeCommand::new),
      new Entry(Group.NODES,    "rename-node",   Ini.NODE, PidFileUse.ADMIN, RenameNodeCommand::new),
      new Entry(Group.NODES,    "relocate-node", Ini.NODE, PidFileUse.ADMIN, RelocateNodeCommand::new),
      new Entry(Group.NODES,    "members",       Ini.NODE, PidFileUse.NONE,  MembersCommand::new),
      new Entry(Group.NODES,    "show-consumers", Ini.NODE, PidFileUse.NONE, ShowConsumersCommand::new),
      new Entry(Group.NODES,    "node-info",     Ini.NODE, PidFileUse.NONE,  NodeInfoCommand::new),
      new Entry(Group.TABLES,   "add-table",     Ini.NODE, PidFileUse.ADMIN, AddTableCommand::new),
      new Entry(Group.TABLES,   "remove-table",  Ini.NODE, PidFileUse.ADMIN, RemoveTableCommand::new),
      new Entry(Group.TABLES,   "change-handler", Ini.NODE, PidFileUse.ADMIN, ChangeHandlerCommand::new),
      new Entry(Group.TABLES,   "show-handlers", Ini.NODE, PidFileUse.NONE,  ShowHandlersCommand::new),
      new Entry(Group.TABLES,   "add-seq",       Ini.NODE, PidFileUse.ADMIN, AddSeqCommand::new),
      new Entry(Group.TABLES,   "remove-seq",    Ini.NODE, PidFileUse.ADMIN, RemoveSeqCommand::new),
      new Entry(Group.TABLES,   "tables",        Ini.NODE, PidFileUse.NONE,  TablesCommand::new),
      new Entry(Group.TABLES,   "seqs",          Ini.NODE, PidFileUse.NONE,  SeqsCommand::new),
      new Entry(Group.TABLES,   "missing",       Ini.NODE, PidFileUse.NONE,  MissingCommand::new),
      new Entry(Group.TABLES,   "fkeys",         Ini.NODE, PidFileUse.NONE,  ForeignKeysCommand::new),
      new Entry(Group.TABLES,   "triggers",      Ini.NODE, PidFileUse.NONE,  TriggersCommand::new),
      new Entry(Group.TABLES,   "copy",          Ini.NODE, PidFileUse.NONE,  CopyCommand::new),
      new Entry(Group.TABLES,   "resync",        Ini.NODE, PidFileUse.ADMIN, ResyncCommand::new),
      new Entry(Group.TABLES,   "execute",       Ini.NODE, PidFileUse.ADMIN, ExecuteCommand::new),
      new Entry(Group.WATCHING, "status",        Ini.NODE, PidFileUse.NONE,  StatusCommand::new),
      new Entry(Group.WATCHING, "node-status",   Ini.NODE, PidFileUse.NONE,  NodeStatusCommand::new),
      new Entry(Group.WATCHING, "wait-sync",     Ini.NODE, PidFileUse.NONE,  WaitSyncCommand::new),
      new Entry(Group.WATCHING, "wait-root",     Ini.NODE, PidFileUse.NONE,  WaitRootCommand::new),
      new Entry(Group.WATCHING, "wait-provider", Ini.NODE, PidFileUse.NONE,  WaitProviderCommand::new),
      new Entry(Group.WATCHING, "check",         Ini.NODE, PidFileUse.NONE,  CheckCommand::new),
      new Entry(Group.WATCHING, "compare",       Ini.NODE, PidFileUse.REPAIR, CompareCommand::new),
      new Entry(Group.WATCHING, "repair",        Ini.NODE, PidFileUse.REPAIR, RepairCommand::new),
      new Entry(Group.RUNNING,  "pause",         Ini.NODE, PidFileUse.ADMIN, PauseCommand::new),
      new Entry(Group.RUNNING,  "resume",        Ini.NODE, PidFileUse.ADMIN, ResumeCommand::new),
      new Entry(Group.QUEUES,   "queue create",  Ini.EITHER, PidFileUse.NONE, QueueCreateCommand::new),
      new Entry(Group.QUEUES,   "queue drop",    Ini.EITHER, PidFileUse.NONE, QueueDropCommand::new),
      new Entry(Group.QUEUES,   "queue config",  Ini.EITHER, PidFileUse.NONE, QueueConfigCommand::new),
      new Entry(Group.QUEUES,   "queue status",  Ini.EITHER, PidFileUse.NONE, QueueStatusCommand::new),
      new Entry(Group.QUEUES,   "consumer register",   Ini.EITHER, PidFileUse.NONE, ConsumerRegisterCommand::new),
      new Entry(Group.QUEUES,   "consumer unregister", Ini.EITHER, PidFileUse.NONE, ConsumerUnregisterCommand::new),
      new Entry(Group.QUEUES,   "consumer seek",       Ini.EITHER, PidFileUse.NONE, ConsumerSeekCommand::new),
      new Entry(Group.QUEUES,   "consumer status",     Ini.EITHER, PidFileUse.NONE, ConsumerStatusCommand::new),
      new Entry(Group.QUEUES,   "tick",          Ini.EITHER, PidFileUse.NONE, TickCommand::new),
      new Entry(Group.NODES,    "schema",  Ini.NODE,   PidFileUse.NONE,    SchemaCommand::new),
      new Entry(Group.RUNNING,  "worker",  Ini.NODE,   PidFileUse.PROCESS, WorkerCommand::new),
      new Entry(Group.RUNNING,  TickerCommand.NAME, Ini.TICKER, PidFileUse.PROCESS, TickerCommand::new),
      new Entry(Group.HELP,     "help",    Ini.NONE,   PidFileUse.NONE,    HelpCommand::new),
      new Entry(Group.HELP,     "version", Ini.NONE,   PidFileUse.NONE,    VersionCommand::new));
  // spotless:on

  private CommandTable() {}

  static Optional<Entry> find(String name) {
    return ALL.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /** The commands of two words that begin with this one. */
  static List<Entry> beginningWith(String word) {
    return ALL.stream().filter(entry -> entry.name().startsWith(word + " ")).toList();
  }

  /** True if a word is the first of commands of two words. */
  static boolean wantsSecondWord(String word) {
    return !beginningWith(word).isEmpty();
  }

  static boolean needsNoIni(String name) {
    return find(name).filter(entry -> entry.ini() == Ini.NONE).isPresent();
  }
}
