package org.jlondiste.log;

/** Who hears what is logged; called by several threads. */
@FunctionalInterface
public interface Listener {
  void hear(Entry entry);
}
