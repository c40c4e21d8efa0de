package org.jlondiste.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlondiste.postgres.catalog.Column;
import org.jlondiste.postgres.catalog.TableStructure;
import org.jlondiste.postgres.catalog.UniqueKey;

/**
 * What keeps the rows of one table from going into another. A target may have more columns if they
 * fill themselves, and wider types if every value keeps its text.
 */
public final class StructureDifferences {
  private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint", "numeric");
  private static final Pattern BOUNDED_TEXT = Pattern.compile("character varying\\((\\d+)\\)");

  private StructureDifferences() {}

  /**
   * Compares.
   *
   * @param source the provider's table
   * @param target our table
   * @return one line per difference
   */
  public static List<String> between(TableStructure source, TableStructure target) {
    List<String> differences = new ArrayList<>();
    for (Column there : source.columns()) {
      Optional<Column> here = target.column(there.name());
      if (here.isEmpty()) {
        differences.add("column " + there.name() + " is missing here");
      } else {
        compare(there, here.get(), differences);
      }
    }
    for (Column here : target.columns()) {
      if (source.column(here.name()).isEmpty() && !here.fillsItself()) {
        differences.add(
            "column " + here.name() + " is not on the provider, and not null without a default");
      }
    }
    source.key().ifPresent(key -> compareKey(key, target, differences));
    return differences;
  }

  private static void compare(Column there, Column here, List<String> differences) {
    if (!takes(here.type(), there.type())) {
      differences.add(
          "column "
              + there.name()
              + " is "
              + there.type()
              + " on the provider and "
              + here.type()
              + " here");
    }
    if (here.generated() && !there.generated()) {
      differences.add("column " + there.name() + " is generated here and not on the provider");
    }
  }

  private static void compareKey(UniqueKey key, TableStructure target, List<String> differences) {
    Set<String> columns = new TreeSet<>(key.columns());
    boolean found =
        target.uniqueKeys().stream()
            .anyMatch(here -> columns.equals(new TreeSet<>(here.columns())));
    if (!found) {
      String here =
          target
              .key()
              .map(other -> "the key here is (" + String.join(", ", other.columns()) + ")")
              .orElse("there is no key here");
      differences.add(
          "the key on the provider is (" + String.join(", ", key.columns()) + "), " + here);
    }
  }

  /** True if every value of one type is, in its text form, a value of the other. */
  private static boolean takes(String target, String source) {
    if (target.equals(source) || (target.equals("text") && isText(source))) {
      return true;
    }
    int wide = INTEGERS.indexOf(target);
    int narrow = INTEGERS.indexOf(source);
    if (wide >= 0 && narrow >= 0) {
      return wide > narrow;
    }
    if (target.equals("character varying")) {
      return isText(source);
    }
    Matcher wider = BOUNDED_TEXT.matcher(target);
    Matcher narrower = BOUNDED_TEXT.matcher(source);
    return wider.matches()
        && narrower.matches()
        && Integer.parseInt(wider.group(1)) > Integer.parseInt(narrower.group(1));
  }

  private static boolean isText(String type) {
    return type.equals("text") || type.startsWith("character varying");
  }
}
