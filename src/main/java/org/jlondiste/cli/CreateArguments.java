package org.jlondiste.cli;

import java.util.List;
import java.util.Optional;
import org.jlondiste.config.ConnectString;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.NodeType;
import org.jlondiste.operation.CreateNode;
import org.jlondiste.operation.RegistrationFilter;
import org.jlondiste.schema.Installer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the three commands that create nodes have in common. */
final class CreateArguments {
  private static final Logger LOG = LoggerFactory.getLogger(CreateArguments.class);

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of the node in its set. Default: node_name of the INI file.")
  private @Nullable String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CONNSTR",
      description =
          "How other nodes reach this database; told to them without its password. Default:"
              + " public_node_location of the INI file.")
  private @Nullable String connectString;

  @Option(
      names = "--nocheck",
      description = "Do not check that CONNSTR leads to this node's database.")
  private boolean unchecked;

  /** Creates a root. */
  ExitCode createRoot(CommandContext context) {
    return create(context, NodeType.ROOT, Optional.empty(), Optional.empty(), List.of());
  }

  /** Creates a node of any type. */
  ExitCode create(
      CommandContext context,
      NodeType type,
      Optional<String> typedProvider,
      Optional<String> combinedQueue,
      List<String> syncWatermark) {
    NodeConfiguration node = context.node();
    NodeConfiguration.Creation defaults = node.creation();
    Optional<String> provider =
        type == NodeType.ROOT ? Optional.empty() : typedProvider.or(defaults::providerLocation);
    if (typedProvider.filter(ConnectString::hasPassword).isPresent()) {
      LOG.warn(
          "The password in --provider is used by this command only: for the worker put it into its"
              + " password file (~/.pgpass), PGPASSWORD, or the INI file (remote_extra_connstr ="
              + " password=…)");
    }
    String publicString =
        given(connectString, defaults.publicLocation(), "CONNSTR", "public_node_location");
    CreateNode.Request request =
        new CreateNode.Request(
            type,
            given(name, defaults.nodeName(), "NAME", "node_name"),
            node.consumerName(),
            publicString,
            location(publicString),
            provider,
            combinedQueue,
            syncWatermark,
            !unchecked,
            new RegistrationFilter(node.scope()::includesTable, node.scope()::includesSequence));
    new CreateNode(
            context.session(),
            context.remotes(publicString, provider.orElse(publicString)),
            node.queueName(),
            session -> new Installer(session).install())
        .run(request);
    return ExitCode.OK;
  }

  private static String given(
      @Nullable String typed, Optional<String> configured, String argument, String key) {
    return Optional.ofNullable(typed)
        .or(() -> configured)
        .orElseThrow(
            () ->
                new UsageError(
                    argument + " is missing", "give it, or set " + key + " in the INI file"));
  }

  private static String location(String publicString) {
    if (!ConnectString.namesServer(publicString)) {
      LOG.warn("No host= in public connect string, bad idea");
    }
    if (ConnectString.hasPassword(publicString)) {
      LOG.warn(
          "The password is not told to the other nodes: each must find it in its own password"
              + " file (~/.pgpass), PGPASSWORD or remote_extra_connstr");
    }
    return ConnectString.withoutPassword(publicString);
  }
}
