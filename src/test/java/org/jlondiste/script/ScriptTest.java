package org.jlondiste.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.jlondiste.error.UsageError;
import org.junit.jupiter.api.Test;

class ScriptTest {
  @Test
  void attributesStandBeforeTheFirstStatement() {
    Script script =
        Script.parse(
            "x.sql",
            """
            -- a comment

            --*-- Local-Table: orders, sales.items,
            --*--   notes
            --*--NEED-function: total(2)
            select 1;
            --*-- Need-Table: late
            """);

    assertThat(script.conditions())
        .extracting(Condition::toString)
        .containsExactly(
            "local-table orders",
            "local-table sales.items",
            "local-table notes",
            "need-function total(2)");
  }

  @Test
  void attributesTravelAsLondisteWritesThem() {
    Script script =
        Script.parse("x.sql", "--*-- Local-Table: orders, items\n--*-- Need-Schema: sales");

    Optional<String> attributes = script.attributes();

    assertThat(attributes).contains("local-table=orders%2citems&need-schema=sales");
    assertThat(Script.received("x.sql", script.text(), attributes)).isEqualTo(script);
  }

  @Test
  void aScriptWithoutAttributesHasNoText() {
    assertThat(Script.parse("x.sql", "-- nothing\nselect 1").attributes()).isEmpty();
    assertThat(Script.received("x.sql", "", Optional.of("")).conditions()).isEmpty();
  }

  @Test
  void anUnknownAttributeIsRefused() {
    assertThatThrownBy(() -> Script.parse("x.sql", "--*-- Bogus-Key: t"))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("Invalid key: Bogus-Key");
    assertThatThrownBy(() -> Script.parse("x.sql", "--*-- no colon"))
        .isInstanceOf(UsageError.class);
  }
}
