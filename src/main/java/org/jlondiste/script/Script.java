package org.jlondiste.script;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.Attributes;

/**
 * A script for all nodes of a set.
 *
 * @param name by which the nodes know that they have run it
 * @param text SQL, with the attributes in comments before the first statement
 * @param conditions what a node has to have to run it; none for all nodes
 */
public record Script(String name, String text, List<Condition> conditions) {
  public Script {
    conditions = List.copyOf(conditions);
    if (name.isEmpty()) {
      throw new UsageError("a script needs a name", "");
    }
  }

  /**
   * Reads a script as it was written.
   *
   * @throws UsageError if its attributes cannot be read
   */
  public static Script parse(String name, String text) {
    return new Script(name, text, ScriptHeader.read(name, text));
  }

  /**
   * A script as the queue hands it on.
   *
   * @param attributes the text form of its conditions; none if it has none
   */
  public static Script received(String name, String text, Optional<String> attributes) {
    Map<String, String> decoded = Attributes.decode(attributes.filter(some -> !some.isEmpty()));
    return new Script(name, text, ScriptHeader.conditions(name, decoded));
  }

  /** The text form of the conditions for the queue; none if there are none. */
  Optional<String> attributes() {
    return Attributes.encode(ScriptHeader.texts(conditions));
  }
}
