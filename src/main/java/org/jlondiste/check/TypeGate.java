package org.jlondiste.check;

import java.util.Optional;

/** Knows which types the target's server would alter or not take. */
@FunctionalInterface
public interface TypeGate {
  /**
   * Why columns of a type cannot travel; none if they can.
   *
   * @param declaredType as columns of the source declare it
   */
  Optional<String> refusal(String declaredType);
}
