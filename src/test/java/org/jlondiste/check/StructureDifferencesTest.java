package org.jlondiste.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.catalog.Column;
import org.jlondiste.postgres.catalog.TableStructure;
import org.jlondiste.postgres.catalog.UniqueKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructureDifferencesTest {

  @Test
  void equalTablesDoNotDiffer() {
    TableStructure table = table(key("id"), column("id", "integer"), column("note", "text"));

    assertThat(StructureDifferences.between(table, table)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "smallint | integer | true",
        "integer | bigint | true",
        "bigint | numeric | true",
        "bigint | integer | false",
        "character varying(10) | character varying(20) | true",
        "character varying(20) | character varying(10) | false",
        "character varying(20) | text | true",
        "text | character varying | true",
        "text | character varying(10) | false",
        "real | double precision | false",
        "timestamp without time zone | timestamp with time zone | false",
        "json | jsonb | false"
      })
  void aTypeMayBeWiderIfEveryValueKeepsItsText(String there, String here, boolean fits) {
    List<String> differences =
        StructureDifferences.between(
            table(key("id"), column("id", "integer"), column("v", there)),
            table(key("id"), column("id", "integer"), column("v", here)));

    assertThat(differences.isEmpty()).isEqualTo(fits);
  }

  @Test
  void anyUniqueIndexOverTheSameColumnsServesAsKey() {
    TableStructure source = table(key("a", "b"), column("a", "text"), column("b", "text"));
    TableStructure target =
        table(
            new UniqueKey("u", false, List.of("b", "a"), false),
            column("a", "text"),
            column("b", "text"));

    assertThat(StructureDifferences.between(source, target)).isEmpty();
  }

  @Test
  void aTableWithoutKeyNeedsNone() {
    TableStructure source =
        new TableStructure(new TableName("public", "t"), List.of(column("a", "text")), List.of());

    assertThat(StructureDifferences.between(source, table(key("a"), column("a", "text"))))
        .isEmpty();
  }

  @Test
  void aColumnComputedHereOnlyIsADifference() {
    Column computed = new Column("v", "integer", false, Optional.of("(1)"), true, Optional.empty());

    assertThat(
            StructureDifferences.between(
                table(key("id"), column("id", "integer"), column("v", "integer")),
                table(key("id"), column("id", "integer"), computed)))
        .containsExactly("column v is generated here and not on the provider");
  }

  private static TableStructure table(UniqueKey key, Column... columns) {
    return new TableStructure(new TableName("public", "t"), List.of(columns), List.of(key));
  }

  private static UniqueKey key(String... columns) {
    return new UniqueKey("t_pkey", true, List.of(columns), true);
  }

  private static Column column(String name, String type) {
    return new Column(name, type, false, Optional.empty(), false, Optional.empty());
  }
}
