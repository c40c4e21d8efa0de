package org.jlondiste.handler;

import static org.jlondiste.handler.HandlerKind.Parameter.optional;
import static org.jlondiste.handler.HandlerKind.Parameter.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jlondiste.model.TableName;

/** The kinds of handlers that need no module, in the order in which they are shown. */
record BuiltIn(String name, String summary, List<Parameter> parameters, Maker maker)
    implements HandlerKind {

  static final Parameter IGNORE_TRUNCATE =
      optional("ignore_truncate", "1: leave the table as it is when it is truncated on the root");
  static final Parameter ENCODING =
      optional("encoding", "utf8: without effect, text is always checked");
  static final Parameter FIELDS =
      optional("fields", "only these columns: a,b:other for b under another name here; * for all");
  static final Parameter SKIP_FIELDS = optional("skip_fields", "not these columns: a,b");

  private static final List<Parameter> OF_SHARDS =
      List.of(
          optional("key", "the column whose hash says to which part a row belongs"),
          optional("hash_key", "the same"),
          optional("disable_replay", "1: hand the part's changes on and store none"),
          IGNORE_TRUNCATE,
          ENCODING);

  static final List<HandlerKind> ALL = all();

  interface Maker {
    TableHandler make(TableName table, Map<String, String> arguments, Surroundings surroundings);
  }

  @Override
  public TableHandler create(
      TableName table, Map<String, String> arguments, Surroundings surroundings) {
    return maker.make(table, arguments, surroundings);
  }

  private static List<HandlerKind> all() {
    List<HandlerKind> all = new ArrayList<>();
    all.add(
        new BuiltIn(
            "londiste",
            "the usual one: every row, as it is",
            List.of(IGNORE_TRUNCATE, ENCODING),
            (table, arguments, surroundings) -> new Plain(arguments)));
    all.add(
        new BuiltIn(
            "bulk",
            "the same as londiste: changes are always applied many rows a statement",
            List.of(optional("method", "0, 1 or 2: without effect"), IGNORE_TRUNCATE, ENCODING),
            (table, arguments, surroundings) -> new Plain(arguments)));
    all.add(
        new BuiltIn(
            "select",
            "some rows and columns, under other names if wanted",
            List.of(
                optional("where", "SQL condition over the provider's columns: which rows"),
                FIELDS,
                SKIP_FIELDS,
                optional("schema", "schema of the table here"),
                optional("table", "name of the table here"),
                IGNORE_TRUNCATE),
            Selection::of));
    for (String name : List.of("shard", "part")) {
      all.add(
          new BuiltIn(
              name, "the rows whose key's hash falls on this node's part", OF_SHARDS, Shard::of));
    }
    for (String name : List.of("vtable", "fake_local")) {
      all.add(
          new BuiltIn(
              name,
              "no table here: the node only counts as having it, its changes pass through",
              List.of(),
              (table, arguments, surroundings) -> new Virtual()));
    }
    all.add(
        new BuiltIn(
            "deny",
            "rows are copied, and must not change afterwards: a change stops the table",
            List.of(),
            (table, arguments, surroundings) -> new Unchanging(table)));
    all.add(
        new BuiltIn(
            "obfuscate",
            "columns hashed, kept or left out, as the file obfuscator_map says",
            List.of(),
            Obfuscation::of));
    all.add(
        new BuiltIn(
            "qtable",
            "on the root: inserted rows go to the queue and are not stored; elsewhere nothing",
            List.of(),
            (table, arguments, surroundings) -> new QueueTable()));
    all.add(
        new BuiltIn(
            "qsplitter",
            "changes become events of another queue in this database",
            List.of(required("queue", "name of that queue")),
            (table, arguments, surroundings) -> new QueueSplitter(arguments)));
    all.add(
        new BuiltIn(
            "applyfn",
            "an SQL function gets every event",
            List.of(
                required("func_name", "the function"), optional("func_conf", "its first argument")),
            (table, arguments, surroundings) -> ByFunction.of(arguments)));
    all.add(
        new BuiltIn(
            "multimaster",
            "function merge_on_time gets every event, and these arguments in its first one",
            List.of(optional("*", "any argument")),
            (table, arguments, surroundings) -> ByFunction.merging(arguments)));
    all.addAll(DispatchKinds.all());
    return List.copyOf(all);
  }
}
