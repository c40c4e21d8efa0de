package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void looksAsLondistesTablesDo() {
    TextTable table =
        new TextTable("Member info on k2@kq", "node_name", "dead", "node_location")
            .row("k1", false, "dbname=k1 host=/tmp port=55411 user=postgres")
            .row("a node with a long name", true, null);

    assertThat(text(table))
        .isEqualTo(
            """
            Member info on k2@kq:
            node_name                dead             node_location
            -----------------------  ---------------  --------------------------------------------
            k1                       False            dbname=k1 host=/tmp port=55411 user=postgres
            a node with a long name  True


            """);
  }

  @Test
  void printsMapsAsPythonDoes() {
    TextTable table = new TextTable("T", "attrs").row(Map.of("handler", "shard"));

    assertThat(text(table)).contains("{'handler': 'shard'}");
  }

  @Test
  void isSilentWhenEmpty() {
    assertThat(text(new TextTable("Nothing", "a"))).isEmpty();
  }

  @Test
  void keepsTheTypesOfItsCellsForJson() {
    TextTable table = new TextTable("T", "a", "b").row(1, null);

    assertThat(table.asObjects()).hasSize(1);
    assertThat(table.asObjects().get(0)).containsEntry("a", 1).containsEntry("b", null);
  }

  private static String text(TextTable table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.printTo(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
