package org.jlondiste.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.topology.Attendance;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.Subscriber;
import org.jlondiste.topology.UnsettledCopies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a database a node of a set. What is done in the database itself is done in one transaction.
 * What must be told to root and provider may be told twice, so after a failure the command is
 * simply given again.
 */
public final class CreateNode {
  private static final Logger LOG = LoggerFactory.getLogger(CreateNode.class);

  private static final Sql IDENTITY = Sql.of(CreateNode.class, "identity.sql");
  private static final Sql CONSUMER_EXISTS = Sql.of(CreateNode.class, "consumer_exists.sql");

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Consumer<Session> installer;

  /**
   * @param installer puts the schemas into a database that lacks them, or brings them up to date
   */
  public CreateNode(Session local, Databases databases, String queue, Consumer<Session> installer) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.installer = installer;
  }

  /**
   * What the node is to be.
   *
   * @param worker consumer name of its worker
   * @param connectString how others reach the database
   * @param location the same without a password, to be told to the others
   * @param provider connect string of the node to read from; none for a root
   * @param combinedQueue queue of this database that a merge leaf feeds
   * @param syncWatermark names of branches that share one watermark
   * @param checkLocation make sure that connectString leads to this database
   * @param filter what to take from the provider's list
   */
  public record Request(
      NodeType type,
      String name,
      String worker,
      String connectString,
      String location,
      Optional<String> provider,
      Optional<String> combinedQueue,
      List<String> syncWatermark,
      boolean checkLocation,
      RegistrationFilter filter) {

    public Request {
      syncWatermark = List.copyOf(syncWatermark);
      if (combinedQueue.isPresent() && type != NodeType.LEAF) {
        throw new UsageError("--merge can be used only for leafs", "");
      }
      if (!syncWatermark.isEmpty() && type != NodeType.BRANCH) {
        throw new UsageError("--sync-watermark can be used only for branch nodes", "");
      }
      if (provider.isEmpty() && type != NodeType.ROOT) {
        throw new UsageError(
            "a " + type + " needs a provider",
            "give --provider=CONNSTR, or initial_provider_location in the INI file");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param created false if the database was that node already
   */
  public record Report(boolean created) {}

  public Report run(Request request) {
    Optional<NodeInfo> existing = new Nodes(local).info(queue);
    if (existing.isPresent()) {
      confirm(request, existing.get());
      if (!existing.get().isRoot()) {
        refuseUnsettled(existing.get());
      }
      // an older version, or Londiste itself, made it
      local.transactionally(this::bringUpToDate);
      LOG.info("Node is already initialized as {}", existing.get().type());
      return new Report(false);
    }
    request.combinedQueue().ifPresent(this::refuseUnfitCombined);
    if (request.checkLocation()) {
      checkLocation(request);
    }
    if (request.type() == NodeType.ROOT) {
      createRoot(request);
    } else {
      createSubscriber(request);
      ReplicaRight.lookFor(local);
    }
    LOG.info("Done");
    return new Report(true);
  }

  private void bringUpToDate() {
    boolean unknown = new Attendance(local, queue).isOurs().isEmpty();
    installer.accept(local);
    if (unknown) {
      // an earlier version of ours had it
      new Attendance(local, queue).come();
    }
  }

  /** The worker of ours that is to follow could not go on. */
  private void refuseUnsettled(NodeInfo node) {
    UnsettledCopies unsettled = UnsettledCopies.of(local, queue);
    if (!unsettled.isEmpty()) {
      throw new StateError(
          "Londiste's worker of node "
              + node.name()
              + " is not done with the copies of "
              + unsettled.names(),
          "let it go on until londiste.table_info shows merge_state 'ok' and no custom_snapshot for"
              + " them, which takes a few ticks");
    }
  }

  private void refuseUnfitCombined(String combined) {
    Optional<NodeInfo> target = new Nodes(local).info(combined);
    if (target.isEmpty()) {
      throw new StateError(
          local.target() + " holds no node of queue " + combined + ", which the leaf is to feed",
          "make it one first, with 'create-root' or 'create-branch' and queue_name = " + combined);
    }
    if (!target.get().isProvider()) {
      throw new StateError(
          "node " + target.get().name() + " of queue " + combined + " is a leaf: it has no queue",
          "a leaf can feed the root of a queue, or wait beside a branch of it");
    }
  }

  private void confirm(Request request, NodeInfo node) {
    if (node.type() != request.type() || !node.name().equals(request.name())) {
      throw new StateError(
          local.target()
              + " is the "
              + node.type()
              + " "
              + node.name()
              + " of queue "
              + queue
              + " already",
          "drop that node first with 'drop-node " + node.name() + "', or choose another database");
    }
    if (!node.combinedQueue().equals(request.combinedQueue())) {
      throw new StateError(
          "node "
              + node.name()
              + " feeds "
              + node.combinedQueue().map(combined -> "queue " + combined).orElse("no queue")
              + ", which cannot be changed",
          "drop that node first with 'drop-node " + node.name() + "'");
    }
    String location = new Nodes(local).member(queue, node.name()).location();
    if (!location.equals(request.location())) {
      LOG.warn("Node {} is known under another public location: {}", node.name(), location);
    }
  }

  private void checkLocation(Request request) {
    String here = identity(local);
    try (Session there = databases.open(request.connectString(), "jlondiste")) {
      if (!identity(there).equals(here)) {
        throw new StateError(
            "Public connect string points to different database than local connect string",
            "the key db leads to "
                + local.target()
                + ", but '"
                + request.location()
                + "' leads to "
                + there.target()
                + "; --nocheck skips this check");
      }
    }
  }

  private void refuseOtherEncoding(Session provider) {
    TextPassage passage = TextPassage.between(provider, local, "");
    if (!passage.isBetweenAlike()) {
      throw new StateError(
          "a branch must have the encoding of its provider, here it is " + passage,
          "make the database anew in the provider's encoding, or create a leaf");
    }
  }

  private static String identity(Session session) {
    return session.row(IDENTITY.bound()).text("identity");
  }

  private void createRoot(Request request) {
    local.transactionally(
        () -> {
          installer.accept(local);
          LOG.info("Initializing node");
          Membership membership = new Membership(local, queue);
          membership.registerLocation(request.name(), request.location(), false);
          membership.createRoot(request.name(), request.worker());
          new Attendance(local, queue).leave();
        });
  }

  private void createSubscriber(Request request) {
    Cascade cascade = new Cascade(databases, queue);
    String providerLocation = request.provider().orElseThrow();
    try (NodeSession provider = cascade.open(providerLocation);
        NodeSession root = cascade.openRoot(providerLocation)) {
      if (!provider.node().isProvider()) {
        throw new StateError(
            "node " + provider.node().name() + " is a leaf and cannot be a provider",
            "choose the root or a branch");
      }
      if (request.type() == NodeType.BRANCH) {
        refuseOtherEncoding(provider.session());
      }
      List<Member> members = new Nodes(root.session()).members(queue);
      checkNames(request, members, provider);
      local.transactionally(
          () -> {
            installer.accept(local);
            LOG.info("Initializing node");
            new Membership(root.session(), queue)
                .registerLocation(request.name(), request.location(), false);
            TickId watermark = subscribe(request, provider);
            createLocally(request, provider, members, watermark);
          });
    }
  }

  /** Refuses names that belong to another node, so that no two workers share a position. */
  private void checkNames(Request request, List<Member> members, NodeSession provider) {
    for (Member member : members) {
      if (member.name().equals(request.name()) && !member.location().equals(request.location())) {
        throw new StateError(
            "Node '" + request.name() + "' already exists at " + member.location(),
            "choose another name, or 'drop-node " + request.name() + "' if it is gone for good");
      }
    }
    Optional<Subscriber> mine =
        new Nodes(provider.session())
            .subscribers(queue).stream()
                .filter(subscriber -> subscriber.name().equals(request.name()))
                .findFirst();
    boolean isMyName =
        mine.filter(subscriber -> subscriber.workerName().equals(request.worker())).isPresent();
    boolean taken =
        provider
            .session()
            .row(CONSUMER_EXISTS.with("queue", queue).with("consumer", request.worker()))
            .bool("found");
    if (taken && !isMyName) {
      throw new StateError(
          "consumer name "
              + request.worker()
              + " is in use already on node "
              + provider.node().name(),
          "give this node a job_name of its own");
    }
  }

  /** Registers with the provider; what is left of an earlier attempt is replaced. */
  private TickId subscribe(Request request, NodeSession provider) {
    Membership membership = new Membership(provider.session(), queue);
    return provider
        .session()
        .transaction(
            () -> {
              membership.registerLocation(request.name(), request.location(), false);
              boolean leftOver =
                  new Nodes(provider.session())
                      .subscribers(queue).stream()
                          .anyMatch(subscriber -> subscriber.name().equals(request.name()));
              if (leftOver) {
                membership.unregisterSubscriber(request.name());
              }
              return membership.registerSubscriber(
                  request.name(), request.worker(), Optional.empty());
            });
  }

  private void createLocally(
      Request request, NodeSession provider, List<Member> members, TickId watermark) {
    Membership membership = new Membership(local, queue);
    membership.registerLocation(request.name(), request.location(), false);
    for (Member member : members) {
      if (!member.name().equals(request.name())) {
        membership.registerLocation(member.name(), member.location(), member.dead());
      }
    }
    membership.createSubscriber(
        request.type(),
        request.name(),
        request.worker(),
        provider.node().name(),
        watermark,
        request.combinedQueue());
    new Attendance(local, queue).leave();
    SetList list = new SetList(local, provider.session(), queue, request.filter());
    list.alignTables();
    list.alignSequences();
    if (!request.syncWatermark().isEmpty()) {
      membership.setAttributes(Map.of("sync_watermark", String.join(",", request.syncWatermark())));
    }
  }
}
