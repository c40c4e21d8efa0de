package org.jlondiste.postgres;

/** What is done inside a transaction. */
@FunctionalInterface
public interface Work<T> {
  T run();
}
