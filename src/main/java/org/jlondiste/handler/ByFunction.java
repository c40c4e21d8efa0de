package org.jlondiste.handler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.Attributes;
import org.jlondiste.model.Event;

/** An SQL function of the node's database gets every event, and does what it likes with it. */
final class ByFunction implements TableHandler {
  private static final String MERGE = "merge_on_time";
  private static final String TRUNCATE = "R";

  private final String function;
  private final String configuration;
  private final boolean merging;

  private ByFunction(String function, String configuration, boolean merging) {
    this.function = function;
    this.configuration = configuration;
    this.merging = merging;
    if (!function.matches("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)?")) {
      throw new UsageError(
          "'" + function + "' is no name of a function", "write it as schema.function");
    }
  }

  static ByFunction of(Map<String, String> arguments) {
    return new ByFunction(
        arguments.getOrDefault("func_name", ""), arguments.getOrDefault("func_conf", ""), false);
  }

  static ByFunction merging(Map<String, String> arguments) {
    Map<String, String> configuration = new LinkedHashMap<>(arguments);
    configuration.remove("func_name");
    configuration.remove("func_conf");
    return new ByFunction(MERGE, Attributes.encode(configuration).orElse(""), true);
  }

  @Override
  public boolean readsText() {
    return true;
  }

  @Override
  public Optional<List<Deed>> takeEvent(Event event, Occasion occasion) {
    if (event.type().equals(TRUNCATE)) {
      // as in the original the table is emptied, and the function does not hear of it
      return Optional.empty();
    }
    String sql =
        "select "
            + (function.indexOf('.') < 0 ? "public." : "")
            + function
            + "("
            + String.join(
                ", ",
                List.of(
                    Literals.of(configuration),
                    Literals.of(String.valueOf(occasion.tick().value())),
                    Literals.of(String.valueOf(event.id())),
                    Literals.of(event.time()),
                    Literals.of(String.valueOf(event.txid())),
                    Literals.of(event.retry() == null ? null : event.retry().toString()),
                    Literals.of(event.type()),
                    Literals.of(event.data()),
                    Literals.of(event.extra1()),
                    Literals.of(event.extra2()),
                    Literals.of(event.extra3()),
                    Literals.of(event.extra4())))
            + ")";
    return Optional.of(List.of(new Deed.Run(sql)));
  }

  /** What the copy missed or holds twice no function can be trusted to mend. */
  @Override
  public boolean copiesInChunks() {
    return false;
  }

  @Override
  public Optional<String> incomparable() {
    return Optional.of("a function decides what it holds (" + function + ")");
  }

  @Override
  public List<String> triggerArguments(boolean foreignTrigger) {
    return merging ? List.of("no_merge") : List.of();
  }
}
