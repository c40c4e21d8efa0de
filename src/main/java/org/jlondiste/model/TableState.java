package org.jlondiste.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a replicated table of this node stands between "just added" and "follows the provider". The
 * text form is that of {@code londiste.table_info.merge_state}.
 */
public sealed interface TableState {

  /** The kinds of state, in the order in which a table passes through them. */
  enum Phase {
    MISSING,
    IN_COPY,
    CATCHING_UP,
    WANNA_SYNC,
    DO_SYNC,
    OK
  }

  Phase phase();

  /** Added, and nothing copied yet. In the database: null. */
  record Missing() implements TableState {
    @Override
    public Phase phase() {
      return Phase.MISSING;
    }

    @Override
    public String toString() {
      return "missing";
    }
  }

  /** Rows are being copied. */
  record InCopy() implements TableState {
    @Override
    public Phase phase() {
      return Phase.IN_COPY;
    }

    @Override
    public String toString() {
      return "in-copy";
    }
  }

  /** All rows are there; the changes made meanwhile are being replayed. */
  record CatchingUp() implements TableState {
    @Override
    public Phase phase() {
      return Phase.CATCHING_UP;
    }

    @Override
    public String toString() {
      return "catching-up";
    }
  }

  /** The copy has replayed everything up to a tick, and asks the worker to take over. */
  record WannaSync(TickId reached) implements TableState {
    @Override
    public Phase phase() {
      return Phase.WANNA_SYNC;
    }

    @Override
    public String toString() {
      return "wanna-sync:" + reached;
    }
  }

  /** The worker waits at a tick until the copy has replayed up to it. */
  record DoSync(TickId meetAt) implements TableState {
    @Override
    public Phase phase() {
      return Phase.DO_SYNC;
    }

    @Override
    public String toString() {
      return "do-sync:" + meetAt;
    }
  }

  /** The worker applies the table's changes with all others. */
  record Ok() implements TableState {
    @Override
    public Phase phase() {
      return Phase.OK;
    }

    @Override
    public String toString() {
      return "ok";
    }
  }

  /**
   * Reads the text form; null stands for {@link Missing}, and the {@code ?} of older versions for
   * {@link Ok}.
   */
  static TableState parse(@Nullable String text) {
    if (text == null) {
      return new Missing();
    }
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    return switch (word) {
      case "in-copy" -> new InCopy();
      case "catching-up" -> new CatchingUp();
      case "wanna-sync" -> new WannaSync(tick(text, colon));
      case "do-sync" -> new DoSync(tick(text, colon));
      case "ok", "?" -> new Ok();
      default -> throw new IllegalArgumentException("unknown table state: " + text);
    };
  }

  /** The text form for the database: null for {@link Missing}. */
  default @Nullable String stored() {
    return phase() == Phase.MISSING ? null : toString();
  }

  private static TickId tick(String text, int colon) {
    return new TickId(Long.parseLong(text.substring(colon + 1)));
  }
}
