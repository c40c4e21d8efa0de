package org.jlondiste.cli;

import java.util.Collection;
import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.operation.QueueState;
import org.jlondiste.operation.ShowQueues;

/** The queues that are named on a command line, or all. */
final class WantedQueues {
  private WantedQueues() {}

  /** Those of one database. */
  static List<QueueState> of(ShowQueues queues, Collection<String> names) {
    return queues.queues().stream()
        .filter(state -> names.isEmpty() || names.contains(state.name()))
        .toList();
  }

  /**
   * Makes sure that each was found somewhere.
   *
   * @throws StateError if one was not
   */
  static void requireAll(Collection<String> names, Collection<String> found) {
    for (String name : names) {
      if (!found.contains(name)) {
        throw new StateError("there is no queue " + name, "'queue status' lists those that are");
      }
    }
  }
}
