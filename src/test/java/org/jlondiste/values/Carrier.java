package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jlondiste.scenario.Node;
import org.jlondiste.support.Application;
import org.jlondiste.support.Database;

/** A root and a leaf of some make that run; tables travel from one to the other. */
interface Carrier extends AutoCloseable {
  Database source();

  Database target();

  /** Replicates tables that are the same on both sides already. */
  void follow(List<String> tables);

  /**
   * Copies tables.
   *
   * @return what was said of those that could not be
   */
  Map<String, String> copy(List<String> tables);

  /**
   * Has an application run statements, each in a transaction of its own, and waits until what they
   * did has arrived.
   *
   * @return what was said of those that could not be applied, by their number in the list
   */
  Map<Integer, String> carry(Application application, List<String> statements);

  /**
   * Adds tables on both sides, by the functions that the commands of both makes call.
   *
   * @param options as {@code expect_sync}; may be empty
   */
  static void add(Carrier carrier, List<String> tables, String options) {
    String names = "unnest(array['" + String.join("', '", tables) + "']) as n (name)";
    String local =
        "select f.ret_code, f.ret_note from "
            + names
            + ", londiste.local_add_table('"
            + Node.QUEUE
            + "', n.name, '{"
            + options
            + "}') f where f.ret_code <> 200";
    assertThat(carrier.source().query(local)).isEmpty();
    carrier
        .target()
        .query("select londiste.global_add_table('" + Node.QUEUE + "', n.name) from " + names);
    assertThat(carrier.target().query(local)).isEmpty();
  }

  @Override
  void close();
}
