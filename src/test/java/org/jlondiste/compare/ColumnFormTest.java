package org.jlondiste.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jlondiste.compare.ColumnForm.Kind;
import org.junit.jupiter.api.Test;

/** Which types are compared by their text, and which by their bits. */
class ColumnFormTest {
  private static final long INTEGER = 23;
  private static final long TEXT = 25;
  private static final long FLOAT8 = 701;
  private static final long POINT = 600;

  @Test
  void integersAreWrittenAsTheyAre() {
    ColumnForm form = ColumnForm.of(scalar("integer", INTEGER));

    assertThat(form.expression("id")).isEqualTo("coalesce(\"id\"::text, '')");
  }

  @Test
  void textsAreQuotedSoThatNullAndCommasAreKnown() {
    ColumnForm form = ColumnForm.of(scalar("text", TEXT));

    assertThat(form.expression("we\"ird")).isEqualTo("quote_nullable(\"we\"\"ird\"::text)");
  }

  @Test
  void floatsAreWrittenAsBits() {
    ColumnForm form = ColumnForm.of(scalar("double precision", FLOAT8));

    assertThat(form.kind()).isEqualTo(Kind.FLOAT);
    assertThat(form.expression("x")).contains("float8send(\"x\"::float8)");
  }

  @Test
  void whatIsMadeOfFloatsIsWrittenAsBits() {
    assertThat(ColumnForm.of(scalar("point", POINT)).kind()).isEqualTo(Kind.SENT);
    assertThat(ColumnForm.of(array("double precision[]", 1022, FLOAT8)).kind())
        .isEqualTo(Kind.ARRAY);
    assertThat(ColumnForm.of(composite(20000, FLOAT8, TEXT)).kind()).isEqualTo(Kind.SENT);
  }

  @Test
  void arraysOfTextsAreWrittenAsText() {
    assertThat(ColumnForm.of(array("text[]", 1009, TEXT)).kind()).isEqualTo(Kind.TEXT);
  }

  @Test
  void binaryFormsThatNameTypesOfUsersAreAvoided() {
    assertThat(ColumnForm.of(composite(20000, FLOAT8, 30000L)).kind()).isEqualTo(Kind.INEXACT);
  }

  @Test
  void differentTypesAreComparedAsTexts() {
    ColumnForm integer = ColumnForm.of(scalar("integer", INTEGER));
    ColumnForm bigint = ColumnForm.of(scalar("bigint", 20));
    ColumnForm text = ColumnForm.of(scalar("text", TEXT));

    assertThat(integer.with(bigint)).isEqualTo(integer);
    assertThat(integer.with(text)).isEqualTo(ColumnForm.TEXT);
    assertThat(text.with(integer)).isEqualTo(ColumnForm.TEXT);
  }

  private static ColumnType scalar(String name, long oid) {
    return new ColumnType(name, name, oid, "b", 0, "send", Set.of(), false);
  }

  private static ColumnType array(String name, long oid, long element) {
    return new ColumnType(name, name, oid, "b", element, "array_send", Set.of(element), false);
  }

  private static ColumnType composite(long oid, Long... parts) {
    return new ColumnType("c", "c", oid, "c", 0, "record_send", Set.of(parts), false);
  }
}
