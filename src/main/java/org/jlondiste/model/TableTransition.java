package org.jlondiste.model;

import static org.jlondiste.model.TableState.Phase.CATCHING_UP;
import static org.jlondiste.model.TableState.Phase.DO_SYNC;
import static org.jlondiste.model.TableState.Phase.IN_COPY;
import static org.jlondiste.model.TableState.Phase.MISSING;
import static org.jlondiste.model.TableState.Phase.OK;
import static org.jlondiste.model.TableState.Phase.WANNA_SYNC;

import java.util.EnumSet;
import java.util.Set;
import org.jlondiste.model.TableState.Phase;

/**
 * Every move that a table's state may make, who makes it and why. No state changes in any other
 * way; in the database each is an update guarded by the state it leaves.
 */
public enum TableTransition {
  // spotless:off
  START_COPY (EnumSet.of(MISSING),                   IN_COPY,     Owner.WORKER,   "a copy slot is free and the provider's table is ok"),
  COPIED     (EnumSet.of(IN_COPY),                   CATCHING_UP, Owner.COPY,     "every chunk is on the target"),
  CAUGHT_UP  (EnumSet.of(CATCHING_UP),               WANNA_SYNC,  Owner.COPY,     "all changes made during the copy are replayed"),
  MEET       (EnumSet.of(WANNA_SYNC),                DO_SYNC,     Owner.WORKER,   "the worker reached that tick and waits there"),
  HAND_OVER  (EnumSet.of(DO_SYNC),                   OK,          Owner.COPY,     "the copy reached the tick at which the worker waits"),
  RESTART    (EnumSet.of(IN_COPY, CATCHING_UP, WANNA_SYNC, DO_SYNC, OK, MISSING), MISSING, Owner.OPERATOR, "the operator asked for a fresh copy"),
  ADOPT      (EnumSet.of(MISSING),                   OK,          Owner.OPERATOR, "the operator says that the rows are already there");
  // spotless:on

  /** Who may make a move. */
  public enum Owner {
    WORKER,
    COPY,
    OPERATOR
  }

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
  private final Set<Phase> from;

  private final Phase to;
  private final Owner owner;
  private final String reason;

  TableTransition(Set<Phase> from, Phase to, Owner owner, String reason) {
    this.from = Set.copyOf(from);
    this.to = to;
    this.owner = owner;
    this.reason = reason;
  }

  public Set<Phase> from() {
    return from;
  }

  public Phase to() {
    return to;
  }

  public Owner owner() {
    return owner;
  }

  /** Why the move is made, for logs and docs. */
  public String reason() {
    return reason;
  }
}
