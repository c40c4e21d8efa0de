package org.jlondiste.worker;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.Watermarks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The oldest tick that a branch keeps for nodes that do not read from it now: what the root says,
 * or, for a branch with {@code sync_watermark}, no more than the nodes named there have done.
 */
final class GlobalWatermark {
  private static final Logger LOG = LoggerFactory.getLogger(GlobalWatermark.class);

  private final LocalNode node;
  private Optional<TickId> heard = Optional.empty();

  GlobalWatermark(LocalNode node) {
    this.node = node;
  }

  /** The nodes whose watermarks count for a branch instead of the root's; empty if none do. */
  static List<String> sharing(NodeInfo info) {
    return Stream.of(info.attributes().getOrDefault("sync_watermark", "").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Takes what the root says, in the transaction under way. */
  void hear(Session local, TickId tick) {
    if (sharing(new Nodes(local).node(node.queue())).isEmpty()) {
      new Watermarks(local, node.queue()).setGlobal(tick);
    } else {
      heard = Optional.of(tick);
    }
  }

  /** Asks the nodes named, and forgets what all of them have done; nothing if one is silent. */
  void share(Session local) {
    NodeInfo here = new Nodes(local).node(node.queue());
    List<String> names = sharing(here);
    if (names.isEmpty() || heard.isEmpty()) {
      return;
    }
    TickId lowest = heard.get();
    for (String name : names) {
      Optional<TickId> theirs = name.equals(here.name()) ? here.localWatermark() : ask(local, name);
      if (theirs.isEmpty()) {
        return;
      }
      lowest = theirs.get().isBefore(lowest) ? theirs.get() : lowest;
    }
    if (here.globalWatermark().isEmpty() || here.globalWatermark().get().isBefore(lowest)) {
      new Watermarks(local, node.queue()).setGlobal(lowest);
    }
  }

  private Optional<TickId> ask(Session local, String name) {
    try {
      Member member = new Nodes(local).member(node.queue(), name);
      try (Session session = node.openRemote(member.location(), "watermark")) {
        return new Nodes(session).node(node.queue()).localWatermark();
      }
    } catch (UserError e) {
      LOG.warn("node {} does not say which changes it has done: {}", name, e.problem());
      return Optional.empty();
    }
  }
}
