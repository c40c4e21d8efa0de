package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.jlondiste.check.Finding;
import org.jlondiste.check.Preflight;
import org.jlondiste.check.Severity;
import org.jlondiste.check.Side;
import org.jlondiste.check.TextBudget;
import org.jlondiste.check.Topic;
import org.jlondiste.error.UsageError;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckDatabasesIT {

  @ParameterizedTest
  @CsvSource({"9.6, 18", "18, 9.6", "15, 17"})
  void everyFaultIsFoundWhereItIsAndNowhereElse(String there, String here) {
    Database source = database(there);
    Database target = database(here);
    List<Fault> faults = Faults.ALL.stream().filter(f -> f.isPossible(source, target)).toList();
    faults.forEach(fault -> fault.make(source, target));

    List<Finding> findings = check(source, target).findings();

    SoftAssertions softly = new SoftAssertions();
    runWhatIsProposed(findings, source, target, softly);
    for (Fault fault : faults) {
      softly
          .assertThat(found(findings, fault.name()))
          .as(fault.name())
          .containsExactlyInAnyOrderElementsOf(fault.expected());
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @CsvSource({"9.6, 18", "18, 9.6", "15, 17"})
  void aCleanPairHasNoWarnings(String there, String here) {
    Database source = database(there);
    Database target = database(here);
    String[] schema = {
      "create table customer (id serial primary key, name varchar(40) not null default 'x',"
          + " born date default current_date, check (name <> ''))",
      "create index customer_name on customer (lower(name)) where born > '2000-01-01'",
      "create type colour as enum ('red', 'blue')",
      "create domain price as numeric(10,2) check (value >= 0)",
      "create table item (id bigint primary key, price price, colours colour[],"
          + " customer int references customer on delete cascade,"
          + " changed timestamptz default now(), unique (customer, price))",
      "create view cheap as select * from item where price < 1",
      "create function twice(int) returns int language sql as 'select $1 * 2'"
    };
    source.run(schema);
    target.run(schema);

    Preflight.Report report = check(source, target);

    assertThat(report.findings()).filteredOn(f -> f.severity() != Severity.INFO).isEmpty();
    assertThat(report.inOrder())
        .contains(Topic.KEYS, Topic.CONSTRAINTS, Topic.INDEXES, Topic.TYPES);
    assertThat(report.tables()).isEqualTo(2);
  }

  @Test
  void moneyThatIsReadInOtherWays() {
    Database source = database("9.6");
    Database target = database("18");
    source.run("alter database " + source.name() + " set lc_monetary = 'POSIX'");
    for (Database database : List.of(source, target)) {
      database.run(
          "create table t (id int primary key, price money, prices money[], note text)",
          "create table u (id int primary key)");
    }

    assertThat(check(source, target).findings())
        .filteredOn(finding -> finding.rule().equals("money"))
        .hasSize(2)
        .allMatch(finding -> finding.problem().contains("posix on the source, and c here"));
  }

  /** Such a server converts all text that it hands out. */
  @Test
  void textThatAnOldSourceCannotReadIsNamed() {
    Database source = encoded("8.4", "WIN1252");
    Database target = encoded("18", "WIN1252");
    String table = "create table t (id int primary key, note text)";
    source.run(
        table,
        "insert into t values (1, 'plain'), (7, convert_from(decode('e981', 'hex'), 'WIN1252'))");
    target.run(table);

    assertThat(check(source, target).findings())
        .filteredOn(finding -> finding.rule().equals("unfit-text"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.object()).isEqualTo("public.t note");
              assertThat(finding.problem()).contains("in the row with id=7").contains("0x81");
            });
  }

  @Test
  void nothingIsChangedAndNothingIsLeftOver() {
    Database source = database("15");
    Database target = database("18");
    source.run("create table t (id int primary key)");
    String objects = "select count(*) from pg_class where oid >= 16384";
    long before = source.count(objects);

    check(source, target);

    assertThat(source.count(objects)).isEqualTo(before);
    assertThat(target.count(objects)).isZero();
    assertThat(source.query("show default_transaction_read_only")).containsExactly("off");
  }

  @ParameterizedTest
  @CsvSource({"9.6, 15", "15, 18", "18, 15"})
  void theKindOfCaptureToldIsTheOneThatATableGets(String there, String here) {
    Place root = new Place(database(there), "master");
    Database source = root.database();
    boolean partitions = !there.equals("9.6");
    source.run(
        "create table plain (id int primary key)",
        "create table parent (id int primary key)",
        "create table child (primary key (id)) inherits (parent)",
        "create table tree (id int primary key, up int references tree on delete cascade)",
        "create table ring_a (id int primary key, b int)",
        "create table ring_b (id int primary key, a int references ring_a on update cascade)",
        "alter table ring_a add foreign key (b) references ring_b on delete set null",
        "create table two (id int primary key, a int references plain on delete cascade,"
            + " b int references plain on delete set null)",
        "create table late (id int primary key deferrable)",
        "create table busy (id int primary key, v int)",
        "create function busy() returns trigger language plpgsql as"
            + " 'begin update only public.busy set v = 1 where id = new.id; return null; end'",
        "create trigger busy after insert on busy for each row execute procedure busy()",
        "create table calm (id int primary key, v int)",
        "create trigger calm after insert on calm for each row execute procedure busy()");
    if (partitions) {
      source.run(
          "create table parted (id int) partition by range (id)",
          "create table parted_1 partition of parted for values from (0) to (10)");
    }

    List<Finding> findings = check(source, database(here)).findings();
    root.createRoot();

    for (String kind :
        source.query(
            "select c.relname || ' ' || jlondiste.capture_kind(c.oid) from pg_class c"
                + " where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace"
                + " and c.relname <> 'parted_1'")) {
      String[] words = kind.split(" ", -1);
      assertThat(findings)
          .filteredOn(f -> f.rule().equals("capture") && f.object().equals("public." + words[0]))
          .singleElement()
          .satisfies(
              f -> assertThat(f.problem()).contains("captured by " + words[1] + " triggers"));
    }
    assertThat(findings)
        .filteredOn(f -> f.rule().equals("capture-current-state"))
        .extracting(Finding::object)
        .containsExactlyInAnyOrder(
            "public.tree",
            "public.ring_a",
            "public.ring_b",
            "public.two",
            "public.late",
            "public.busy");
  }

  @ParameterizedTest
  @CsvSource({"18, 9.6", "9.6, 18"})
  void typesThatCannotTravelAreToldBeforeAnythingIsInstalled(String there, String here) {
    Database source = database(there);
    Database target = database(here);
    boolean back = there.equals("18");
    source.run(
        "create type pair as (a real, b int)",
        "create table healthy (id int primary key, b jsonb, r real[])",
        "create table floats (id int primary key, p pair)",
        back ? "create table many (id int primary key, m int4multirange)" : "select 1");
    target.run(
        "create type pair as (a real, b int)",
        "create table healthy (id int primary key, b jsonb, r real[])",
        "create table floats (id int primary key, p pair)");

    List<Finding> findings = check(source, target).findings();

    assertThat(findings)
        .filteredOn(f -> f.rule().equals("type-refused"))
        .extracting(f -> f.severity() + " " + f.object())
        .containsExactlyInAnyOrderElementsOf(
            back ? List.of("BLOCKER public.floats p", "BLOCKER public.many m") : List.of());
  }

  @Test
  void aTableWithoutKeyIsAWarningOnceItsRowsAreChanged() {
    Database source = database("9.6");
    source.run("create table t (id int)", "insert into t values (1)", "update t set id = 2");
    Await.until(
        "the statistics arrive",
        () -> source.count("select coalesce(sum(n_tup_upd), 0) from pg_stat_user_tables") > 0);

    assertThat(found(check(source).findings(), "public.t"))
        .containsExactly("WARNING no-key source");
  }

  @Test
  void aRoleWithFewRightsIsToldWhichItLacks() {
    Database source = database("15");
    Database target = database("18");
    String table = "create table t (id int primary key)";
    source.run(table);
    target.run(
        table,
        "alter table t enable row level security",
        "create schema closed",
        "create table closed.t (id int primary key)",
        "drop extension plpgsql");
    String role = "check_" + target.name();
    target.run("create role " + role + " login connection limit 3");
    try (Session local = Place.DATABASES.open(target.connectString(role), "test")) {
      List<Finding> findings = check(local, Optional.of(source.connectString())).findings();

      assertThat(findings.stream().filter(f -> f.topic() == Topic.RIGHTS).map(Finding::rule))
          .containsExactlyInAnyOrder(
              "not-owner",
              "row-security",
              "may-not-create",
              "may-not-use-schema",
              "no-plpgsql",
              "replica-role");
      assertThat(found(findings, target.name())).contains("WARNING few-connections target");
    } finally {
      target.run("drop role " + role);
    }
  }

  @Test
  void aDatabaseWhoseCollationHasChangedIsTold() {
    Database source =
        Servers.get("15")
            .createDatabase(
                "check",
                "encoding 'UTF8' lc_collate 'C' lc_ctype 'C' locale_provider icu icu_locale 'und'");
    source.run(
        "create table t (id int primary key)",
        "update pg_database set datcollversion = 'old' where datname = current_database()");

    assertThat(found(check(source).findings(), source.name()))
        .containsExactly("WARNING collation-version source");
  }

  @Test
  void rolesAndSettingsOfTheSourceAreMissed() {
    Database source = database("9.6");
    Database target = database("18");
    String role = "check_" + source.name();
    source.run(
        "create role " + role,
        "alter role " + role + " set session_replication_role = replica",
        "create table t (id int primary key)",
        "grant select on t to " + role,
        "alter database " + source.name() + " set statement_timeout = '7s'",
        "alter database " + source.name() + " set idle_in_transaction_session_timeout = '8s'",
        "alter database " + source.name() + " set default_transaction_read_only = on");
    target.run("create table t (id int primary key)");
    try {
      List<Finding> findings = check(source, target).findings();

      assertThat(found(findings, role))
          .containsExactlyInAnyOrder("WARNING role target", "WARNING replication-role source");
      assertThat(found(findings, "statement_timeout"))
          .containsExactlyInAnyOrder("WARNING database-setting target", "INFO timeout source");
      assertThat(found(findings, "idle_in_transaction_session_timeout"))
          .containsExactlyInAnyOrder("WARNING database-setting target", "INFO timeout source");
      assertThat(findings)
          .filteredOn(finding -> finding.rule().equals("timeout"))
          .extracting(Finding::problem)
          .containsExactly(
              "is 8000 ms for this role; sessions of jlondiste turn it off for themselves",
              "is 7000 ms for this role; sessions of jlondiste turn it off for themselves");
      assertThat(findings).extracting(Finding::rule).contains("read-only");
    } finally {
      source.run("set default_transaction_read_only = off", "drop table t", "drop role " + role);
    }
  }

  @ParameterizedTest
  @CsvSource({"LATIN1, UTF8, INFO", "UTF8, LATIN1, WARNING", "SQL_ASCII, UTF8, WARNING"})
  void encodingsAreCompared(String there, String here, Severity severity) {
    Database source = encoded("15", there);
    Database target = encoded("17", here);

    assertThat(check(source, target).findings())
        .filteredOn(finding -> finding.rule().equals("encoding"))
        .extracting(Finding::severity)
        .containsExactly(severity);
  }

  @ParameterizedTest
  @CsvSource({
    "9.6, UTF8, 18, LATIN1, e282ac, ''",
    "15, EUC_JP, 17, WIN1252, 8ff2f8, ''",
    "15, WIN1252, 17, UTF8, 81, ''",
    "9.6, SQL_ASCII, 18, UTF8, e9, ''",
    "9.6, SQL_ASCII, 18, UTF8, ff, EUC_JP",
    "15, UTF8, 17, UTF8, e9, ''"
  })
  void textThatTheTargetCannotHoldIsFoundBeforeTheCopy(
      String there, String from, String here, String to, String bytes, String declared) {
    Database source = encoded(there, "SQL_ASCII");
    Database target = encoded(here, to);
    String table = "create table menu (id int primary key, price numeric, dish text, words text[])";
    source.run(
        table,
        "create table plain (id int primary key, dish varchar(20))",
        "insert into plain select i, 'soup' from generate_series(1, 1000) i",
        "insert into menu select i, i, 'soup', '{a}' from generate_series(1, 10000) i",
        "update menu set dish = 'a' || convert_from(decode('"
            + bytes
            + "', 'hex'), 'SQL_ASCII')"
            + " || 'z' where id = 70",
        "update menu set words[2] = convert_from(decode('"
            + bytes
            + "', 'hex'), 'SQL_ASCII')"
            + " || 'z' where id in (7000, 8000)",
        // an old server, or an upgrade, may have let such bytes in
        "update pg_database set encoding = pg_char_to_encoding('"
            + from
            + "')"
            + " where datname = current_database()");
    target.run(table, "create table plain (id int primary key, dish varchar(20))");

    List<Finding> findings;
    try (Session local = target.session()) {
      findings =
          check(local, Optional.of(source.connectString()), TextBudget.usual(declared)).findings();
    }

    assertThat(findings)
        .filteredOn(finding -> finding.topic() == Topic.TEXT)
        .satisfiesExactlyInAnyOrder(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.BLOCKER);
              assertThat(finding.object()).isEqualTo("public.menu dish");
              assertThat(finding.problem())
                  .contains("id=70", "0x" + bytes.substring(0, 2))
                  .doesNotContain("rows");
            },
            finding -> {
              assertThat(finding.object()).isEqualTo("public.menu words");
              assertThat(finding.problem()).contains("id=7000", "; 2 rows", "id=8000");
            });
  }

  @Test
  void textIsSearchedWithinItsBudgetAndWhatIsLeftOutIsTold() {
    Database source = encoded("15", "UTF8");
    Database target = encoded("17", "LATIN1");
    String table = "create table menu (id int primary key, dish text)";
    source.run(
        table,
        "insert into menu select i, case when i > 50 then '€' else 'é' end"
            + " from generate_series(1, 100) i");
    target.run(table);

    try (Session local = target.session()) {
      Optional<String> provider = Optional.of(source.connectString());
      TextBudget few = new TextBudget("", Optional.of(50L), Optional.empty());
      TextBudget noTime = new TextBudget("", Optional.empty(), Optional.of(Duration.ZERO));
      TextBudget all = new TextBudget("", Optional.empty(), Optional.empty());

      assertThat(found(check(local, provider, few).findings(), "1 table"))
          .contains("INFO text-unread source");
      assertThat(found(check(local, provider, noTime).findings(), "1 table"))
          .contains("INFO text-unread source");
      assertThat(check(local, provider, all).findings())
          .filteredOn(finding -> finding.topic() == Topic.TEXT)
          .singleElement()
          .satisfies(finding -> assertThat(finding.problem()).contains("at least 20 rows"));
    }
  }

  @Test
  void whatOtherReplicationDoesIsTold() {
    Database source = database("15");
    source.run(
        "create table t (id int primary key)",
        "create table fed (id int primary key)",
        "create table keyless (id int)",
        "set client_min_messages = error; create publication everything for all tables",
        "create subscription check_feed connection 'port=1' publication p with (connect = false)",
        "insert into pg_subscription_rel select oid, 'fed'::regclass, 'r' from pg_subscription"
            + " where subname = 'check_feed'",
        "update pg_subscription set subenabled = true where subname = 'check_feed'");
    try {
      List<Finding> findings = check(source).findings();

      assertThat(found(findings, "everything"))
          .containsExactly("WARNING publication-for-all source");
      assertThat(found(findings, "public.fed")).containsExactly("BLOCKER subscribed-table source");
      assertThat(found(findings, "public.keyless")).contains("WARNING unidentified-rows source");
      assertThat(found(findings, "public.t")).isEmpty();
    } finally {
      source.run(
          "alter subscription check_feed disable",
          "alter subscription check_feed set (slot_name = none)",
          "drop subscription check_feed");
    }
  }

  @Test
  void schemasLikeOursAndWhatIsNotReplicatedAreTold() throws SQLException {
    Database source = database("9.6");
    source.run("create schema pgq", "create table pgq.mine (id int)", "select lo_create(0)");

    List<Finding> findings;
    try (Connection application = source.connect()) {
      try (Statement statement = application.createStatement()) {
        statement.execute("create temporary table passing (id int)");
      }
      findings = check(source).findings();
    }

    assertThat(found(findings, "temporary tables")).containsExactly("INFO temporary-tables source");
    assertThat(found(findings, "pgq")).containsExactly("BLOCKER taken-schema source");
    assertThat(found(findings, "large objects")).containsExactly("WARNING large-objects source");
    assertThat(findings).extracting(Finding::rule).contains("no-tables");
  }

  @Test
  void aDatabaseIsNotReplicatedIntoItself() {
    Database source = database("15");

    assertThat(check(source, source).findings())
        .extracting(Finding::rule)
        .contains("same-database");
  }

  @Test
  void nodesAreCheckedAsWell() {
    Place root = new Place(database("9.6"), "master");
    Place leaf = new Place(database("18"), "slave");
    String table = "create table orders (id int primary key, note text)";
    root.database().run(table, "insert into orders values (1)");
    leaf.database().run(table, "insert into orders values (2)");
    root.createRoot();
    leaf.createLeaf(root);
    root.addTables("orders");
    leaf.addTables("orders");

    Preflight.Report report;
    try (Session local = leaf.session()) {
      report = check(local, Optional.empty());
    }

    assertThat(report.target()).isPresent();
    assertThat(report.findings()).filteredOn(f -> f.severity() != Severity.INFO).isEmpty();
    assertThat(report.findings()).extracting(Finding::topic).doesNotContain(Topic.TRIGGERS);
  }

  @Test
  void onlyTheTablesNamedAreLookedAt() {
    Database source = database("15");
    Database target = database("18");
    source.run("create table a1 (id int)", "create table a2 (id int)", "create table b (id int)");
    try (Session local = target.session()) {
      Preflight.Report report = check(local, Optional.of(source.connectString()), "a*");

      assertThat(report.tables()).isEqualTo(2);
      assertThat(found(report.findings(), "public.b")).isEmpty();
      assertThatThrownBy(() -> check(local, Optional.of(source.connectString()), "ghost"))
          .isInstanceOf(UsageError.class)
          .hasMessageContaining("there is no table ghost");
    }
  }

  /** Statements that are whole must be good ones; an ellipsis is for the operator to fill in. */
  private static void runWhatIsProposed(
      List<Finding> findings, Database source, Database target, SoftAssertions softly) {
    for (Finding finding : findings) {
      // that one is only called so
      boolean real = !finding.object().equals("citus");
      if (real && finding.severity() != Severity.INFO && finding.sql().matches("[^…]+")) {
        Database database = finding.side() == Side.SOURCE ? source : target;
        softly
            .assertThatCode(() -> database.run("begin", finding.sql(), "rollback"))
            .as(finding.toString())
            .doesNotThrowAnyException();
      }
    }
  }

  private static List<String> found(List<Finding> findings, String name) {
    return findings.stream()
        .filter(finding -> finding.object().contains(name))
        .filter(finding -> !finding.rule().equals("capture"))
        .map(finding -> finding.severity() + " " + finding.rule() + " " + finding.side())
        .toList();
  }

  private static Preflight.Report check(Database source, Database target) {
    try (Session local = target.session()) {
      return check(local, Optional.of(source.connectString()));
    }
  }

  private static Preflight.Report check(Database alone) {
    try (Session local = alone.session()) {
      return check(local, Optional.empty());
    }
  }

  private static Preflight.Report check(Session local, Optional<String> provider, String... words) {
    return check(local, provider, TextBudget.usual(""), words);
  }

  private static Preflight.Report check(
      Session local, Optional<String> provider, TextBudget text, String... words) {
    Preflight.Report report =
        new CheckDatabases(local, Place.DATABASES, Place.QUEUE)
            .run(
                new CheckDatabases.Request(
                    List.of(words), provider, Optional.empty(), RegistrationFilter.NONE, text));
    assertThat(report.findings())
        .filteredOn(finding -> finding.severity() != Severity.INFO)
        .allMatch(finding -> !(finding.advice() + finding.sql()).isEmpty(), "says what to do");
    return report;
  }

  private static Database database(String version) {
    return Servers.get(version).createDatabase("check");
  }

  private static Database encoded(String version, String encoding) {
    return Servers.get(version)
        .createDatabase("check", "encoding '" + encoding + "' lc_collate 'C' lc_ctype 'C'");
  }
}
