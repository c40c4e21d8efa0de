package org.jlondiste.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jlondiste.support.Packaged;
import org.jlondiste.support.Tool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long the shortest commands take. */
@Command(
    name = "startup",
    description =
        "How long --version, --help and status take, from start to end: ours, Londiste's.")
final class StartupCommand implements Callable<Integer> {
  private static final List<String> WORDS = List.of("--version", "--help", "status");

  @Mixin private final Common common = new Common();

  @Option(
      names = "--times",
      defaultValue = "5",
      description = "How often each command is run in a round (${DEFAULT-VALUE}).")
  private int times;

  @Override
  public Integer call() throws Exception {
    return common.onGround(
        (ground, report) -> {
          Map<String, Unit> units = new LinkedHashMap<>();
          WORDS.forEach(word -> units.put(word, Unit.MILLISECONDS));
          List<Contest.Contender> contenders = new ArrayList<>();
          try (Ours ours =
              new Ours(
                  ground.directory(), ground.newSource("startup"), ground.newTarget("startup"))) {
            contenders.add(commands("jlondiste", Tool.launcher(), ours.directory()));
            if (!ground.hasLondiste()) {
              report.miss("Londiste");
              report.add(common.contest(units, contenders));
              return;
            }
            try (Londiste theirs =
                new Londiste(
                    ground.directory(),
                    Londiste.Rhythm.USUAL,
                    ground.newSource("startup"),
                    ground.newTarget("startup"))) {
              contenders.add(
                  commands(
                      "Londiste", List.of(Packaged.londiste().toString()), theirs.directory()));
              report.add(common.contest(units, contenders));
            }
          }
        });
  }

  private Contest.Contender commands(String name, List<String> launcher, Path directory) {
    return new Contest.Contender(
        name,
        () -> {
          Map<String, Double> reached = new LinkedHashMap<>();
          for (String word : WORDS) {
            List<String> command = new ArrayList<>(launcher);
            if (!word.startsWith("-")) {
              command.add("leaf.ini");
            }
            command.add(word);
            List<Double> values = new ArrayList<>();
            for (int time = 0; time < times; time++) {
              values.add(Programs.run(directory, command) * 1000);
            }
            reached.put(word, new Series(name, values).median());
          }
          return reached;
        });
  }
}
