package org.jlondiste.model;

import java.util.Locale;

/** What part a node plays in its set. */
public enum NodeType {
  /** The node that the application writes to; its queue is the source of all others. */
  ROOT,
  /** A copy that also keeps a queue, so that others can read from it. */
  BRANCH,
  /** A copy at the end of the line, without a queue. */
  LEAF;

  /** Reads the word that {@code pgq_node.node_info} holds. */
  public static NodeType parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
