package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.catalog.Column;
import org.jlondiste.postgres.catalog.Relation;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.postgres.catalog.TableStructure;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.values.TrialResult;
import org.jlondiste.values.TrialSubject;
import org.jlondiste.values.TrialSubject.RealColumn;
import org.jlondiste.values.ValueTrial;

/**
 * Tries whether values of every type of the provider's tables arrive in this database as they were:
 * extreme values, and the longest ones there are. Works before there are nodes and afterwards.
 */
public final class ValueSelfTest {
  private static final String PURPOSE = "jlondiste";

  /** Types whose values are all of one size, so that none is the longest. */
  private static final Set<String> OF_ONE_SIZE =
      Set.of(
          "boolean",
          "smallint",
          "integer",
          "bigint",
          "real",
          "money",
          "date",
          "uuid",
          "oid",
          "timestamp without time zone",
          "timestamp with time zone",
          "time without time zone",
          "time with time zone");

  private final Session local;
  private final Databases databases;
  private final String queue;

  public ValueSelfTest(Session local, Databases databases, String queue) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
  }

  /**
   * What to try.
   *
   * @param words names and patterns of the provider's tables; none for all
   * @param provider typed by the operator
   * @param configuredProvider if neither the operator nor the node says another
   * @param filter what this node takes part in
   * @param sourceEncoding what the text of a provider without encoding is written in; may be empty
   * @param rows of each table, among which the longest values are looked for; empty for all
   */
  public record Request(
      List<String> words,
      Optional<String> provider,
      Optional<String> configuredProvider,
      RegistrationFilter filter,
      String sourceEncoding,
      Optional<Long> rows) {
    public Request {
      words = List.copyOf(words);
    }
  }

  /**
   * What came of it.
   *
   * @param source the provider's server and database
   * @param target this node's
   */
  public record Report(String source, String target, List<TrialResult> results) {
    public Report {
      results = List.copyOf(results);
    }

    /** True if every type travels and every value arrived as it was. */
    public boolean allSame() {
      return results.stream().allMatch(TrialResult::isSame);
    }
  }

  public Report run(Request request) {
    try (Session source = databases.open(provider(request), PURPOSE)) {
      List<TrialSubject> subjects = subjects(source, tables(source, request), request.rows());
      try (ValueTrial trial = new ValueTrial(source, local, request.sourceEncoding())) {
        return new Report(words(source), words(local), trial.run(subjects));
      }
    }
  }

  private static String words(Session session) {
    return "PostgreSQL " + session.server() + ", " + session.target();
  }

  private String provider(Request request) {
    Optional<NodeInfo> node = new Nodes(local).info(queue);
    return request
        .provider()
        .or(() -> node.isEmpty() ? request.configuredProvider() : Optional.empty())
        .or(() -> node.filter(known -> !known.isRoot()).map(NodeInfo::providerLocation))
        .orElseThrow(
            () ->
                new UsageError(
                    "there is no provider from which values could come",
                    "run this with the INI file of the target, and give --provider=CONNSTR if its"
                        + " node is not created yet"));
  }

  private static Set<TableName> tables(Session source, Request request) {
    Set<TableName> tables = new LinkedHashSet<>();
    for (Relation relation : Relations.all(source).tables()) {
      if (relation.persistence() != Relation.Persistence.TEMPORARY
          && request.filter().tables().test(relation.name())) {
        tables.add(relation.name());
      }
    }
    if (!request.words().isEmpty()) {
      NameChoice choice = NameChoice.of(request.words(), tables);
      if (!choice.unknown().isEmpty()) {
        throw new UsageError(
            "there is no table " + String.join(", ", choice.unknown()) + " in " + source.target(),
            "name tables as schema.name, or by patterns");
      }
      tables.retainAll(choice.chosen());
    }
    return tables;
  }

  private static List<TrialSubject> subjects(
      Session source, Set<TableName> tables, Optional<Long> rows) {
    Map<String, List<RealColumn>> columns = new LinkedHashMap<>();
    TableStructure.read(source, tables)
        .forEach(
            (table, structure) -> {
              for (Column column : structure.columns()) {
                List<RealColumn> ofType =
                    columns.computeIfAbsent(column.type(), type -> new ArrayList<>());
                if (!OF_ONE_SIZE.contains(column.type())) {
                  ofType.add(new RealColumn(table, column.name(), rows));
                }
              }
            });
    return columns.entrySet().stream()
        .map(entry -> new TrialSubject(entry.getKey(), entry.getValue()))
        .toList();
  }
}
