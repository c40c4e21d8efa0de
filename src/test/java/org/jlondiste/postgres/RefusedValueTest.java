package org.jlondiste.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedValueTest {
  /** As the translations of PostgreSQL have it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY a, b, line 3, column due: \"7 »x« \"",
        "COPY a, b, Zeile 3, Spalte due: »7 »x« «",
        "COPY a, b, línea 3, columna due: «7 »x« »",
        "COPY a, b, ligne 3, colonne due : « 7 »x«  »",
        "COPY a, b, riga 3, colonna due: \"7 »x« \"",
        "a, bのCOPY、行 3、列 due: \"7 »x« \"",
        "COPY a, b, ხაზი 3, სვეტი due: \"7 »x« \"",
        "a, b 복사, 3번째 줄, due 열: \"7 »x« \"",
        "COPY a, b, строка 3, столбец due: \"7 »x« \"",
        "COPY a, b, rad 3, kolumn due: \"7 »x« \"",
        "COPY a, b, рядок 3, стовпець due: \"7 »x« \""
      })
  void isReadInEveryLanguageOfServers(String context) {
    assertThat(RefusedValue.in(context)).contains(new RefusedValue("due", "7 »x« "));
  }

  @Test
  void aContextWithoutAValueIsNone() {
    assertThat(RefusedValue.in("COPY orders, Zeile 3")).isEmpty();
    assertThat(RefusedValue.in("COPY orders, line 3: \"1\t2\"")).isEmpty();
  }

  @Test
  void whatTheServerCutOffIsNoPartOfTheValue() {
    assertThat(beginning("x".repeat(98) + "é...")).isEqualTo("x".repeat(98) + "é");
    assertThat(beginning("x...")).isEqualTo("x...");
  }

  private static String beginning(String text) {
    return new String(new RefusedValue("note", text).beginning(), StandardCharsets.UTF_8);
  }
}
