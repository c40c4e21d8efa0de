package org.jlondiste.support;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge of all other tests is just: it sees every difference, and nothing else. */
class RowsIT {
  private final Database left = Servers.get("9.6").createDatabase();
  private final Database right = Servers.get("18").createDatabase();

  @BeforeEach
  void sameTablesInBoth() {
    String columns =
        "f4 float4, f8 float8, f8s float8[], b bytea, t text, at timestamptz, p point, i interval";
    left.run("create table t (id int, dropped int, " + columns + ")", "alter table t drop dropped");
    right.run("create table t (" + columns + ", id int)");
  }

  private void intoBoth(String columns, String values) {
    left.run("insert into t (" + columns + ") values (" + values + ")");
    right.run("insert into t (" + columns + ") values (" + values + ")");
  }

  @Test
  void equalValuesAreEqualWhateverTheVersionPrints() {
    intoBoth("id, f4, f8", "1, 0.1, 0.1::float8 + 0.2");
    intoBoth("id, f8s, p", "2, '{0.1,NaN,-0}', '(0.1,0.3)'");
    intoBoth("id, b, t, at, i", "3, '\\x00ff', E'a\\nb', '2024-02-29 12:00+05:30', '-1 mon 3 d'");

    assertThatCode(() -> Rows.assertSameRows(left, right, "t")).doesNotThrowAnyException();
  }

  @Test
  void theLastBitOfAFloatCounts() {
    left.run("insert into t (id, f8) values (1, 0.3)");
    right.run("insert into t (id, f8) values (1, 0.1::float8 + 0.2::float8)");

    assertDifferent();
  }

  @Test
  void nullIsNotEmpty() {
    left.run("insert into t (id, t) values (1, '')");
    right.run("insert into t (id, t) values (1, null)");

    assertDifferent();
  }

  @Test
  void aRowMoreIsADifferenceAlsoWhenItIsADouble() {
    intoBoth("id", "1");
    right.run("insert into t (id) values (1)");

    assertDifferent();
  }

  private void assertDifferent() {
    assertThatThrownBy(() -> Rows.assertSameRows(left, right, "t"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("only in");
  }
}
