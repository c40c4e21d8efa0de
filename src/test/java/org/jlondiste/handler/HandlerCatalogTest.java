package org.jlondiste.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jlondiste.change.Operation;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.RowShape;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HandlerCatalogTest {
  private static final TableName TABLE = new TableName("public", "t");
  private final HandlerCatalog catalog = new HandlerCatalog(Surroundings.Settings.DEFAULT);

  @Test
  void everyHandlerOfTheOriginalIsThere() {
    assertThat(catalog.kinds())
        .extracting(HandlerKind::name)
        .contains(
            "londiste",
            "bulk",
            "shard",
            "part",
            "vtable",
            "fake_local",
            "qtable",
            "qsplitter",
            "applyfn",
            "multimaster",
            "obfuscate",
            "dispatch",
            "direct",
            "bulk_direct",
            "hourly_event",
            "daily_batch",
            "monthly_field",
            "yearly_time",
            "bulk_daily_field")
        .doesNotHaveDuplicates()
        .hasSize(48);
  }

  /** Each preset names the partition by the time that it says, and keeps what came last. */
  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetOfDispatchDoesWhatItsNameSays(String name, int length, String moment) {
    RowChange update =
        new RowChange(
            1,
            Operation.UPDATE,
            TABLE,
            new RowShape(List.of("id", "day"), List.of("id")),
            new String[] {"7", "2022-02-22"});
    Event event =
        new Event(1, "2023-03-23 13:00:00+00", 1, null, "UPDATE", "", "public.t", null, null, null);
    Occasion occasion = new Occasion(new TickId(5), "2024-04-24 14:00:00+00", true);

    List<Deed> deeds =
        catalog
            .create(
                TABLE, catalog.read(name, List.of("part_field=day")), (sql, columns) -> List.of())
            .deeds(event, update, occasion);

    String time = moment.isEmpty() ? LocalDateTime.now(ZoneOffset.UTC).toString() : moment;
    assertThat(deeds).hasSize(2);
    assertThat(deeds.get(0)).isInstanceOf(Deed.Prepare.class);
    assertThat(deeds.get(1)).isInstanceOf(Deed.Apply.class);
    RowChange change = (RowChange) ((Deed.Apply) deeds.get(1)).change();
    assertThat(change.table().name())
        .isEqualTo("t_" + time.replaceAll("[-T]", "_").substring(0, length));
    assertThat(change.operation()).isEqualTo(Operation.REPLACE);
  }

  private static Stream<Arguments> presets() {
    Map<String, Integer> lengths = Map.of("hourly", 13, "daily", 10, "monthly", 7, "yearly", 4);
    Map<String, String> times =
        Map.of(
            "event",
            "2023-03-23T13",
            "batch",
            "2024-04-24T14",
            "field",
            "2022-02-22T00",
            "time",
            "");
    return Stream.of("", "bulk_")
        .flatMap(
            load ->
                lengths.entrySet().stream()
                    .flatMap(
                        period ->
                            times.entrySet().stream()
                                .map(
                                    mode ->
                                        Arguments.of(
                                            load + period.getKey() + "_" + mode.getKey(),
                                            period.getValue(),
                                            mode.getValue()))));
  }

  @Test
  void theStoredFormIsReadBack() {
    HandlerSpec spec = catalog.read("select", List.of("where=a = 'x, y' & b", "fields=a,b:c"));
    assertThat(spec.toString())
        .isEqualTo("select(where=a+%3d+%27x%2c+y%27+%26+b&fields=a%2cb%3ac)");
    assertThat(HandlerSpec.parse(spec.toString())).isEqualTo(spec);
    assertThat(HandlerSpec.of(spec.in(Map.of("copy_node", "?")))).contains(spec);
    assertThat(HandlerSpec.parse("shard(key=id,ignore_truncate=1)").arguments())
        .containsEntry("key", "id")
        .containsEntry("ignore_truncate", "1");
    assertThat(HandlerSpec.of(Map.of("handlers", "vtable")))
        .contains(new HandlerSpec("vtable", Map.of()));
  }

  @Test
  void wrongWordsAreRefused() {
    refuses("nonsense", "there is no handler nonsense");
    refuses("vtable", "has no argument key", "key=1");
    refuses("qsplitter", "needs argument queue");
    refuses("select", "multiple handler arguments: where", "where=1", "where=2");
    makingRefuses("daily_field", "needs part_field");
    makingRefuses("dispatch", "period cannot be 'week'", "period=week");
    makingRefuses("dispatch", "event_types are", "event_types=X");
    makingRefuses("dispatch", "cannot be read", "ignore_old_events=1", "retention_period=soon");
    makingRefuses("select", "a column is there twice", "fields=a,b:a");
    makingRefuses("select", "is empty", "fields=a,,b");
    makingRefuses("applyfn", "no name of a function", "func_name=f(); drop table x");
    makingRefuses("londiste", "is 0 or 1", "ignore_truncate=maybe");
  }

  @Test
  void aModuleThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> with("gone.jar"))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("gone.jar");
    assertThatThrownBy(() -> with("org.example.Gone"))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("org.example.Gone");
    assertThatThrownBy(() -> with("java.lang.Object"))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("HandlerKind");
    assertThat(with("londiste.handlers.shard").kinds()).hasSameSizeAs(catalog.kinds());
  }

  private static HandlerCatalog with(String module) {
    Surroundings.Settings usual = Surroundings.Settings.DEFAULT;
    return new HandlerCatalog(
        new Surroundings.Settings(
            usual.shardHashFunction(),
            usual.shardInfoQuery(),
            usual.obfuscatorMap(),
            usual.obfuscatorKey(),
            List.of(module)));
  }

  private void refuses(String name, String problem, String... arguments) {
    assertThatThrownBy(() -> catalog.read(name, List.of(arguments)))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining(problem);
  }

  private void makingRefuses(String name, String problem, String... arguments) {
    HandlerSpec spec = catalog.read(name, List.of(arguments));
    assertThatThrownBy(() -> catalog.create(TABLE, spec, (sql, columns) -> List.of()))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining(problem);
  }
}
