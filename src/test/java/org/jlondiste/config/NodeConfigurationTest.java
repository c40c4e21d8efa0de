package org.jlondiste.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeConfigurationTest {
  private static final String LEAST = "[londiste3]\ndb = dbname=shop\nqueue_name = shopq\n";

  private final Path directory;
  private final Path file;

  NodeConfigurationTest(@TempDir Path directory) {
    this.directory = directory;
    this.file = directory.resolve("leaf.ini");
  }

  private NodeConfiguration load(String text) {
    return load(text, Map.of());
  }

  private NodeConfiguration load(String text, Map<String, String> overrides) {
    write(file, text, StandardCharsets.UTF_8);
    return NodeConfiguration.load(file, overrides, directory);
  }

  private static void write(Path file, String text, Charset charset) {
    try {
      Files.writeString(file, text, charset);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private AbstractThrowableAssert<?, ?> assertRefused(String text) {
    return assertThatThrownBy(() -> load(text)).isInstanceOf(ConfigurationError.class);
  }

  @Test
  void theLeastFileIsFilledWithDefaults() {
    NodeConfiguration node = load(LEAST);

    assertThat(node.db()).isEqualTo("dbname=shop");
    assertThat(node.queueName()).isEqualTo("shopq");
    assertThat(node.jobName()).isEqualTo("leaf");
    assertThat(node.consumerName()).isEqualTo("leaf");
    assertThat(node.traces().logFile()).isEmpty();
    assertThat(node.traces().logSize()).isEqualTo(10 << 20);
    assertThat(node.rhythm().loopDelay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(node.rhythm().exceptionSleep()).isEqualTo(Duration.ofSeconds(20));
    assertThat(node.batches().keepLag()).isEmpty();
    assertThat(node.copying().parallelTables()).isEqualTo(1);
    assertThat(node.scope().includesTable(TableName.parse("orders"))).isTrue();
    assertThat(node.warnings()).isEmpty();
  }

  @Test
  void everyKeyFindsItsField() {
    NodeConfiguration node =
        load(
            """
            [londiste]
            db = host=db1 dbname=shop
            queue_name = shopq
            job_name = shop_leaf
            consumer_name = shop_consumer
            remote_extra_connstr = user=bob
            connection_lifetime = 60
            node_name = leaf
            public_node_location = host=db1 dbname=shop
            initial_provider_location = postgresql://db0/shop
            logfile = ~/log/%(job_name)s.log
            pidfile = pid/%(job_name)s.pid
            log_level = debug
            log_size = 1MB
            log_count = 5
            loop_delay = 0.25
            exception_sleep = 5
            ticker_period = 0
            keepalive_stats = 11
            global_wm_publish_period = 12
            local_wm_publish_period = 13
            batch_max_events = 100
            batch_max_bytes = 64 kB
            pgq_batch_collect_events = 7
            pgq_batch_collect_interval = 0.5
            pgq_keep_lag = 3600
            parallel_copies = 4
            threaded_copy_tables = public.big*, sales.*
            threaded_copy_pool_size = 3
            copy_chunk_rows = 5000
            copy_parallel_indexes = 6
            copy_max_rate = 20MB
            local_only = on
            local_only_drop_execute = TRUE
            register_only_tables = public.a, sales.b
            register_only_seqs = public.a_id_seq
            register_skip_tables = sales.b
            register_skip_seqs = public.b_id_seq
            lock_timeout = 2.5
            compare_sql = select count(*) as n from _TABLE_
            compare_fmt = %%(n)d rows
            shard_hash_func = hash
            shard_info_sql = select 1
            obfuscator_map = map.yaml
            obfuscator_key = salt
            handler_modules = handlers.jar, org.example.Mine
            """);

    assertThat(node.jobName()).isEqualTo("shop_leaf");
    assertThat(node.consumerName()).isEqualTo("shop_consumer");
    assertThat(node.remoteExtra()).isEqualTo("user=bob");
    assertThat(node.creation().nodeName()).contains("leaf");
    assertThat(node.creation().publicLocation()).contains("host=db1 dbname=shop");
    assertThat(node.creation().providerLocation()).contains("postgresql://db0/shop");
    assertThat(node.traces())
        .isEqualTo(
            new NodeConfiguration.Traces(
                Optional.of(directory.resolve("log/shop_leaf.log")),
                Optional.of(Path.of("pid/shop_leaf.pid")),
                LogLevel.DEBUG,
                1 << 20,
                5));
    assertThat(node.rhythm())
        .isEqualTo(
            new NodeConfiguration.Rhythm(
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                Duration.ZERO,
                Duration.ofSeconds(11),
                Duration.ofSeconds(12),
                Duration.ofSeconds(13),
                Duration.ofSeconds(60)));
    assertThat(node.batches())
        .isEqualTo(
            new NodeConfiguration.Batches(
                100,
                64 << 10,
                7,
                Optional.of(Duration.ofMillis(500)),
                Optional.of(Duration.ofHours(1))));
    assertThat(node.copying())
        .isEqualTo(
            new NodeConfiguration.Copying(
                4, List.of("public.big*", "sales.*"), 3, 5000, 6, 20 << 20));
    assertThat(node.scope().localOnly()).isTrue();
    assertThat(node.scope().dropScripts()).isTrue();
    assertThat(node.scope().includesTable(TableName.ofRaw("public.a"))).isTrue();
    assertThat(node.scope().includesTable(TableName.ofRaw("sales.b"))).isFalse();
    assertThat(node.scope().includesTable(TableName.ofRaw("sales.c"))).isFalse();
    assertThat(node.scope().includesSequence(TableName.ofRaw("public.a_id_seq"))).isTrue();
    assertThat(node.scope().includesSequence(TableName.ofRaw("public.b_id_seq"))).isFalse();
    assertThat(node.comparison())
        .isEqualTo(
            new NodeConfiguration.Comparison(
                Duration.ofMillis(2500),
                Optional.of("select count(*) as n from _TABLE_"),
                Optional.of("%(n)d rows")));
    assertThat(node.handlers())
        .isEqualTo(
            new NodeConfiguration.Handlers(
                "hash",
                "select 1",
                Optional.of(Path.of("map.yaml")),
                "salt",
                List.of("handlers.jar", "org.example.Mine")));
    assertThat(node.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"londiste", "londiste3", "setadm", "cascade_admin"})
  void theSectionMayHaveAnyOfItsNames(String section) {
    NodeConfiguration node =
        load(
            "[other]\nx = 1\n["
                + section
                + "]\nnode_db = dbname=x\npgq_queue_name: q\npgq_consumer_id: c\n");

    assertThat(node.db()).isEqualTo("dbname=x");
    assertThat(node.queueName()).isEqualTo("q");
    assertThat(node.consumerName()).isEqualTo("c");
    assertThat(node.warnings()).isEmpty();
  }

  @Test
  void valuesGoOnInIndentedLinesAndRemarksStandAlone() {
    NodeConfiguration node =
        load(
            """
            ; a remark
            [londiste3] # another
            DB = host=db1
              # not part of it
              dbname=shop

              user=bob
            queue_name : shop=q:1 ; part of it
            threaded_copy_tables =
                public.a,
                public.b

            # the end
            """);

    assertThat(node.db()).isEqualTo("host=db1\ndbname=shop\n\nuser=bob");
    assertThat(node.queueName()).isEqualTo("shop=q:1 ; part of it");
    assertThat(node.copying().sharedTables()).containsExactly("public.a", "public.b");
  }

  @Test
  void namesInListsMayBeQuoted() {
    NodeConfiguration node =
        load(
            LEAST
                + """
                register_only_tables = orders, public."a, b" ,"odd.schema"."say ""hi"".", crm.a.b,
                  "x,y"
                register_skip_seqs = public.don"t, "we, ""too"" go".seq
                threaded_copy_tables = sales.*, "odd.schema"."big, *"
                """);

    assertThat(node.scope().onlyTables())
        .containsExactlyInAnyOrder(
            "public.orders", "public.a, b", "odd.schema.say \"hi\".", "crm.a.b", "public.x,y");
    assertThat(node.scope().includesTable(new TableName("odd.schema", "say \"hi\"."))).isTrue();
    assertThat(node.scope().includesTable(TableName.ofRaw("odd.schema.say \"hi\"."))).isTrue();
    assertThat(node.scope().includesTable(new TableName("public", "a"))).isFalse();
    assertThat(node.scope().skippedSequences())
        .containsExactlyInAnyOrder("public.don\"t", "we, \"too\" go.seq");
    assertThat(node.copying().sharedTables()).containsExactly("sales.*", "odd.schema.big, *");
  }

  @Test
  void valuesNameOtherKeys() {
    NodeConfiguration node =
        load(
            """
            [DEFAULT]
            server = host=db1
            job_name = %(service_name)s_of_%(config_name)s
            [londiste3]
            database = shop
            db = %(server)s dbname=%(DataBase)s
            queue_name = 100%%_%(job_name)s
            logfile = %(config_dir)s/%(host_name)s
            pidfile = %(config_file)s.pid
            """);

    assertThat(node.db()).isEqualTo("host=db1 dbname=shop");
    assertThat(node.queueName()).isEqualTo("100%_londiste3_of_leaf");
    assertThat(node.traces().logFile().orElseThrow().getParent()).isEqualTo(directory);
    assertThat(node.traces().pidFile()).hasValue(directory.resolve("leaf.ini.pid"));
    assertThat(node.warnings()).isEmpty();
  }

  @Test
  void theSecondFormatNamesKeysOfOtherSections() {
    NodeConfiguration node =
        load(
            """
            [shared]
            server = host=db1
            [londiste]
            config_format = 2
            db = ${shared:server} dbname=${job_name}
            queue_name = 100%_$$_${londiste:job_name}
            """);

    assertThat(node.db()).isEqualTo("host=db1 dbname=leaf");
    assertThat(node.queueName()).isEqualTo("100%_$_leaf");
  }

  @Test
  void theCommandLineGoesBeforeTheFile() {
    NodeConfiguration node =
        load(
            LEAST + "loop_delay = 5\n", Map.of("Loop_Delay", "-1", "job_name", "%(queue_name)s_x"));

    assertThat(node.rhythm().loopDelay()).isEqualTo(Duration.ofSeconds(-1));
    assertThat(node.jobName()).isEqualTo("shopq_x");
    assertThatThrownBy(() -> load(LEAST, Map.of("loop_delay", "soon")))
        .hasMessage("--set: loop_delay must be a number of seconds, not 'soon'");
  }

  @Test
  void anUnknownKeyIsAWarningWithTheNearestKnownOne() {
    NodeConfiguration node =
        load(LEAST + "parallel_copy = 4\nelephants = many\nbase = x\nlogfile = %(base)s\n");

    assertThat(node.warnings())
        .containsExactly(
            file + ", line 4: unknown key parallel_copy, did you mean parallel_copies?",
            file + ", line 5: unknown key elephants");
  }

  @Test
  void keysOfTheOriginalWithoutEffectAreNoWarning() {
    NodeConfiguration node =
        load(LEAST + "pgq_lazy_fetch = 100\nlogfmt_console = %(message)s\nuse_skylog = 1\n");

    assertThat(node.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loop_delay = soon          | loop_delay must be a number of seconds, not 'soon'",
        "loop_delay =               | loop_delay must be a number of seconds, not ''",
        "loop_delay = NaN           | loop_delay must be a number of seconds, not 'NaN'",
        "exception_sleep = -1       | exception_sleep must not be negative, not '-1'",
        "keepalive_stats = 0        | keepalive_stats must be more than 0, not '0'",
        "pgq_batch_collect_events = -1 | pgq_batch_collect_events must be at least 0",
        "parallel_copies = 0        | parallel_copies must be at least 1, not '0'",
        "parallel_copies = 1.5      | parallel_copies must be a whole number, not '1.5'",
        "local_only = maybe         | local_only must be yes or no",
        "log_level = loud           | log_level must be one of debug, info, warning, error",
        "copy_max_rate = fast       | copy_max_rate must be a number of bytes",
        "copy_max_rate = 99999999TB | copy_max_rate is more bytes than there are",
        "logfile = %(nix)s          | the value of logfile names nix, which is not set",
        "logfile = 5%               | a '%' in the value of logfile begins no name",
        "logfile = %(logfile)s      | the value of logfile names itself",
        "register_only_tables = \"a, b | register_only_tables must close its quotes, not '\"a, b'",
        "threaded_copy_tables = a.\"b  | threaded_copy_tables must close its quotes",
        "register_skip_seqs = \"a\"b    | register_skip_seqs must hold names only (words behind",
        "register_skip_tables = a.     | register_skip_tables must hold names only",
        "queue_name = again         | key queue_name stands in line 3 already",
        "nonsense                   | this line is neither [section] nor key = value",
        "= 5                        | this line is neither [section] nor key = value",
        "[londiste3]                | section [londiste3] stands in line 1 already",
        "public_node_location = x   | public_node_location is no connect string: a word in the",
        "remote_extra_connstr = postgresql://x | must be of the form keyword=value, no URI"
      })
  void aWrongLineIsNamed(String line, String problem) {
    assertRefused(LEAST + "# a remark\n" + line + "\n")
        .hasMessageStartingWith(file + ", line 5: ")
        .hasMessageContaining(problem);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> NodeConfiguration.load(directory.resolve("nix.ini"), Map.of()))
        .isInstanceOf(ConfigurationError.class)
        .hasMessage("there is no file " + directory.resolve("nix.ini"));
    assertThatThrownBy(() -> NodeConfiguration.load(directory, Map.of()))
        .hasMessageContaining("cannot read " + directory);
    assertRefused("").hasMessageContaining("no section [londiste3] or [londiste]");
    assertRefused("db = x\n")
        .hasMessageContaining("line 1")
        .hasMessageContaining("before the first");
    assertRefused("[londiste]\ndb = dbname=x\n")
        .hasMessage(file + ": section [londiste] has no key queue_name");
    assertRefused("[londiste]\ndb =\nqueue_name = x\n").hasMessage(file + ", line 2: db is empty");
    assertRefused("[londiste]\nconfig_format = 3\n").hasMessageContaining("config_format 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db = host=x password=hush pot=1",
        "db = host=x password='hush",
        "db = postgresql://ann:hush@x/%zz",
        "password=hush",
        "db password hush"
      })
  void noErrorAndNoListingShowsAPassword(String line) {
    assertRefused("[londiste]\nqueue_name = q\n" + line + "\n")
        .isInstanceOfSatisfying(
            ConfigurationError.class,
            error -> assertThat(error.problem() + error.hint()).doesNotContain("hush"));
    assertThat(load(LEAST + "obfuscator_key = hush").toString()).doesNotContain("hush");
  }

  @Test
  void filesFromBeforeUtf8AndFilesWithAMarkAreRead() {
    write(file, LEAST + "node_name = Zürich\n", StandardCharsets.ISO_8859_1);
    NodeConfiguration old = NodeConfiguration.load(file, Map.of());
    NodeConfiguration marked = load("\ufeff" + LEAST.replace("\n", "\r\n"));

    assertThat(old.creation().nodeName()).contains("Zürich");
    assertThat(marked.queueName()).isEqualTo("shopq");
  }
}
