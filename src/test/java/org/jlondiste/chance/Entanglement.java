package org.jlondiste.chance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What hangs on the tables of a source: foreign keys, triggers and functions. */
final class Entanglement {
  private final List<Table> tables;
  private final double version;
  private final Random random;
  private final List<String> statements = new ArrayList<>();
  private int triggers;

  private Entanglement(List<Table> tables, double version, Random random) {
    this.tables = tables;
    this.version = version;
    this.random = random;
  }

  /** Statements that tie the tables together. */
  static List<String> of(List<Table> tables, double version, Random random) {
    Entanglement made = new Entanglement(tables, version, random);
    for (Table table : tables) {
      made.function(table);
      while (random.nextInt(3) == 0) {
        made.trigger(table);
      }
      if (table.refers()) {
        made.foreignKey(table);
      }
      if (random.nextInt(6) == 0 && table.partitions() == 0) {
        made.uniqueNumber(table);
      }
    }
    return made.statements;
  }

  private void uniqueNumber(Table table) {
    String deferred = version < 9 ? "" : any("", " deferrable initially deferred", " deferrable");
    statements.add("alter table " + table.name() + " add unique (n)" + deferred);
  }

  private void foreignKey(Table table) {
    List<Table> parents = tables.stream().filter(t -> t.isReferable(version)).toList();
    if (parents.isEmpty()) {
      return;
    }
    Table parent =
        table.isReferable(version) && random.nextBoolean()
            ? table
            : parents.get(random.nextInt(parents.size()));
    statements.add(
        "alter table "
            + table.name()
            + " add foreign key (up) references "
            + parent.name()
            + " ("
            + parent.keyList()
            + ") on delete "
            + any("cascade", "cascade", "set null", "no action")
            + " on update "
            + any("cascade", "cascade", "set null", "no action")
            + any("", " deferrable initially deferred", " deferrable"));
  }

  private void function(Table table) {
    statements.add(
        "create function touch_"
            + table.number()
            + "(i int) returns int language plpgsql volatile as $f$ begin update "
            + table.name()
            + " set n = n + 1 where n = i; return i; end $f$");
  }

  private void trigger(Table table) {
    String name = any("aaa", "zzz", "_a", "_zzz", "\"_londiste_\"", "\"Ü\"").replaceAll("\"$", "");
    int number = ++triggers;
    name = name.startsWith("\"") ? name + number + "\"" : name + number;
    String function = "trg_" + table.number() + "_" + number;
    Table other = tables.get(random.nextInt(tables.size()));
    boolean before = random.nextInt(3) == 0;
    boolean row = random.nextInt(4) > 0 && !(before && table.partitions() > 0 && version < 13);
    String events =
        any("insert", "update", "delete", "insert or update", "insert or update or delete");
    String body = row ? rowBody(table, other, before) : statementBody(table, other);
    statements.add(
        "create function "
            + function
            + "() returns trigger language plpgsql as $f$ begin "
            + "if "
            + (version >= 9.2 ? "pg_trigger_depth() < 4" : "random() < 0.7")
            + " then "
            + body
            + " end if; if tg_op = 'DELETE' then return old; end if; return new; end $f$");
    boolean constraint = row && !before && table.partitions() == 0 && random.nextInt(4) == 0;
    statements.add(
        "create "
            + (constraint ? "constraint " : "")
            + "trigger "
            + name
            + (before ? " before " : " after ")
            + events
            + " on "
            + table.name()
            + (constraint ? " deferrable initially deferred" : "")
            + " for each "
            + (row ? "row" : "statement")
            + " execute procedure "
            + function
            + "()");
  }

  private String rowBody(Table table, Table other, boolean before) {
    String record = "new";
    String body =
        switch (random.nextInt(before ? 7 : 6)) {
          case 0 ->
              "if new.n % 5 = 0 then update "
                  + table.name()
                  + " set n = n + 1 where "
                  + table.sameAs(record)
                  + "; end if;";
          case 1 ->
              "if new.n % 3 = 0 then update "
                  + table.name()
                  + " set t = 'by ' || new.n where n = new.n + 1; end if;";
          case 2 ->
              "if new.n % 4 = 0 then begin insert into "
                  + other.name()
                  + " ("
                  + Table.list(other.written())
                  + ") values ("
                  + other.values(random)
                  + "); exception when unique_violation then null; end; end if;";
          case 3 ->
              "if new.n % 2 = 0 then delete from " + table.name() + " where n = new.n + 7; end if;";
          case 4 ->
              "if new.n % 6 = 1 then update "
                  + other.name()
                  + " set n = n + 1, t = 'from afar' where n = new.n + 3; end if;";
          case 5 ->
              "if new.n % 7 = 1 then delete from "
                  + table.name()
                  + " where "
                  + table.sameAs(record)
                  + "; end if;";
          default -> "if new.n % 11 = 10 then return null; end if; new.n := new.n + 1;";
        };
    return "if tg_op <> 'DELETE' then "
        + body
        + " else if old.n % 3 = 1 then update "
        + table.name()
        + " set t = 'widow' where n = old.n + 1; end if; end if;";
  }

  private String statementBody(Table table, Table other) {
    String changed = random.nextBoolean() ? table.name() : other.name();
    return "if exists (select 1 from "
        + changed
        + " where n % 10 = 9) then update "
        + changed
        + " set n = n + 1 where n % 10 = 9; end if;"
        + (random.nextInt(3) == 0
            ? " if exists (select 1 from "
                + changed
                + " where n = 33) then delete from "
                + changed
                + " where n = 33; end if;"
            : "");
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
