package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Application;
import org.jlondiste.support.Database;
import org.jlondiste.support.Locales;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money arrives with its bits, by whatever locale an application reads and writes it. */
class MoneyIT {
  /** Points and commas the other way round; no fractions; groups of two digits; apostrophes. */
  @ParameterizedTest
  @CsvSource({"9.6, 18, de_DE", "18, 9.6, ja_JP", "15, 17, en_IN", "17, 15, de_CH"})
  void moneyOfManyCountries(String there, String here, String country) {
    String locale = Locales.make(country);
    Database from = Servers.get(there).createDatabase("money");
    Database to = Servers.get(here).createDatabase("money");
    for (Database database : List.of(from, to)) {
      database.run(
          "alter database " + database.name() + " set lc_monetary = '" + locale + "'",
          "create domain price as money check (value is not null or value is null)",
          "create type offer as (least money, prices money[])");
    }
    List<TrialResult> results;
    try (Session source = from.session();
        Session target = to.session();
        Application application = Application.of(from, Map.of("lc_monetary", locale));
        ValueTrial trial = new ValueTrial(source, target, "", application::run)) {
      assertThat(application.run("show lc_monetary")).containsExactly(locale);
      results =
          trial.run(
              List.of("money", "money[]", "public.price", "public.offer", "public.offer[]").stream()
                  .map(type -> new TrialSubject(type, List.of()))
                  .toList());
    }
    assertThat(results).allMatch(TrialResult::isSame).allMatch(result -> result.values() > 5);
  }

  /** The test above would say nothing if the locales were not those of countries. */
  @Test
  void theSameBitsAreOtherAmountsElsewhere() {
    Database database = Servers.get("15").createDatabase("money");
    database.run("create table price (amount money)", "insert into price values ('12345.67')");

    assertThat(shown(database, Locales.make("de_DE"))).isEqualTo("12.345,67 €");
    assertThat(shown(database, Locales.make("ja_JP"))).endsWith("1,234,567");
  }

  private static String shown(Database database, String locale) {
    try (Application application = Application.of(database, Map.of("lc_monetary", locale))) {
      return application.run("select amount from price").get(0);
    }
  }
}
