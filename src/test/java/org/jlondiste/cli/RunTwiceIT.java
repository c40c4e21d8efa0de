package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that changes something can be given twice: the second time it finds nothing to do,
 * or says what is in its way, and breaks nothing.
 */
class RunTwiceIT {
  /** Commands with a test of their own for being given again, or that change nothing. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "create-branch",
          "change-provider",
          "takeover",
          "resurrect",
          "pause",
          "resume",
          "worker",
          "ticker",
          "compare",
          "repair",
          "copy",
          "check");

  @TempDir private Path directory;

  private final Database top = Servers.get("9.6").createDatabase("twice");
  private final Database bottom = Servers.get("17").createDatabase("twice");
  private final Set<String> tried = new HashSet<>();
  private final SoftAssertions softly = new SoftAssertions();

  @Test
  void whatIsGivenTwiceIsDoneOnce() throws IOException {
    ini("master", top);
    ini("slave", bottom);
    for (Database database : List.of(top, bottom)) {
      database.run("create table orders (id int primary key)", "create sequence numbers");
    }
    String here = top.connectString();
    String there = bottom.connectString();

    twice(0, 0, "", "master", "create-root", "master", here);
    twice(0, 0, "", "slave", "create-leaf", "slave", there, "--provider=" + here);
    twice(0, 0, "already added", "master", "add-table", "orders");
    twice(0, 0, "already added", "slave", "add-table", "orders");
    twice(0, 0, "already added", "master", "add-seq", "numbers");
    twice(0, 0, "already added", "slave", "add-seq", "numbers");
    twice(0, 0, "nothing done", "slave", "change-handler", "orders", "--handler=bulk");
    twice(0, 0, "state set to NULL", "slave", "resync", "orders");
    twice(0, 0, "already applied", "master", "execute", "--sql=create table x (i int)", "--name=x");
    assertThat(top.count("select count(*) from pgq.event_1 where ev_type = 'EXECUTE'"))
        .isEqualTo(1);
    twice(0, 0, "", "master", "tag-dead", "slave");
    twice(0, 0, "", "master", "tag-alive", "slave");
    twice(0, 0, "", "master", "relocate-node", "slave", there);
    twice(0, 0, "", "master", "queue", "create", "jobs");
    twice(0, 0, "", "master", "consumer", "register", "jobs", "mailer");
    twice(0, 0, "", "master", "queue", "config", "jobs", "ticker_max_lag=1 s");
    twice(0, 0, "", "master", "consumer", "seek", "jobs", "mailer", "first");
    twice(0, 0, "", "master", "tick", "jobs");
    twice(0, 0, "", "master", "consumer", "unregister", "jobs", "mailer");
    twice(0, 4, "there is no queue jobs", "master", "queue", "drop", "jobs");
    twice(6, 6, "waited", "slave", "wait-sync", "--timeout=0.1");
    twice(6, 6, "waited", "slave", "wait-root", "--timeout=0.1");
    twice(6, 6, "waited", "slave", "wait-provider", "--timeout=0.1");
    twice(0, 0, "", "slave", "remove-table", "orders");
    twice(0, 0, "", "slave", "remove-seq", "numbers");
    twice(0, 0, "", "master", "rename-node", "slave", "other");
    twice(0, 4, "is not a member", "master", "drop-node", "other");

    Set<String> changing =
        CommandTable.ALL.stream()
            .filter(entry -> entry.ini() != CommandTable.Ini.NONE && !Help.takesJson(entry))
            .map(CommandTable.Entry::name)
            .collect(Collectors.toSet());
    changing.removeAll(ELSEWHERE);
    changing.remove("schema");
    softly.assertThat(tried).containsAll(changing);
    softly.assertAll();
  }

  private void twice(int first, int second, String said, String node, String... words) {
    tried.add(CommandTable.wantsSecondWord(words[0]) ? words[0] + " " + words[1] : words[0]);
    run(first, node, words);
    CommandLineResult again = run(second, node, words);
    softly.assertThat(again.err()).as(again.toString()).contains(said);
  }

  private CommandLineResult run(int expected, String node, String... words) {
    List<String> line = new ArrayList<>(List.of(directory.resolve(node + ".ini").toString()));
    line.addAll(List.of(words));
    CommandLineResult result = CommandLineResult.of(line.toArray(new String[0]));
    softly.assertThat(result.exitCode().value()).as(result.toString()).isEqualTo(expected);
    return result;
  }

  private void ini(String name, Database database) throws IOException {
    Files.writeString(
        directory.resolve(name + ".ini"),
        """
        [londiste3]
        job_name = %1$s
        db = %2$s
        queue_name = myappq
        pidfile = %3$s/%%(job_name)s.pid
        """
            .formatted(name, database.connectString(), directory));
  }
}
