package org.jlondiste.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jlondiste.model.Event;
import org.jlondiste.model.EventText;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each event format says what it means. */
class ChangeDecoderTest {
  private static final TableName ORDERS = new TableName("public", "orders");

  private final ChangeDecoder decoder = new ChangeDecoder();

  private static Event event(
      String type, @Nullable String data, @Nullable String extra2, @Nullable String extra3) {
    return new Event(7, "now", 1, null, type, data, "public.orders", extra2, extra3, null);
  }

  private RowChange row(
      String type, String data, @Nullable String extra2, @Nullable String extra3) {
    return (RowChange) decoder.decode(event(type, data, extra2, extra3));
  }

  private static List<@Nullable String> values(RowChange change) {
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < change.shape().size(); i++) {
      values.add(change.value(i));
    }
    return values;
  }

  @Test
  void aRowAsPostgresPrintsIt() {
    RowChange change =
        row("UPDATE", "(1,\"a \"\"b\"\" \\\\\",,\"\")", "{id,\"we ird\",note,e}", "{id}");

    assertThat(change.operation()).isEqualTo(Operation.UPDATE);
    assertThat(change.table()).isEqualTo(ORDERS);
    assertThat(change.eventId()).isEqualTo(7);
    assertThat(change.shape().columns()).containsExactly("id", "we ird", "note", "e");
    assertThat(change.shape().keyColumns()).containsExactly("id");
    assertThat(values(change)).containsExactly("1", "a \"b\" \\", null, "");
    assertThat(change.keyText()).isEqualTo("1");
  }

  @Test
  void bytesStayBytes() {
    ChangeDecoder ofBytes = new ChangeDecoder(EventText.BYTES);
    Event literal = event("INSERT", "(1,\u00e9\u0080)", "{id,note}", "{id}");
    Event encoded = event("I:id", "id=1&note=%e9\u0080", null, null);

    assertThat(values((RowChange) ofBytes.decode(literal))).containsExactly("1", "\u00e9\u0080");
    assertThat(values((RowChange) ofBytes.decode(encoded))).containsExactly("1", "\u00e9\u0080");
  }

  @Test
  void bytesThatNobodyKnowsAreRefused() {
    ChangeDecoder ofUnknown = new ChangeDecoder(EventText.UNKNOWN_BYTES);
    Event event = event("U:id", "id=1&note=%e9", null, null);

    assertThatThrownBy(() -> ofUnknown.decode(event))
        .hasMessageContaining("column note of the row with id=1 holds the byte 0xe9");
  }

  @Test
  void encodedBytesThatAreNoUtf8AreRefused() {
    assertThatThrownBy(() -> decoder.decode(event("U:id", "id=1&note=a%e9", null, null)))
        .hasMessageContaining(
            "column note of the row with id=1 holds a byte that is no UTF-8: 0xe9");
    assertThat(values(row("U:id", "id=1&note=%ef%bf%bd", null, null)))
        .containsExactly("1", "\uFFFD");
  }

  @Test
  void namesOfColumnsMayHoldAnything() {
    RowChange change =
        row("INSERT", "(1,2,3)", "{\"a\\\"b\\\\c\",\"{d,e}\",\"NULL\"}", "{\"{d,e}\"}");

    assertThat(change.shape().columns()).containsExactly("a\"b\\c", "{d,e}", "NULL");
    assertThat(change.shape().keyColumns()).containsExactly("{d,e}");
  }

  @Test
  void rowsOfOneAndOfNoColumn() {
    assertThat(values(row("INSERT", "()", "{a}", null))).containsExactly((String) null);
    assertThat(values(row("INSERT", "(\"\")", "{a}", null))).containsExactly("");
    assertThat(values(row("INSERT", "()", "{}", null))).isEmpty();
  }

  @Test
  void anyRowIsReadBack() {
    Random random = new Random(4);
    String alphabet = "ab\"\\,() \t\nä€'{}&=%+";
    for (int round = 0; round < 20_000; round++) {
      List<@Nullable String> values = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        if (random.nextInt(5) == 0) {
          values.add(null);
          continue;
        }
        StringBuilder value = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
          value.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        values.add(value.toString());
      }
      StringBuilder names = new StringBuilder();
      for (int i = 0; i < values.size(); i++) {
        names.append(i == 0 ? "{" : ",").append('c').append(i);
      }

      RowChange change = row("INSERT", printed(values), names + "}", null);

      assertThat(values(change)).isEqualTo(values);
    }
  }

  /** As PostgreSQL's record_out does it. */
  private static String printed(List<@Nullable String> values) {
    StringBuilder row = new StringBuilder("(");
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      row.append(i == 0 ? "" : ",");
      if (value != null && (value.isEmpty() || value.matches("(?s).*[\"\\\\(),\\s].*"))) {
        row.append('"');
        row.append(value.replace("\\", "\\\\").replace("\"", "\"\""));
        row.append('"');
      } else if (value != null) {
        row.append(value);
      }
    }
    return row.append(')').toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "(", "1,2", "(1)", "(1,2,3)", "(1,\"2)", "(1,\"2\"3)", "(\"1\"x,2)", "(1,2"})
  void aRowThatIsNoneIsNamed(String data) {
    assertThatThrownBy(() -> row("INSERT", data, "{a,b}", "{a}"))
        .isInstanceOf(DecodingError.class)
        .hasMessageContaining("event 7")
        .hasMessageContaining("public.orders");
  }

  @Test
  void aKeyThatIsNoColumnIsNamed() {
    assertThatThrownBy(() -> row("INSERT", "(1)", "{a}", "{b}"))
        .isInstanceOf(DecodingError.class)
        .hasMessageContaining("key column b");
    assertThatThrownBy(() -> row("UPDATE", "(1)", "{a}", null))
        .isInstanceOf(DecodingError.class)
        .hasMessageContaining("needs a key");
  }

  @Test
  void shapesAreShared() {
    assertThat(row("INSERT", "(1)", "{a}", "{a}").shape())
        .isSameAs(row("DELETE", "(2)", "{a}", "{a}").shape());
    assertThat(row("I:a", "a=1", null, null).shape())
        .isSameAs(row("I:a", "a=2", null, null).shape());
  }

  @Test
  void aRowUrlencoded() {
    RowChange change =
        row(
            "U:id,day",
            "id=5&day=2024-01-01&note=a+b%26%c3%a4%25&gone&empty=&x_y.z=-1",
            null,
            null);

    assertThat(change.operation()).isEqualTo(Operation.UPDATE);
    assertThat(change.shape().columns())
        .containsExactly("id", "day", "note", "gone", "empty", "x_y.z");
    assertThat(change.shape().keyColumns()).containsExactly("id", "day");
    assertThat(values(change)).containsExactly("5", "2024-01-01", "a b&ä%", null, "", "-1");
    assertThat(row("I:", "a=1", null, null).shape().hasKey()).isFalse();
    assertThat(row("D:a", "a=1&&a=2", null, null).keyText()).isEqualTo("2");
  }

  @Test
  void brokenUrlencodingIsNamed() {
    assertThatThrownBy(() -> row("I:a", "a=%4", null, null)).isInstanceOf(DecodingError.class);
    assertThatThrownBy(() -> row("U:b", "a=4", null, null)).isInstanceOf(DecodingError.class);
    assertThatThrownBy(() -> row("U:", "a=4", null, null)).isInstanceOf(DecodingError.class);
  }

  @Test
  void aRowInJson() {
    RowChange change =
        row(
            "{\"op\":\"UPDATE\",\"table\":[\"public\",\"orders\"],\"pkey\":[\"id\"]}",
            "{\"id\":12345678901234567890,\"n\":1.10,\"b\":true,\"s\":\"\\u00e4\\n\",\"z\":null,"
                + "\"o\":{\"a\": [1.0 ,2]},\"l\":[ 1]}",
            null,
            null);

    assertThat(change.operation()).isEqualTo(Operation.UPDATE);
    assertThat(change.shape().keyColumns()).containsExactly("id");
    assertThat(values(change))
        .containsExactly(
            "12345678901234567890", "1.10", "true", "ä\n", null, "{\"a\": [1.0 ,2]}", "[ 1]");
  }

  @Test
  void truncations() {
    String type = "{\"op\":\"TRUNCATE\",\"table\":[\"public\",\"orders\"],\"pkey\":[]}";

    assertThat(decoder.decode(event("R", "", null, null))).isEqualTo(new Truncation(7, ORDERS));
    assertThat(decoder.decode(event(type, "{}", null, null))).isEqualTo(new Truncation(7, ORDERS));
  }

  @Test
  void brokenJsonIsNamed() {
    assertThatThrownBy(() -> row("{\"op\":\"INSERT\"}", "{\"a\":", null, null))
        .isInstanceOf(DecodingError.class);
    assertThatThrownBy(() -> row("{\"op\":\"INSERT\"}", "[]", null, null))
        .isInstanceOf(DecodingError.class);
    assertThatThrownBy(() -> row("{\"op\":\"WHAT\"}", "{}", null, null))
        .isInstanceOf(DecodingError.class);
    assertThatThrownBy(() -> row("{\"op", "{}", null, null)).isInstanceOf(DecodingError.class);
  }

  @Test
  void partialSqlStaysAsItIs() {
    assertThat(decoder.decode(event("U", "a='1' where id='2'", null, null)))
        .isEqualTo(new StatementChange(7, Operation.UPDATE, ORDERS, "a='1' where id='2'"));
  }

  @Test
  void onlyRowEventsAreChanges() {
    assertThat(List.of("INSERT", "REMOVE", "R", "I", "I:id", "D:", "{\"op\":\"INSERT\"}"))
        .allMatch(ChangeDecoder::isChange);
    assertThat(List.of("EXECUTE", "pgq.tick-id", "londiste.add-table", "", "X", "{", "X:id"))
        .noneMatch(ChangeDecoder::isChange);
  }

  @Test
  void aRowThatWasLeftOnTheServerIsNamedByItsKey() {
    String beginning = HexFormat.of().formatHex("(\"a, \"\"b\"\"\",7,\"xyz".getBytes(UTF_8));
    assertThatThrownBy(() -> decoder.decode(leftOnServer("{name,id,body}", "{id,name}", beginning)))
        .isInstanceOf(DecodingError.class)
        .hasMessageContaining("public.orders")
        .hasMessageContaining("the row with id=7, name=a, \"b\" is of 3000000 bytes");
    assertThatThrownBy(() -> decoder.decode(leftOnServer("{name,id,body}", "{body}", beginning)))
        .hasMessageContaining("the row is of 3000000 bytes");
    assertThatThrownBy(() -> decoder.decode(leftOnServer("{name}", null, beginning)))
        .hasMessageContaining("the row is of 3000000 bytes");
    assertThatThrownBy(() -> decoder.decode(leftOnServer("{name,id}", "{id}", "")))
        .hasMessageContaining("the row is of 3000000 bytes");
  }

  private static Event leftOnServer(String columns, @Nullable String key, String beginning) {
    return new Event(
        7,
        "now",
        1,
        null,
        "INSERT",
        null,
        "public.orders",
        columns,
        key,
        "too large: 3000000 " + beginning);
  }
}
