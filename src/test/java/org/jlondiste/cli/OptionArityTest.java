package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

class OptionArityTest {

  @Test
  void anOptionTakesAValueInEveryCommandOrInNone() {
    Map<String, Boolean> known = new HashMap<>();
    for (CommandTable.Entry entry : CommandTable.ALL) {
      for (OptionSpec option :
          ParsedCommand.commandLine(entry.command().get(), new CommonOptions())
              .getCommandSpec()
              .options()) {
        boolean takesValue = option.arity().min() > 0;
        for (String name : option.names()) {
          assertThat(known.getOrDefault(name, takesValue))
              .as(name + " of " + entry.name())
              .isEqualTo(takesValue);
          known.put(name, takesValue);
        }
      }
    }
    assertThat(known).containsEntry("--set", true).containsEntry("--daemon", false);
  }

  @Test
  void abbreviationsAreUnderstood() {
    assertThat(OptionArity.takesValue("--set")).isTrue();
    assertThat(OptionArity.takesValue("--daem")).isFalse();
    assertThat(OptionArity.takesValue("--nonsense")).isFalse();
  }
}
