package org.jlondiste.handler;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.model.Attributes;

/**
 * A table's handler as it is stored with the table: {@code name} or {@code name(key=value&key=…)}.
 *
 * @param arguments in order
 */
public record HandlerSpec(String name, Map<String, String> arguments) {
  private static final String ATTRIBUTE = "handler";

  /** The word under which early versions of the original stored it. */
  private static final String FORMER_ATTRIBUTE = "handlers";

  private static final Set<String> ROWLESS = Set.of("vtable", "fake_local", "qtable", "qsplitter");

  /** What does nothing special. */
  static final HandlerSpec PLAIN = new HandlerSpec("londiste", Map.of());

  public HandlerSpec {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /** The handler that a table's attributes name; empty if they name none. */
  public static Optional<HandlerSpec> of(Map<String, String> attributes) {
    String text = attributes.getOrDefault(ATTRIBUTE, attributes.getOrDefault(FORMER_ATTRIBUTE, ""));
    return text.isEmpty() ? Optional.empty() : Optional.of(parse(text));
  }

  /** False if attributes name a handler of which it is known that its node holds no rows. */
  public static boolean mayStoreRows(Map<String, String> attributes) {
    return of(attributes)
        .filter(spec -> ROWLESS.contains(spec.name()) || spec.replaysNothing())
        .isEmpty();
  }

  private boolean replaysNothing() {
    return Switches.isOn(arguments, "disable_replay");
  }

  /** The same attributes with this handler. */
  public Map<String, String> in(Map<String, String> attributes) {
    Map<String, String> changed = without(attributes);
    changed.put(ATTRIBUTE, toString());
    return changed;
  }

  /** The same attributes with no handler. */
  public static Map<String, String> without(Map<String, String> attributes) {
    Map<String, String> changed = new LinkedHashMap<>(attributes);
    changed.remove(ATTRIBUTE);
    changed.remove(FORMER_ATTRIBUTE);
    return changed;
  }

  /** Reads the stored form; between arguments a comma counts as well. */
  static HandlerSpec parse(String text) {
    int parenthesis = text.indexOf('(');
    if (parenthesis < 0) {
      return new HandlerSpec(text.trim(), Map.of());
    }
    int end = text.lastIndexOf(')');
    String arguments = text.substring(parenthesis + 1, end < 0 ? text.length() : end);
    return new HandlerSpec(
        text.substring(0, parenthesis).trim(),
        Attributes.decode(Optional.of(arguments.replace(',', '&'))));
  }

  @Override
  public String toString() {
    return Attributes.encode(arguments).map(encoded -> name + "(" + encoded + ")").orElse(name);
  }
}
