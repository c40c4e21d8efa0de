package org.jlondiste.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.catalog.Column;
import org.jlondiste.postgres.catalog.TableStructure;

/** What is not alike in the columns of one table on either side. */
final class ColumnCheck {
  private static final String NAME = "column";

  private final TableStructure source;
  private final TableStructure target;
  private final List<Finding> findings = new ArrayList<>();

  private ColumnCheck(TableStructure source, TableStructure target) {
    this.source = source;
    this.target = target;
  }

  static List<Finding> of(TableStructure source, TableStructure target) {
    ColumnCheck check = new ColumnCheck(source, target);
    check.look();
    return check.findings;
  }

  private void look() {
    for (String difference : StructureDifferences.between(source, target)) {
      findings.add(
          new Finding(
              Severity.BLOCKER,
              Topic.COLUMNS,
              "structure",
              Side.TARGET,
              target.name().toString(),
              difference,
              "add-table refuses it; make both alike",
              ""));
    }
    for (Column there : source.columns()) {
      target.column(there.name()).ifPresent(here -> compare(there, here));
    }
    for (Column here : target.columns()) {
      if (source.column(here.name()).isEmpty() && here.fillsItself()) {
        add(Severity.INFO, here, "is not on the source and fills itself", "", "");
      }
    }
  }

  private void compare(Column there, Column here) {
    if (here.notNull() && !there.notNull()) {
      add(
          Severity.WARNING,
          here,
          "may be null on the source and not here: a null stops the table",
          "",
          alter(here) + " drop not null");
    } else if (there.notNull() && !here.notNull()) {
      add(Severity.INFO, here, "may be null here and not on the source", "", "");
    }
    if (there.generated() || here.generated()) {
      compareGenerated(there, here);
    } else if (fillsFromSource(there) && !fillsFromSource(here)) {
      add(
          Severity.WARNING,
          here,
          "has a default on the source and none here, the application may need it after the switch",
          "",
          there
              .expression()
              .map(value -> alter(here) + " set default " + value)
              .orElse(
                  alter(here)
                      + " add generated "
                      + there.identity().orElse("BY DEFAULT")
                      + " as identity"));
    } else if (differ(there.expression(), here.expression())
        || (there.identity().isPresent() && differ(there.identity(), here.identity()))) {
      add(
          Severity.INFO,
          here,
          "has default " + filling(there) + " on the source, and " + filling(here) + " here",
          "",
          "");
    }
  }

  private void compareGenerated(Column there, Column here) {
    if (there.generated() && !here.generated()) {
      add(Severity.INFO, here, "is generated on the source, and a plain column here", "", "");
    } else if (there.generated() && differ(there.expression(), here.expression())) {
      add(
          Severity.WARNING,
          here,
          "is generated as "
              + there.expression().orElse("")
              + " on the source, and as "
              + here.expression().orElse("")
              + " here",
          "make both expressions alike: the target computes its own values, and a compare finds"
              + " them different",
          "");
    }
  }

  private static boolean fillsFromSource(Column column) {
    return column.expression().isPresent() || column.identity().isPresent();
  }

  private static boolean differ(Optional<String> there, Optional<String> here) {
    return !there.map(Match::plain).equals(here.map(Match::plain));
  }

  private static String filling(Column column) {
    return column
        .identity()
        .map(kind -> "identity " + kind)
        .or(column::expression)
        .orElse("no default");
  }

  private String alter(Column column) {
    return "alter table "
        + target.name().quoted()
        + " alter column "
        + Identifier.quote(column.name());
  }

  private void add(Severity severity, Column column, String problem, String advice, String sql) {
    TableName table = target.name();
    findings.add(
        new Finding(
            severity,
            Topic.COLUMNS,
            NAME,
            Side.TARGET,
            table + " " + column.name(),
            problem,
            advice,
            sql));
  }
}
