package org.jlondiste.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jlondiste.error.UsageError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
  @Test
  void statementsEndAtSemicolons() {
    assertThat(texts("select 1; select 2;\n\nselect 3"))
        .containsExactly("select 1", "select 2", "select 3");
  }

  @Test
  void commentsAndEmptyStatementsAreNone() {
    assertThat(texts("-- one; two\n;; /* a; /* b; */ c; */ ; \n")).isEmpty();
  }

  @Test
  void linesAreCounted() {
    assertThat(Statements.of("-- head\n\nselect 1;\n  select\n2; select 3"))
        .extracting(SqlStatement::line)
        .containsExactly(3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ';'",
        "select 'it''s; so'",
        "select 'back\\'",
        "select E'it\\'s; so'",
        "select e'a\\\\'",
        "select E'one''two\\';'",
        "select U&'d\\0061;'",
        "select \"odd;name\", \"odd\"\";\"",
        "select $$a;b$$",
        "select $x$ a; $$ b; $y$ $x$",
        "select 1 -- not; here\n+ 2",
        "select 1 /* not; /* here; */ nor; here */ + 2",
        "create rule r as on insert to t do also (insert into u values (1); insert into u values"
            + " (2))",
        "create function f(int) returns int language sql begin atomic select 1; select case when $1"
            + " > 0 then 1 else 2 end; end",
        "create or replace procedure p() language sql begin atomic insert into t values (1); end",
        "select a[1:2], $1, x$y from t",
        "select 1e5, 0x1f, 1_000",
        "select 'grüße;', \"größe;\""
      })
  void aSemicolonInsideEndsNothing(String statement) {
    assertThat(texts(statement + "; select 'next'")).containsExactly(statement, "select 'next'");
  }

  @Test
  void aPlainLiteralKnowsNoEscapes() {
    assertThat(texts("select 'C:\\'; select 2")).containsExactly("select 'C:\\'", "select 2");
  }

  @Test
  void whatIsNotClosedReachesToTheEnd() {
    assertThat(texts("select 'open; select 2")).containsExactly("select 'open; select 2");
    assertThat(texts("select $a$ open; select 2")).containsExactly("select $a$ open; select 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin; select 1",
        "select 1;\ncommit",
        "START TRANSACTION",
        "rollback",
        "end",
        "prepare transaction 'x'",
        "set local session_replication_role = origin",
        "reset session_replication_role",
        "copy t from stdin",
        "copy t (a, b, c, d, e, f, g) from stdin with csv",
        "\\copy t from 'file'",
        "\\i other.sql"
      })
  void whatCannotBePartOfAScriptIsRefused(String text) {
    Script script = Script.parse("x.sql", text);

    assertThatThrownBy(() -> ScriptRules.check(script))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("script x.sql, line ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "savepoint a; rollback to a; rollback to savepoint a; release a",
        "prepare q as select 1",
        "copy t from '/tmp/file'",
        "create function f() returns int language plpgsql as $$ begin return 1; end $$"
      })
  void otherStatementsMayStay(String text) {
    assertThatCode(() -> ScriptRules.check(Script.parse("x.sql", text))).doesNotThrowAnyException();
  }

  private static List<String> texts(String script) {
    return Statements.of(script).stream().map(SqlStatement::text).toList();
  }
}
