package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A foreign key that was taken off for a copy and is not back yet.
 *
 * @param fromTable the table that refers, as the database has its name
 * @param toTable the table referred to
 * @param definition the statement that adds it
 * @param unfinished those of the two whose copies are not done, with their states
 * @param unreplicated those of the two that this node does not replicate
 */
public record PendingForeignKey(
    String fromTable,
    String toTable,
    String name,
    String definition,
    List<String> unfinished,
    List<String> unreplicated) {

  public PendingForeignKey {
    unfinished = List.copyOf(unfinished);
    unreplicated = List.copyOf(unreplicated);
  }

  /** What it waits for besides the worker; none if nothing else is in its way. */
  public Optional<String> obstacle() {
    List<String> obstacles = new ArrayList<>();
    if (!unfinished.isEmpty()) {
      obstacles.add("copy of " + String.join(", ", unfinished));
    }
    if (!unreplicated.isEmpty()) {
      obstacles.add("not replicated here: " + String.join(", ", unreplicated));
    }
    return obstacles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", obstacles));
  }
}
