package org.jlondiste.handler;

import java.util.List;
import java.util.Map;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;

/**
 * A kind of handlers, chosen for a table by its name ({@code add-table --handler=NAME}). Kinds from
 * outside are found by {@link java.util.ServiceLoader} in the jars that {@code handler_modules}
 * names.
 */
public interface HandlerKind {
  /** The word for it on the command line: letters, digits and underscores. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** The arguments that it takes. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /**
   * Makes the handler of a table.
   *
   * @param table its name in the set
   * @param arguments by name; each is one of {@link #parameters}, and required ones are there
   * @throws UserError if the arguments make no sense
   */
  TableHandler create(TableName table, Map<String, String> arguments, Surroundings surroundings);

  /**
   * An argument.
   *
   * @param meaning in one line
   */
  record Parameter(String name, boolean required, String meaning) {
    /** One that may be left out. */
    public static Parameter optional(String name, String meaning) {
      return new Parameter(name, false, meaning);
    }

    /** One that must be there. */
    public static Parameter required(String name, String meaning) {
      return new Parameter(name, true, meaning);
    }
  }
}
