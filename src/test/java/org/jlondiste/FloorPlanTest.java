package org.jlondiste;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the code to the table of rooms in docs/explanation/architecture.md. */
public class FloorPlanTest {
  private static final String BASE = "org.jlondiste.";

  /** What each room may import; the documentation's table is held to it. */
  // spotless:off
  public static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
      Map.entry("model",     Set.of()),
      Map.entry("error",     Set.of("model")),
      Map.entry("config",    Set.of("model", "error")),
      Map.entry("postgres",  Set.of("model", "error")),
      Map.entry("schema",    Set.of("model", "error", "postgres")),
      Map.entry("queue",     Set.of("model", "error", "postgres")),
      Map.entry("change",    Set.of("model", "error")),
      Map.entry("topology",  Set.of("model", "error", "postgres", "queue")),
      Map.entry("script",    Set.of("model", "error", "postgres", "topology")),
      Map.entry("handler",   Set.of("model", "error", "postgres", "change")),
      Map.entry("apply",     Set.of("model", "error", "postgres", "change")),
      Map.entry("copy",      Set.of("model", "error", "postgres", "queue", "change", "topology", "handler", "apply")),
      Map.entry("compare",   Set.of("model", "error", "postgres", "topology", "handler")),
      Map.entry("repair",    Set.of("model", "error", "postgres", "change", "topology", "handler", "apply", "compare")),
      Map.entry("check",     Set.of("model", "error", "postgres")),
      Map.entry("values",    Set.of("model", "error", "postgres", "schema", "queue", "change", "topology", "handler", "apply", "copy")),
      Map.entry("worker",    Set.of("model", "error", "postgres", "queue", "change", "topology", "script", "handler", "apply", "copy")),
      Map.entry("operation", Set.of("model", "error", "postgres", "queue", "schema", "topology", "script", "handler", "compare", "repair", "check", "values")),
      Map.entry("daemon",    Set.of("error")),
      Map.entry("cli",       Set.of("model", "error", "config", "postgres", "schema", "topology", "script", "handler", "compare", "repair", "check", "values", "worker", "operation", "daemon")));
  // spotless:on

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.jlondiste");

  @Test
  void everyRoomImportsOnlyWhatItsDoorPlateAllows() {
    List<String> trespasses = new ArrayList<>();
    for (JavaClass inside : classes) {
      String room = room(inside);
      for (Dependency dependency : inside.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        if (target.getPackageName().startsWith(BASE)
            && !room(target).equals(room)
            && !MAY_IMPORT.getOrDefault(room, Set.of()).contains(room(target))) {
          trespasses.add(dependency.getDescription());
        }
      }
    }
    assertThat(trespasses).isEmpty();
  }

  @Test
  void onlyTheRoomPostgresKnowsJdbc() {
    List<String> trespasses = new ArrayList<>();
    for (JavaClass inside : classes) {
      for (Dependency dependency : inside.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getPackageName();
        if (!room(inside).equals("postgres")
            && (target.startsWith("java.sql") || target.startsWith("org.postgresql"))) {
          trespasses.add(dependency.getDescription());
        }
      }
    }
    assertThat(trespasses).isEmpty();
  }

  @Test
  void roomsFormNoCycle() {
    slices().matching("org.jlondiste.(*)..").should().beFreeOfCycles().check(classes);
  }

  private static String room(JavaClass type) {
    String rest = type.getPackageName().substring(BASE.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
