package org.jlondiste.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jlondiste.model.TableName;
import org.jlondiste.support.ExampleHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the manual: it compiles, is found in its jar, and does what it says. */
class HandlerModuleTest {
  @TempDir private Path directory;

  @Test
  void theExampleOfTheManualIsFoundInItsJar() throws IOException {
    Surroundings.Settings usual = Surroundings.Settings.DEFAULT;
    HandlerCatalog catalog =
        new HandlerCatalog(
            new Surroundings.Settings(
                usual.shardHashFunction(),
                usual.shardInfoQuery(),
                usual.obfuscatorMap(),
                usual.obfuscatorKey(),
                List.of(ExampleHandler.asService(directory).toString())));

    TableHandler handler =
        catalog.create(
            new TableName("public", "orders"),
            catalog.read("shout", List.of("column=note")),
            (sql, columns) -> List.of());

    assertThat(handler.alter(List.of("id", "note"), new String[] {"a", "b"}))
        .containsExactly("a", "B");
    assertThat(handler.incomparable()).isPresent();
    assertThat(catalog.kind("shout").summary()).isEqualTo("one column in capitals");
  }
}
