package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;
import org.junit.jupiter.api.Test;

class NameChoiceTest {
  private static final List<TableName> CANDIDATES =
      List.of(
          new TableName("public", "orders"),
          new TableName("public", "Orders"),
          new TableName("public", "odd.na*me"),
          new TableName("sales", "orders"),
          new TableName("sales", "items"));

  @Test
  void aNameWithoutSchemaIsInPublicAndCaseCounts() {
    assertThat(chosen("orders")).containsExactly("public.orders");
    assertThat(chosen("Orders")).containsExactly("public.Orders");
  }

  @Test
  void patternsMatchSchemaAndNameEachForItself() {
    assertThat(chosen("*rders")).containsExactlyInAnyOrder("public.orders", "public.Orders");
    assertThat(chosen("sales.*")).containsExactlyInAnyOrder("sales.orders", "sales.items");
    assertThat(chosen("*.order?")).containsExactlyInAnyOrder("public.orders", "sales.orders");
  }

  @Test
  void aQuotedNameIsNoPattern() {
    assertThat(chosen("\"odd.na*me\"")).containsExactly("public.\"odd.na*me\"");
  }

  @Test
  void whatMeansNothingIsNamed() {
    NameChoice choice = NameChoice.of(List.of("ghost", "orders", "x*"), CANDIDATES);

    assertThat(choice.unknown()).containsExactly("ghost", "x*");
    assertThat(choice.chosen()).hasSize(1);
  }

  @Test
  void anOpenQuoteIsAMistake() {
    assertThatThrownBy(() -> chosen("\"orders"))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("a quote is not closed");
  }

  private static Set<String> chosen(String... words) {
    return NameChoice.of(List.of(words), CANDIDATES).chosen().stream()
        .map(TableName::toString)
        .collect(Collectors.toSet());
  }
}
