package org.jlondiste.script;

import java.util.LinkedHashMap;
import java.util.Map;

/** The names that stand between {@code @} signs in a script, and what they are on this node. */
final class Substitution {
  private final Map<String, String> names;

  private Substitution(Map<String, String> names) {
    this.names = names;
  }

  static Substitution of(Script script, NodeObjects objects) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Condition condition : script.conditions()) {
      objects
          .destination(condition)
          .ifPresent(place -> names.put("@" + condition.value() + "@", place.quoted()));
    }
    return new Substitution(names);
  }

  String in(String statement) {
    String replaced = statement;
    for (Map.Entry<String, String> name : names.entrySet()) {
      replaced = replaced.replace(name.getKey(), name.getValue());
    }
    return replaced;
  }
}
